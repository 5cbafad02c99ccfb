internal import ArgumentParser
internal import Documents
internal import Forms
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct InquiryContact: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "Show how to reach the person who asked.",
        discussion: """
            It is recorded with the question: inquiry receive --contact.
            Example: tocsin inquiry contact Q1
            """)

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var inquiry: InquiryID
        var contact: String?
    }

    private func answer(_ view: IncidentView) throws -> Answer {
        let id: InquiryID = try .read(inquiry)
        guard let found = view.state.inquiries[id] else {
            throw Failure(
                .badData, "This incident has no inquiry \(id).",
                remedy: "See them: tocsin inquiry list")
        }
        return Answer(inquiry: id, contact: found.contact)
    }

    func text(_ view: IncidentView) throws -> String {
        let answer = try answer(view)
        return answer.contact.map { "\(answer.inquiry): \(TerminalText.safe($0))" }
            ?? "No contact is recorded for \(answer.inquiry)."
    }

    func json(_ view: IncidentView) throws -> any Encodable { try answer(view) }
}

struct InquirySuggest: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest", abstract: "Find earlier questions that ask the same.",
        discussion: """
            Shows the words that both have, the earlier answer, and how old its facts are. You \
            decide whether it fits. An answer whose fact has changed is never proposed for reuse.
            Example: tocsin inquiry suggest Q1
            """)

    @Argument(help: "The inquiry, e.g. Q7, or a question in words.", completion: .inquiries)
    var question: String
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private func bank(_ view: IncidentView) -> (AnswerBank, InquiryID?) {
        let id = InquiryID(question)
        let asked = id.flatMap { view.state.inquiries[$0] }
        return (
            AnswerBank(
                view.state, like: asked?.question ?? question, except: asked?.id,
                asOf: view.asOf), asked?.id
        )
    }

    func text(_ view: IncidentView) -> String {
        let (bank, id) = bank(view)
        guard !bank.proposals.isEmpty else { return "No earlier question is like it." }
        return bank.proposals.map { found in
            var lines = [
                "\(found.inquiry)  \(found.isSame ? "same?" : "alike")  \(found.state)  \(found.question)",
                "  Both say: \(found.sharedWords.joined(separator: ", "))",
            ]
            if let answer = found.answer { lines.append("  Answer: \(answer)") }
            lines += found.facts.map { fact in
                let age = fact.ageSeconds.map { ", \(Duration.seconds($0).brief) old" } ?? ""
                return "  \(fact.fact) \(fact.status)\(age): \(fact.statement)"
            }
            if let reason = found.whyNot { lines.append("  Don't reuse it: \(reason).") }
            if let id, found.whyNot == nil {
                lines.append(
                    "  The same question? tocsin inquiry join \(id) \(found.inquiry)")
            }
            return lines.map { view.renderer.wrapped($0, indent: 4) }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { bank(view).0 }
}

struct InquiryJoin: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "join", abstract: "Say that a question asks what an earlier one asks.",
        discussion: """
            One answer closes both. If the earlier one has an answer, it closes the new one too.
            Example: tocsin inquiry join Q2 Q1
            """)
    static let positionals = ["inquiry", "other"]

    @Argument(help: "The question, e.g. Q7.", completion: .inquiries) var inquiry: String
    @Argument(help: "The earlier question, e.g. Q3.", completion: .inquiries) var other: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.inquiry(.join(try .read(inquiry), to: try .read(other))))
    }
}

struct InquirySeparate: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "separate", abstract: "Take a question out of its group and open it.",
        discussion: "Example: tocsin inquiry separate Q2 --reason \"asks about the other bridge\"")
    static let positionals = ["inquiry"]

    @Argument(help: "The inquiry, e.g. Q2.", completion: .inquiries) var inquiry: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .separate(
                    try .read(inquiry),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct InquiryRefer: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "refer", abstract: "Log that somebody else answers a question.",
        discussion: """
            A records request needs the day by which the law wants the reply. It stays due until \
            the reply is logged with inquiry answer.
            Example: tocsin inquiry refer Q1 --to records --by 2027-12-14
            """)
    static let positionals = ["inquiry"]

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @Option(help: "The unit or agency, e.g. records.") var to: String
    @Option(parsing: .unconditional, help: "The day by which it must reply.") var by: String?
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .refer(
                    try .read(inquiry), to: to, by: try by.map { try decision.lastDay($0) },
                    reason: try input.optionalText(reason, "reason", option: "--reason"))))
    }
}

struct InquiryPromise: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "promise", abstract: "Log that we will come back to a question.",
        discussion: "Example: tocsin inquiry promise Q1 duty-pio --by +2h")
    static let positionals = ["inquiry", "person"]

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @Argument(help: "The id of the person who will.", completion: .people) var person: String
    @Option(parsing: .unconditional, help: "By when: a day, 17:00, +2h, or RFC 3339.")
    var by: String
    @Flag(help: "The person is right although the department file doesn't list them.")
    var unlisted = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .promise(
                    try .read(inquiry), person: person, by: try decision.lastDay(by),
                    isUnlisted: unlisted)))
    }
}

struct InquiryReopen: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a question again, with all that ask the same.",
        discussion: "Example: tocsin inquiry reopen Q1 --reason \"the caller asked about today\"")
    static let positionals = ["inquiry"]

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .reopen(
                    try .read(inquiry),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct InquirySheet: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Write the call-taker sheet for the hotline.",
        discussion: """
            The questions with their answers, the facts that may be said, and what must not be \
            said. For the people who take calls, not for the public.
            Example: tocsin inquiry sheet
            """)

    @OptionGroup var sheet: SheetOptions
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let source = try view.formSource()
        let sheet = CallTakerSheet(source)
        return (sheet.form(source), sheet)
    }
}
