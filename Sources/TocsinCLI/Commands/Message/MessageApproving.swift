internal import ArgumentParser
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents

struct MessageSubmit: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submit for approval, freeze texts.",
        discussion: "Example: tocsin message submit holding")
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.submitMessage(decision.state.message(message))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id = try outcome.state.message(message)
        guard outcome.state.messages[id]?.status == .approved else {
            return try NextStep.approving(outcome, session)
        }
        return outcome.state.isReserve(id) ? nil : "Next: \(do: .releaseMessage(id))"
    }
}

extension IncidentState {
    /// Whether the message is kept ready to end an alert, and so is never a next step.
    fileprivate func isReserve(_ id: MessageID) -> Bool { messages[id].map(isInReserve) ?? false }
}

struct MessageApprove: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve the texts that are shown.",
        discussion: """
            Shows every text with its count, and the texts armed with an alert. Your approval \
            covers exactly the texts shown. If a rumor's finding or a refuted fact recorded what is \
            right instead, and somebody else recorded it with a source, your approval of the text \
            that cites it also verifies and clears that fact, if your role may; it is named first. \
            Nobody may approve a message they wrote or edited. Enter an approval given by radio or phone \
            with --by and --via; it is marked as relayed everywhere.
            Example: tocsin message approve M1 --release
            """)
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Option(help: "The approver, if you enter it for somebody else.", completion: .people) var by:
        String?
    @Option(help: "How the approval came: radio or phone.", completion: .list(["radio", "phone"]))
    var via: String?
    @Flag(help: "Release it right away on all its channels.") var release = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    var mayRelease: Bool { release }

    func validate() throws {
        if (by == nil) != (via == nil) {
            throw ValidationError(
                "A relayed approval needs both --by PERSON and --via radio|phone.")
        }
    }

    struct Input {
        /// The contents shown to the approver, the armed texts included.
        var shown: [MessageID: [UInt8]] = [:]
    }

    func prepare(_ text: CommandText, _ reader: InputReader) -> Input { Input() }

    func show(_ before: IncidentState, _ input: inout Input, _ session: Session) throws {
        let id = try before.message(message)
        guard let message = before.messages[id], message.submission != nil else { return }
        for covered in [id] + message.armed {
            guard let shown = before.messages[covered], shown.discarded == nil,
                let submission = shown.submission
            else { continue }
            input.shown[covered] = submission.contentSHA256
            if global.json { continue }
            if covered != id { session.world.print("Armed with \(id), and approved with it:") }
            session.world.print(try DraftText.full(before, covered, session))
            session.world.print(
                TerminalText.block(
                    DraftText.basis(of: shown, in: before), indent: 2,
                    width: session.world.width))
        }
        if by == nil, !global.json {
            for fact in try session.trial(before).map({
                before.factsToConfirm(in: id, by: $0.context)
            }) ?? [] {
                session.world.print(
                    TerminalText.block(
                        "Your approval also verifies and clears \(fact.id), by \(fact.source.recorded): \(fact.statement)",
                        indent: 2, width: session.world.width))
            }
        }
    }

    func plan(_ decision: inout Decision, _ input: Input) throws {
        let id = try decision.state.message(message)
        let relayed = try by.map { person in
            MessageCommand.ApproveMessage.Relayed(
                by: person,
                via: try Choice.read(
                    via ?? "", among: [("radio", "radio"), ("phone", "phone")],
                    "way to relay an approval"))
        }
        try decision.approveMessage(
            id,
            MessageCommand.ApproveMessage(shown: input.shown, relayed: relayed),
            releases: release)
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        if release { return try NextStep.posting(outcome, session) }
        let id = try outcome.state.message(message)
        return outcome.state.isReserve(id) ? nil : "Next: \(do: .releaseMessage(id))"
    }
}

struct MessageReturn: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Return it to its author.",
        discussion: "Example: tocsin message return M1 --reason \"name the street\"")
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Option(help: "The changes needed.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .message(
                .return(
                    try decision.state.message(message),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct MessageRatify: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "ratify",
        abstract: "Approve a release after the fact.",
        discussion: "Example: tocsin message ratify M1")
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.message(.ratify(try decision.state.message(message))))
    }
}
