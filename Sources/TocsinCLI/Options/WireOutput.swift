internal import ArgumentParser
internal import Engine
internal import Incident
internal import Publishing
internal import ReadModels

extension OutputOptions {
    /// Writes only the text to the file or to standard output; notes for people go to standard
    /// error, so the output can be piped.
    func write(
        _ text: String, heading: [String], note: String, in home: Home, to world: World
    ) throws {
        for line in heading { world.error(line) }
        let text = text.utf8.last == 0x0A ? text : text + "\n"
        if let output = try write(Array(text.utf8), in: home) {
            world.error("Wrote \(output). \(note)")
        } else {
            world.print(text, terminator: "")
            world.error(note)
        }
    }
}

/// A command that makes a file for other programs from one incident and changes nothing.
protocol WireCommand: Command {
    associatedtype Answer: Encodable
    var reading: ReadingOptions { get }
    var global: GlobalOptions { get }
    var destination: OutputOptions { get }
    func file(_ view: IncidentView) throws -> WireFile<Answer>
}

struct WireFile<Answer: Encodable> {
    /// The JSON answer, including the content.
    var answer: Answer
    var content: String
    /// A note for people, in one line after it.
    var note: String
    /// Notes on omissions, before it.
    var leftOut: [String] = []
}

extension WireCommand {
    func run(in world: World) throws {
        let home = world.home(global)
        try destination.check(home)
        let session = try Session(global, .reading, world)
        let view = try IncidentView(session, session.incident(), asOf: reading.asOf)
        let file = try file(view)
        if global.json {
            let answer = Enveloped(envelope: view.envelope, content: file.answer)
            guard destination.output != nil else { return try world.printJSON(answer) }
            let text = try jsonText(answer)
            return try destination.write(
                text, heading: view.heading, note: file.note, in: home, to: world)
        }
        try destination.write(
            file.content, heading: view.heading + file.leftOut, note: file.note, in: home,
            to: world)
    }
}

extension IncidentView {
    /// Decides which parts of the incident may go into a file.
    var publisher: Publisher {
        Publisher(
            incident: stream, state: state, playbook: playbook, department: department,
            mode: mode, zone: zone, asOf: asOf, now: session.engine.now)
    }
}

extension PublishingRefusal {
    var status: ExitStatus {
        switch self {
        case .unknownMessage, .discardedMessage, .noPublicText, .noText, .noHeadings,
            .unwritableTime, .noPhoneText, .unnamedEvent, .unknownRumor:
            .badData
        case .noEnd, .noSender, .noFeedPage, .noRegisterPage: .usage
        case .endDiffers, .foreignAlert, .draftAlert, .repeatedAlert, .alertBreaksRules,
            .stationTextTooLong, .drillRumors, .knownWrong, .wordsStopped, .responseContradicts:
            .refused
        }
    }

    /// The next command; nil if there is none.
    var remedy: String? {
        switch self {
        case .unknownMessage: "See them: tocsin message list"
        case .noPublicText(let id), .noText(let id, _, _):
            "See what is missing: tocsin drafts \(id)"
        case .noEnd: "Set it: --expires +1h"
        case .endDiffers(let id, _, _, let typed):
            "Leave out --expires, or type: tocsin message revise \(id) --expires \(typed)"
                + " and release it again."
        case .noPhoneText(let id, let channel, _):
            "Write it: tocsin message edit \(id) \(channel) TEXT (the message must go to"
                + " \(channel): --on)"
        case .unnamedEvent(let language): "Give it: --event-name \"\(language)=WORDS\""
        case .noSender: "Give it: --sender pio@police.example"
        case .foreignAlert(_, let sender): "If you are that sender: --sender \(sender)"
        case .draftAlert: "Name the file that was sent."
        case .repeatedAlert: "Name each one once."
        case .stationTextTooLong(let id, _, _):
            "Shorten it: tocsin message edit \(id) eas TEXT"
        case .noFeedPage: "Give the page: --page https://police.example/alerts"
        case .noRegisterPage:
            "Give the page of the register: --page https://police.example/rumors"
        case .unknownRumor: "See them: tocsin rumor list"
        case .wordsStopped(_, let option, _): "Give other words: \(option) WORDS"
        case .responseContradicts: "Leave it out, or give another one with --response."
        case .knownWrong(let id, let wrong, _):
            "\(wrong.remedy(for: id).text(for: nil)) If you must post it anyway, record the reason: "
                + "tocsin message posted \(id) ACCOUNT --override known-wrong --reason TEXT"
        case .discardedMessage, .noHeadings, .unwritableTime, .alertBreaksRules, .drillRumors: nil
        }
    }
}
