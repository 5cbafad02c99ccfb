internal import ArgumentParser
internal import Channels
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents

/// A command that writes to an incident: typed by a person, or given by a scenario's inject.
///
/// It runs in three steps: it reads its outside input; it shows and asks a person if needed; and
/// then, under the log's write lock, it makes a pure plan. Nobody else can write while the lock is
/// held, so a plan gets nothing that could wait.
protocol IncidentCommand: Command {
    /// The command's outside input besides its arguments; by default at most a text.
    associatedtype Input = CommandText

    /// The names of the positional arguments, in order, as in scenarios.
    static var positionals: [String] { get }
    var writing: WritingOptions { get }
    var global: GlobalOptions { get }

    /// Reads files and standard input, before the log is opened.
    ///
    /// - Parameter text: The text of `--text-file`.
    func prepare(_ text: CommandText, _ reader: InputReader) throws -> Input
    /// Shows the person what to see before the command is carried out.
    func show(_ before: IncidentState, _ input: inout Input, _ session: Session) throws
    /// Asks the domain for everything that the command means. It may be called twice: once to
    /// preview, once to carry out.
    func plan(_ decision: inout Decision, _ input: Input) throws
    /// Whether it may release texts to the public, so that a LIVE incident asks first.
    var mayRelease: Bool { get }
    /// Asks the person, in every mode, about something that can't be taken back.
    ///
    /// - Parameter preview: The result of the command.
    func ask(_ preview: Decision, _ session: Session) throws
    /// Whether ``ask(_:_:)`` asks.
    var asksInEveryMode: Bool { get }
    /// Whether `--about` refers to the command's own time and not to `--occurred`.
    var hasOwnAbout: Bool { get }
    /// The time of the event from the input, if `--occurred` doesn't give it.
    func occurred(_ input: Input) -> Instant?
    /// The message and next command after the entries.
    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy?
    /// The id for a scenario's label: by default the first thing that the command created.
    func labelled(_ outcome: Outcome) -> String?
}

extension IncidentCommand where Input == CommandText {
    func prepare(_ text: CommandText, _ reader: InputReader) throws -> CommandText { text }
}

extension IncidentCommand {
    var mayRelease: Bool { false }
    var asksInEveryMode: Bool { false }
    func ask(_ preview: Decision, _ session: Session) throws {}
    var hasOwnAbout: Bool { false }
    func occurred(_ input: Input) -> Instant? { nil }
    func show(_ before: IncidentState, _ input: inout Input, _ session: Session) throws {}
    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? { nil }
    func labelled(_ outcome: Outcome) -> String? { outcome.created.first }

    func run(in world: World) throws {
        if writing.about, writing.occurred == nil, !hasOwnAbout {
            throw ValidationError("--about needs --occurred. Give both.")
        }
        let reader = InputReader(world)
        let text = try CommandText(file: writing.textFile, reader)
        var input = try prepare(text, reader)
        let session = try Session(global, .writing, world)
        let stream = try session.incident()
        let named = try session.incidentToName(for: stream)
        var request = try session.request(
            writing, in: stream,
            asking: Asked(self, reader.contents, earlier: text.contents))
        if writing.occurred == nil, let occurred = occurred(input) {
            // The other party's clock may be ahead of ours.
            request.occurred = { _, now in min(occurred, now) }
            request.certainty = .exact
        }
        let before = try session.engine.state(of: stream)
        // A repeated request shows and asks nothing: it was confirmed the first time.
        let isNew = try session.engine.log.read { try $0.record(id: request.id) } == nil
        var confirmed: Confirmation?
        if isNew {
            if !global.json { world.printBanner(before, stream) }
            do {
                try show(before, &input, session)
                if mayRelease, !before.mode.isDrill, !writing.yes {
                    confirmed = try confirm(stream, request, input, session)
                }
                if asksInEveryMode, !writing.yes,
                    let preview = try preview(stream, request, input, session)
                {
                    try ask(preview, session)
                }
            } catch let rejection as Rejection {
                throw Failure(rejection.rolledBack(to: before), for: named)
            }
        }
        let outcome: Outcome
        do {
            outcome = try session.engine.perform(in: stream, request: request) { decision in
                try plan(&decision, input)
                try confirmed?.check(decision)
            }
        } catch let rejection as Rejection {
            throw Failure(rejection.rolledBack(to: before), for: named)
        } catch {
            throw Failure(error, request: request.id, for: named)
        }
        if outcome.isRepeat, !global.json { world.printBanner(outcome.state, stream) }
        try report(outcome, session, request, named)
    }

    private func confirm(
        _ stream: String, _ request: Request, _ input: Input, _ session: Session
    ) throws -> Confirmation? {
        guard let preview = try preview(stream, request, input, session) else { return nil }
        let confirmation = Confirmation(preview)
        if !confirmation.releases.isEmpty { try confirmation.ask(session.world) }
        return confirmation
    }

    private func preview(
        _ stream: String, _ request: Request, _ input: Input, _ session: Session
    ) throws -> Decision? {
        try session.engine.preview(in: stream, request: request) { decision in
            try plan(&decision, input)
        }
    }

    private func report(
        _ outcome: Outcome, _ session: Session, _ request: Request, _ named: String?
    ) throws {
        let afterword = try afterword(outcome, session)
        if global.json {
            try session.world.printJSON(
                Receipt(outcome, request: request.id, note: afterword, for: named))
        } else {
            session.world.print(Receipt.text(outcome, for: named))
            if let afterword { session.world.print(afterword.text(for: named)) }
        }
        if outcome.isRelease { CheckpointSender(session.engine, session.world).sendAfterRelease() }
        if !outcome.refusals.isEmpty {
            let lines = outcome.refusals.map { "  \($0.channelText)\($0.text(for: named))" }
            throw Failure(
                .refused,
                "Part of the command was done. These were refused and are still due:\n"
                    + lines.joined(separator: "\n"))
        }
    }
}

extension Outcome {
    /// Whether a text was released.
    var isRelease: Bool {
        events.contains { event in
            if case .messageReleased = event { true } else { false }
        }
    }
}

extension GuardFinding {
    fileprivate var channelText: String {
        channels.isEmpty ? "" : channels.map(\.rawValue).joined(separator: ", ") + ": "
    }
}

/// The text of a command, from `--text-file`.
struct CommandText {
    private let fileText: String?

    init(file: String?, _ reader: InputReader) throws(Failure) {
        if let file { fileText = try reader.text(file) } else { fileText = nil }
    }

    /// No file was given.
    init() { fileText = nil }

    var contents: [[UInt8]] { fileText.map { [Array($0.utf8)] } ?? [] }

    /// The command's text: the one that was typed, or the file's.
    ///
    /// - Parameter option: The option that gives it; nil if it is an argument.
    func text(_ typed: String?, _ what: String, option: String? = nil) throws -> String {
        switch (typed, fileText) {
        case (let typed?, nil): return typed
        case (nil, let text?): return text
        case (_?, _?):
            throw ValidationError(
                "The \(what) is given twice, \(option.map { "with \($0)" } ?? "as an argument") and with --text-file. Drop one."
            )
        case (nil, nil):
            throw ValidationError(
                "The \(what) is missing. Give it \(option.map { "with \($0) TEXT" } ?? "as an argument") or with --text-file PATH."
            )
        }
    }

    /// The same for an optional text.
    func optionalText(
        _ typed: String?, _ what: String, option: String
    ) throws -> String? {
        typed == nil && fileText == nil ? nil : try text(typed, what, option: option)
    }
}
