internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct InquiryCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inquiry", abstract: "Questions from public and media.",
        subcommands: [
            InquiryReceive.self, InquiryContact.self, InquiryAssign.self, InquirySuggest.self,
            InquiryJoin.self, InquirySeparate.self, InquiryAnswer.self, InquiryDecline.self,
            InquiryRefer.self, InquiryPromise.self, InquiryReopen.self, InquiryList.self,
            InquirySheet.self, InquiryImport.self, InquiryExport.self, InquiryRecap.self,
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
    @Option(
        help: "The time that we have, in the department's hours: 4h or 90m. LIVE counts all hours.")
    var within: String?
    @Option(
        help: "question, embargo or interview. Default: question.",
        completion: .words(of: RequestKind.self)) var kind: String?
    @Option(help: "The language of the question, e.g. es.", completion: .languages)
    var language: String?
    @Option(help: "How to reach the person. Few may see it, and no output shows it but one.")
    var contact: String?
    @OptionGroup var hour: HourOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        guard deadline == nil || within == nil else {
            throw ValidationError("--deadline and --within both set the deadline. Drop one.")
        }
        let span = try within.map { try Choice.span($0, "--within") }
        let limit = try span.map { try decision.context.deadline(within: $0, in: decision.state) }
        let id = decision.state.inquiries.next
        try decision.perform(
            .inquiry(
                .receive(
                    question: try input.text(question, "question"), from: from,
                    origin: try Choice.inquiryOrigin(origin ?? "public"), channel: channel,
                    deadline: try limit ?? decision.coming(deadline),
                    .init(
                        language: language.nonEmpty,
                        kind: try kind.map { try Choice.requestKind($0) } ?? .unspecified,
                        briefing: try hour.briefing.map { try .read($0) }, isLive: hour.live,
                        votes: hour.votes))))
        if let contact { try decision.perform(.inquiry(.keepContact(id, contact: contact))) }
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard case .inquiryReceived(let event) = outcome.events.first,
            let id = InquiryID(event.inquiry),
            let found = outcome.state.inquiries(like: event.question, except: id).first
        else { return nil }
        let other = found.inquiry
        return
            "\(found.isSame ? "Asks the same as" : "Is like") \(other.id), \(outcome.state.status(of: other).rawValue): \(other.question)\nBoth say: \(found.sharedWords.joined(separator: ", ")).\nIf it is the same question: \(do: .joinInquiry(id, other.id))"
    }
}

/// A question hour's data about a question.
struct HourOptions: ParsableArguments {
    @Option(
        help: .rare("The question hour that it was asked for, e.g. B1."), completion: .briefings)
    var briefing: String?
    @Flag(help: .rare("It was asked while the question hour was on.")) var live = false
    @Option(help: .rare("The votes that it has; they order nothing.")) var votes: UInt64?
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
        discussion: """
            One answer closes everyone who asked the same.
            Example: tocsin inquiry answer Q1 "Two, by the county." --message M4
            """)
    static let positionals = ["inquiry", "text"]

    @Argument(help: "The inquiry, e.g. Q1.", completion: .inquiries) var inquiry: String
    @Argument(help: "The answer. Default: the words of the facts that --cites names.")
    var text: String?
    @Option(help: "The message with the answer, e.g. M4.", completion: .messages) var message:
        String?
    @Option(
        parsing: .upToNextOption, help: "The facts that it rests on, e.g. F2.", completion: .facts)
    var cites: [Several] = []
    @Flag(help: .rare("It was given while a question hour was on.")) var live = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let facts: [FactID] = try .read(cites)
        let answer =
            facts.isEmpty || text != nil || writing.textFile != nil
            ? try input.text(text, "answer") : nil
        try decision.perform(
            .inquiry(
                .answer(
                    try .read(inquiry), answer: answer,
                    message: try message.map { try decision.state.message($0) }, cites: facts,
                    isLive: live)))
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
        /// `question`, `embargo` or `interview`.
        var kind: String
        var language: String?
        /// The first question of its group, if it was joined to one.
        var joinedTo: InquiryID?
        /// The people who asked it, and when the first of them did; of the first question.
        var asked: Int?
        var firstAsked: Instant?
        var cites: [FactID]
        /// The facts behind the answer that have changed since.
        var changed: [FactID]
        var referredTo: String?
        var replyBy: Instant?
        var promisedBy: String?
        var promisedFor: Instant?
        var briefing: BriefingID?
        var isLive: Bool
        var votes: UInt64?

        init(_ inquiry: Inquiry, _ state: IncidentState) {
            self.inquiry = inquiry.id
            self.state = state.status(of: inquiry).rawValue
            (origin, from, question) = (inquiry.origin, inquiry.from, inquiry.question)
            channel = inquiry.channel
            received = Moment(inquiry.received)
            (deadline, assignedTo) = (inquiry.deadline, inquiry.assignedTo)
            (answer, message) = (inquiry.answer?.text, inquiry.answer?.message)
            declinedBecause = inquiry.declined?.reason
            kind = inquiry.details.kind.word
            language = inquiry.details.language
            joinedTo = inquiry.lead
            if inquiry.lead == nil {
                let group = state.group(of: inquiry)
                asked = group.count
                firstAsked = group.map(\.asked).min()
            }
            cites = inquiry.answer?.cites ?? []
            changed = state.changedFacts(behind: inquiry).map(\.id)
            (referredTo, replyBy) = (inquiry.referral?.to, inquiry.referral?.by)
            (promisedBy, promisedFor) = (inquiry.promise?.person, inquiry.promise?.by)
            briefing = inquiry.details.briefing
            (isLive, votes) = (inquiry.details.isLive, inquiry.details.votes)
        }

        var isOpen: Bool { ["open", "promised"].contains(state) }
    }

    private func lines(_ view: IncidentView) -> [Line] {
        let lines = view.state.inquiries.all.map { Line($0, view.state) }
        return lines.filter(\.isOpen) + lines.filter { !$0.isOpen }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No inquiries." }
        return lines.map { line in
            var text =
                "\(line.inquiry)  \(line.state)  \(view.renderer.time(line.received))"
                + "  \(line.from): \(line.question)"
            if line.kind != "question" { text += " (\(line.kind) request)" }
            if let lead = line.joinedTo { text += " (as \(lead))" }
            if let asked = line.asked, asked > 1 { text += " (asked \(asked) times)" }
            if let deadline = line.deadline, line.isOpen {
                let isToday = view.zone.day(deadline) == view.zone.day(view.asOf)
                text +=
                    " (by \(isToday ? view.zone.clock(deadline) : view.zone.dated(deadline)))"
            }
            if let person = line.assignedTo { text += " [\(person)]" }
            if let answer = line.answer { text += " Answer: \(answer)" }
            for fact in line.changed { text += " \(fact) has changed since: answer again." }
            if let unit = line.referredTo { text += " Referred to \(unit)." }
            if let person = line.promisedBy, let time = line.promisedFor, line.isOpen {
                text += " \(person) comes back to it by \(view.zone.dated(time))."
            }
            if let reason = line.declinedBecause { text += " Declined: \(reason)" }
            return view.renderer.wrapped(text, indent: 0)
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("inquiries", lines(view)) }
}
