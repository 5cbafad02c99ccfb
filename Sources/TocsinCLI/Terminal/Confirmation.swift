internal import Basics
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The texts that a person was shown and agreed to release.
struct Confirmation {
    struct Release: Hashable {
        var message: String
        var contentSHA256: [UInt8]
        var keys: [[String]]
    }

    let releases: [Release]
    private let mode: IncidentMode
    /// One line for each release, with the message, its audience, its channels and its words.
    private let questions: [String]

    init(_ decision: Decision) {
        let released = decision.events.compactMap { event -> MessageReleased? in
            if case .messageReleased(let released) = event { released } else { nil }
        }
        releases = released.map { event in
            Release(
                message: event.message, contentSHA256: Array(event.contentSha256),
                keys: event.texts.map { [$0.channel, $0.language] })
        }
        mode = decision.state.mode
        questions = zip(releases, released).map { release, event in
            Self.question(release, MessageID(event.message).flatMap { decision.state.messages[$0] })
        }
    }

    private static func question(_ release: Release, _ message: Message?) -> String {
        let channels = release.keys.compactMap(\.first).uniqued().joined(separator: ", ")
        let kind = message.map { " (\($0.kind))" } ?? ""
        let words = message?.firstWords.map { ": “\($0)”" } ?? "."
        return TerminalText.safe(
            "\(release.message)\(kind) will be released to \(message?.audience ?? "nobody"), on"
                + " \(channels)\(words)")
    }

    /// Asks once, naming mode, message, audience, channels and words.
    ///
    /// - Throws: A ``Failure`` if the answer is not LIVE, or if nobody can be asked.
    func ask(_ world: World) throws(Failure) {
        let names = releases.map(\.message).joined(separator: ", ")
        guard world.isInteractive else {
            throw Failure(
                .refused,
                "\(names) was not released. The incident is \(mode.marking) and there is no terminal to ask"
                    + " on. Add --yes to release without being asked.")
        }
        for question in questions { world.print("\(mode.marking): \(question)") }
        let answer = world.ask("Type \(mode.marking) to release:")
        guard answer == mode.marking else {
            throw Failure(
                .refused,
                "\(names) was not released because \(mode.marking) was not typed. Nothing was recorded."
            )
        }
    }

    /// Checks that the texts to release are those agreed to, even if someone else has written
    /// meanwhile.
    func check(_ decision: Decision) throws(Failure) {
        guard Confirmation(decision).releases == releases else {
            throw Failure(
                .conflict,
                "Somebody changed the message while you were asked. Nothing was released."
                    + " Check it and repeat the command.")
        }
    }
}
