internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents

struct MessageTranslate: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate", abstract: "Add a text in another language.",
        discussion: """
            Translate element by element, which keeps each channel's own text, or give a whole \
            text. A machine translation is marked and can't be released until a person confirms it.
            Example: tocsin message translate M2 --to es --by county-interpreters \
            --value guidance="No salga."
            """)
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @Option(
        name: .customLong("to"), help: "The language, BCP 47: es, zh-Hans.", completion: .languages)
    var language: String
    @Option(help: "The translator.") var by: String?
    @Flag(help: "A machine translated it.") var machine = false
    @Option(
        name: .customLong("value"), parsing: .upToNextOption,
        help: "NAME=TEXT for an element, known, truth, claim or a template field.")
    var values: [String] = []
    @Option(help: "A whole text for every channel, or for the channels in --on.") var text: String?
    @Option(
        name: [.customLong("on"), .customLong("channels")], parsing: .upToNextOption,
        help: "The channels of --text.", completion: .channels)
    var channels: [Several] = []
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if (by == nil) != machine {
            throw ValidationError("Give the translator with --by WHO or --machine, not both.")
        }
        if !channels.isEmpty, text == nil {
            throw ValidationError("--on needs --text. Give both.")
        }
    }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        var command = MessageCommand.TranslateMessage(language: language, translator: by)
        for value in values {
            let (name, text) = try ContentOptions.pair(value, "--value NAME=TEXT")
            command.values[name] = text
        }
        if let text = try input.optionalText(text, "text", option: "--text") {
            if channels.isEmpty { command.texts[nil] = text }
            for channel in channels.values {
                command.texts[ChannelID(rawValue: channel.lowercased())] = text
            }
        }
        try decision.perform(
            .message(.translate(try decision.state.message(message), command)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id = try outcome.state.message(message)
        let counts = try DraftText.counts(outcome.state, [id], session)
        return try Remedy("\(counts)\n")
            + (machine
                ? "Next, after a person has read it: \(do: .confirmTranslation(id, language))"
                : NextStep.submitting(id, outcome.state, session))
    }
}

struct MessageConfirm: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Confirm a machine translation.",
        discussion: """
            Confirm it only if you or a speaker of the language has read it.
            Example: tocsin message confirm M2 es
            """)
    static let positionals = ["message", "language"]

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @Argument(help: "The language, BCP 47.", completion: .languages) var language: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .message(.confirm(try decision.state.message(message), language: language)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id = try outcome.state.message(message)
        switch outcome.state.messages[id]?.status {
        case .approved, .released: return "Next: \(do: .releaseMessage(id))"
        case .submitted: return try NextStep.approving(outcome, session)
        default: return try NextStep.submitting(id, outcome.state, session)
        }
    }
}
