internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents

struct MessageCorrect: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Correct a posted message of ours.",
        discussion: """
            Records what was wrong as our own claim and drafts the correction. Its coverage shows \
            every account that still needs the correction. If a recorded fact was wrong, use fact \
            refute: it finds every message that cites it.
            Example: tocsin message correct M5 --wrong "Oak Street 12" --right "Oak Avenue 12"
            """)
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M5, or its name.", completion: .messages)
    var message: String
    @Option(help: "What it says that is wrong.") var wrong: String
    @Option(help: "What is right, as the correction will say it.") var right: String
    @Option(help: "The source. What is right then becomes a recorded fact.")
    var source: String?
    @OptionGroup var soundness: SoundnessOptions
    @Option(
        name: [.customLong("on"), .customLong("channels")], parsing: .upToNextOption,
        help: "The correction's channels. Default: those where the message was posted.",
        completion: .channels)
    var channels: [Several] = []
    @Flag(
        help: """
            Submit the correction for approval as a text that identifies nobody. If it names \
            somebody, leave this out and declare it with message revise.
            """)
    var submit = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.correctMessage(
            try decision.state.message(message), wrong: wrong, right: right,
            source: source.nonEmpty, as: soundness.value,
            channels: channels.isEmpty
                ? nil : channels.values.map { ChannelID(rawValue: $0.lowercased()) },
            submits: submit)
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        if let next = try NextStep.approving(outcome, session) { return next }
        guard let draft = outcome.firstMessage.flatMap({ MessageID($0) }) else { return nil }
        let counts = try DraftText.counts(outcome.state, [draft], session)
        return try Remedy("\(counts)\n") + NextStep.submitting(draft, outcome.state, session)
    }

    func labelled(_ outcome: Outcome) -> String? { outcome.firstMessage }
}
