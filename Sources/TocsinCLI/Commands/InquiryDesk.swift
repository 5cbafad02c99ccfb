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
