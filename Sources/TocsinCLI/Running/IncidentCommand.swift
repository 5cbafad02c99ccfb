internal import ArgumentParser
internal import Channels
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents

/// A command that writes to an incident: typed by a person, or given by a scenario's inject.
protocol IncidentCommand: ParsableCommand {
    /// The names of the positional arguments, in order, as scenarios write them.
    static var positionals: [String] { get }
    var writing: WritingOptions { get }

    /// Asks the domain for everything that the command means. It may be called twice: once to
    /// show what would happen, once to do it.
    func plan(_ decision: inout Decision, _ input: CommandInput) throws
    /// Shows what must be seen before the command is carried out.
    func show(_ before: IncidentState, _ input: inout CommandInput, _ session: Session) throws
    /// Whether texts may go out to the public, so that a LIVE incident asks first.
    var mayRelease: Bool { get }
    /// Whether `--about` speaks of the command's own time and not of `--occurred`.
    var hasOwnAbout: Bool { get }
    /// What to say and to type next, after the entries.
    func afterword(_ outcome: Outcome, _ session: Session) throws -> String?
    /// What a scenario's label names: by default the first thing that the command created.
    func labelled(_ outcome: Outcome) -> String?
}

extension IncidentCommand {
    var mayRelease: Bool { false }
    var hasOwnAbout: Bool { false }
    func show(_ before: IncidentState, _ input: inout CommandInput, _ session: Session) throws {}
    func afterword(_ outcome: Outcome, _ session: Session) throws -> String? { nil }
    func labelled(_ outcome: Outcome) -> String? { outcome.created.first }

    func run() throws {
        if writing.about, writing.occurred == nil, !hasOwnAbout {
            throw ValidationError("--about says how sure --occurred is: give both.")
        }
        let session = try Session(writing.place, .writing)
        let stream = try session.incident()
        var input = try CommandInput(textFile: writing.textFile)
        let request = try session.request(writing, in: stream, contents: input.contents)
        let before = try session.engine.state(of: stream)
        // A repeated request shows and asks nothing: it was answered when it was carried out.
        let isNew = try session.engine.log.read { try $0.record(id: request.id) } == nil
        if isNew, !writing.place.json { printBanner(before, stream) }
        if isNew { try show(before, &input, session) }
        if isNew, mayRelease, before.mode == .live, !writing.yes {
            input.confirmed = try confirm(stream, request, input, session)
        }
        let outcome: Outcome
        do {
            outcome = try session.engine.perform(in: stream, request: request) { decision in
                try plan(&decision, input)
                try input.confirmed?.check(decision)
            }
        } catch {
            throw Failure(error, request: request.id)
        }
        if outcome.isRepeat, !writing.place.json { printBanner(outcome.state, stream) }
        try report(outcome, session, request)
    }

    private func confirm(
        _ stream: String, _ request: Request, _ input: CommandInput, _ session: Session
    ) throws -> Confirmation? {
        let preview = try session.engine.preview(in: stream, request: request) { decision in
            try plan(&decision, input)
        }
        guard let preview else { return nil }
        let confirmation = Confirmation(preview)
        guard !confirmation.releases.isEmpty else { return confirmation }
        try confirmation.ask()
        return confirmation
    }

    private func report(_ outcome: Outcome, _ session: Session, _ request: Request) throws {
        if writing.place.json {
            try printJSON(Receipt(outcome, request: request.id))
        } else {
            print(Receipt.text(outcome))
            if let afterword = try afterword(outcome, session) { print(afterword) }
        }
        if !outcome.refusals.isEmpty {
            let lines = outcome.refusals.map { "  \($0.channelText)\($0.text)" }
            throw Failure(
                .refused,
                "Not all of it was done; this was refused and stays due:\n"
                    + lines.joined(separator: "\n"))
        }
    }
}

extension GuardFinding {
    fileprivate var channelText: String {
        channels.isEmpty ? "" : channels.map(\.rawValue).joined(separator: ", ") + ": "
    }
}

/// What a command reads besides its arguments, read once, before anything is decided.
struct CommandInput {
    /// From `--text-file`.
    private let fileText: String?
    /// The content that an approver was shown.
    var shownSHA256: [UInt8]?
    /// What is attached, read before the log is held.
    var media: MediaFile?
    var confirmed: Confirmation?

    init(textFile: String?) throws {
        fileText = try textFile.map { try BoundedFile.text($0) }
    }

    init() { fileText = nil }

    var contents: [[UInt8]] { fileText.map { [Array($0.utf8)] } ?? [] }

    /// The command's text: the argument, or the file's.
    func text(_ argument: String?, _ what: String) throws -> String {
        switch (argument, fileText) {
        case (let argument?, nil): return argument
        case (nil, let text?): return text
        case (_?, _?):
            throw ValidationError("The \(what) is given twice: as argument and by --text-file.")
        case (nil, nil):
            throw ValidationError(
                "The \(what) is missing: give it as an argument or by --text-file PATH.")
        }
    }

    /// The same for a text that may be left out.
    func optionalText(_ argument: String?, _ what: String) throws -> String? {
        argument == nil && fileText == nil ? nil : try text(argument, what)
    }
}
