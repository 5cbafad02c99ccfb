internal import Basics
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents

/// The texts that a person was shown and agreed to release.
struct Confirmation {
    struct Release: Hashable {
        var message: String
        var contentSHA256: [UInt8]
        var keys: [[String]]
    }

    let releases: [Release]
    private let mode: IncidentMode
    private let audiences: [String]

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
        audiences = released.map { event in
            MessageID(event.message).flatMap { decision.state.messages[$0] }?.audience ?? ""
        }
    }

    /// Asks once, naming mode, channels and audience.
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
        for (release, audience) in zip(releases, audiences) {
            let channels = release.keys.compactMap(\.first).uniqued()
            world.print(
                "\(mode.marking): \(release.message) will be released to \(audience), on"
                    + " \(channels.joined(separator: ", ")).")
        }
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
