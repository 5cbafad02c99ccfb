internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct MessageDraft: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Draft from a template or free text.",
        discussion: """
            Until you submit it, its texts for each channel follow the template and the facts.
            Example: tocsin message draft update --cite F1 F2 --identifies nobody --submit
            """, aliases: ["add"])
    static let positionals = ["kind"]

    @Argument(
        help: "holding, alert, update, correction, retraction or all-clear.",
        completion: .words(of: MessageKind.self))
    var kind: String
    @Option(
        help: .rare("The playbook's template. Default: the one for the kind."),
        completion: .templates)
    var template: String?
    @Option(help: .rare("A name for the message in commands.")) var name: String?
    @Option(help: .rare("The inquiry it answers, e.g. Q2."), completion: .inquiries) var answers:
        String?
    @Option(help: .rare("The message it retracts or ends, e.g. M3."), completion: .messages)
    var retracts: String?
    @Option(help: .rare("The audience. Default: public.")) var audience: String?
    @OptionGroup var content: ContentOptions
    @OptionGroup(title: "Identification") var identification: IdentificationOptions
    @Flag(help: "Submit it for approval.") var submit = false
    @Flag(help: .rare("Release it too, if it is approved in advance.")) var release = false
    @Option(
        parsing: .upToNextOption, help: .rare("Mark it as posted: ACCOUNT or ACCOUNT=ADDRESS."),
        completion: .carriers)
    var posted: [Several] = []
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    var mayRelease: Bool { release }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let department = decision.context.department
        try decision.draftMessage(
            MessageCommand.DraftMessage(
                kind: Choice.messageKind(kind), template: template.map(TemplateID.init(rawValue:)),
                name: name?.lowercased(),
                content: content.content(
                    decision, text: input.optionalText(content.text, "text", option: "--text"),
                    languages: decision.context.playbook.languages,
                    identification: identification),
                retracts: retracts.map { try decision.state.message($0) },
                answers: answers.map { try .read($0) }, audience: audience ?? "public"),
            submits: submit || release, releases: release,
            postings: posted.values.map { try MessageCommand.Posting($0, department) })
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard let message = outcome.firstMessage.flatMap({ MessageID($0) }) else { return nil }
        if let next = try NextStep.approving(outcome, session)
            ?? NextStep.posting(outcome, session)
        {
            return next
        }
        guard outcome.state.messages[message]?.status == .draft else { return nil }
        let counts = try DraftText.counts(outcome.state, [message], session)
        return try Remedy("\(counts)\n") + NextStep.submitting(message, outcome.state, session)
    }

    func labelled(_ outcome: Outcome) -> String? { outcome.firstMessage }
}

struct MessageRevise: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "revise", abstract: "Change its facts or elements.",
        discussion: """
            The options replace earlier values; the rest stays. The message must be submitted and \
            approved again.
            Example: tocsin message revise M2 --guidance "Stay indoors"
            """)
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @OptionGroup var content: ContentOptions
    @OptionGroup(title: "Identification") var identification: IdentificationOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let id = try decision.state.message(message)
        try decision.perform(
            .message(
                .revise(
                    id,
                    try content.content(
                        decision, text: input.optionalText(content.text, "text", option: "--text"),
                        languages: decision.state.messages[id]?.languages ?? [],
                        identification: identification))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id = try outcome.state.message(message)
        let changes = try DraftText.changes(outcome, id, session)
        return try Remedy("\(changes)\n") + NextStep.submitting(id, outcome.state, session)
    }
}

struct MessageEdit: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Write the text for one channel.",
        discussion: """
            In a language other than the message's own, the text is a translation. Give the \
            translator.
            Example: tocsin message edit M2 x "Stay away from Main and Lamar."
            Example: tocsin message edit M2 x "No se acerque." --language es --by county-interpreters
            """)
    static let positionals = ["message", "channel", "text"]

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @Argument(help: "The channel, e.g. x.", completion: .channels) var channel: String
    @Argument(help: "The text.") var text: String?
    @Option(help: "The language, BCP 47. Default: the message's own.", completion: .languages)
    var language: String?
    @Option(help: "For another language: the translator.") var by: String?
    @Flag(help: "For another language: a machine translated it.") var machine = false
    @Flag(help: "Drop the hand-written text and use the composed one.") var revert = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if by != nil, machine {
            throw ValidationError("Give the translator with --by WHO or --machine, not both.")
        }
    }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let id = try decision.state.message(message)
        let languages =
            decision.state.messages[id]?.languages ?? decision.context.playbook.languages
        let key = Message.VariantKey(
            channel: ChannelID(rawValue: channel.lowercased()),
            language: language ?? languages.first ?? "en")
        if revert, text != nil || by != nil || machine {
            throw ValidationError("--revert drops the text. Don't give a new one.")
        }
        let new = revert ? nil : try input.text(text, "text")
        let translator = machine ? .machine : by.map(MessageCommand.Translator.person)
        try decision.perform(.message(.edit(id, key, text: new, by: translator)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        Remedy(try DraftText.changes(outcome, outcome.state.message(message), session))
    }
}

struct MessageDiscard: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Discard an unreleased draft.",
        discussion: "Example: tocsin message discard M4 --reason \"replaced by M5\"")
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M4, or its name.", completion: .messages) var message: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .message(
                .discard(
                    try decision.state.message(message),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}
