internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct InquiryCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inquiry", abstract: "Questions from public and media.",
        subcommands: [
            InquiryReceive.self, InquiryAssign.self, InquiryAnswer.self, InquiryDecline.self,
            InquiryList.self,
        ])
}

struct InquiryReceive: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Log a question.",
        discussion: """
            Example: tocsin inquiry receive "How many are held?" --from station-4 \
            --origin media --channel phone --deadline 23:00
            """, aliases: ["add"])
    static let positionals = ["question"]

    @Argument(help: "The question.") var question: String?
    @Option(help: "Who asked: an outlet or \"a resident\", not a private name.") var from: String
    @Option(help: "public or media. Default: public.", completion: .words(of: InquiryOrigin.self))
    var origin: String?
    @Option(help: "How it came in: phone, email, x, …", completion: .channels) var channel: String?
    @Option(parsing: .unconditional, help: "The deadline for the answer: 23:00, +1h, or RFC 3339.")
    var deadline: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .receive(
                    question: try input.text(question, "question"), from: from,
                    origin: try Choice.inquiryOrigin(origin ?? "public"), channel: channel,
                    deadline: try decision.coming(deadline))))
    }
}

struct InquiryAssign: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign a question to a person.",
        discussion: "Example: tocsin inquiry assign Q1 duty-pio")
    static let positionals = ["inquiry", "person"]

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @Argument(help: "The person's id.", completion: .people) var person: String
    @Flag(help: "The person is right although the department file doesn't list them.")
    var unlisted = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(.assign(try .read(inquiry), to: person, isUnlisted: unlisted)))
    }
}

struct InquiryAnswer: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Log the answer.",
        discussion: "Example: tocsin inquiry answer Q1 \"Two, by the county.\" --message M4")
    static let positionals = ["inquiry", "text"]

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @Argument(help: "The answer.") var text: String?
    @Option(help: "The message with the answer, e.g. M4.", completion: .messages) var message:
        String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .answer(
                    try .read(inquiry), answer: try input.text(text, "answer"),
                    message: try message.map { try decision.state.message($0) })))
    }
}

struct InquiryDecline: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Log that we won't answer a question, and why.",
        discussion: "Example: tocsin inquiry decline Q1 --reason \"under investigation\"")
    static let positionals = ["inquiry"]

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .decline(
                    try .read(inquiry), reason: try input.text(reason, "reason", option: "--reason")
                )))
    }
}

struct InquiryList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the questions, open ones first.",
        discussion: "Example: tocsin inquiry list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var inquiry: InquiryID
        var state: String
        var origin: InquiryOrigin
        var from: String
        var question: String
        @EmptyInJSON var channel: String?
        var received: Moment
        var deadline: Instant?
        var assignedTo: String?
        var answer: String?
        var message: MessageID?
        var declinedBecause: String?
    }

    private func lines(_ view: IncidentView) -> [Line] {
        let lines = view.state.inquiries.all.map { inquiry in
            Line(
                inquiry: inquiry.id,
                state: inquiry.statusWord,
                origin: inquiry.origin, from: inquiry.from, question: inquiry.question,
                channel: inquiry.channel, received: Moment(inquiry.received),
                deadline: inquiry.deadline, assignedTo: inquiry.assignedTo,
                answer: inquiry.answer?.text, message: inquiry.answer?.message,
                declinedBecause: inquiry.declined?.reason)
        }
        return lines.filter { $0.state == "open" } + lines.filter { $0.state != "open" }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No inquiries." }
        return lines.map { line in
            var text =
                "\(line.inquiry)  \(line.state)  \(view.renderer.time(line.received))"
                + "  \(line.from): \(line.question)"
            if let deadline = line.deadline, line.state == "open" {
                let isToday = view.zone.day(deadline) == view.zone.day(view.asOf)
                text +=
                    " (by \(isToday ? view.zone.clock(deadline) : view.zone.dated(deadline)))"
            }
            if let person = line.assignedTo { text += " [\(person)]" }
            if let answer = line.answer { text += " Answer: \(answer)" }
            if let reason = line.declinedBecause { text += " Declined: \(reason)" }
            return view.renderer.wrapped(text, indent: 0)
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("inquiries", lines(view)) }
}
