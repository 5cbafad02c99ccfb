internal import ArgumentParser
internal import Channels
internal import Incident
internal import IncidentEvents

struct StatementCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "What other bodies and outlets said.",
        subcommands: [StatementObserve.self, StatementImport.self, StatementList.self])
}

struct StatementObserve: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe", abstract: "Log what another body or outlet said.",
        discussion: """
            It closes no coverage of ours, also where it corrects a rumor.
            Example: tocsin statement observe "County sheriff" "Two are held." --on tv:station-4
            """)
    static let positionals = ["speaker", "text"]

    @Argument(help: "Who said it: a body or an outlet.") var speaker: String
    @Argument(help: "What was said, in short.") var text: String?
    @Option(name: .customLong("on"), help: "Where it was said, e.g. tv:station-4.")
    var carrier: String
    @Option(help: "Its address.") var address: String?
    @Option(name: .customLong("fact"), parsing: .upToNextOption, help: "Facts it speaks to.")
    var facts: [String] = []
    @Option(parsing: .upToNextOption, help: "Rumors that it contradicts.")
    var corrects: [String] = []
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(
                .observe(
                    speaker: speaker, text: try input.text(text, "text"),
                    carrier: try Carrier(carrier), address: address ?? "",
                    facts: try .read(facts), corrects: try .read(corrects))))
    }
}

struct InquiryCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inquiry", abstract: "Questions of the public and the media.",
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
            """)
    static let positionals = ["question"]

    @Argument(help: "The question.") var question: String?
    @Option(help: "Who asks: an outlet or \"a resident\", not a private name.") var from: String
    @Option(help: "public or media. Default: public.") var origin: String?
    @Option(help: "By which way it came: phone, email, x, …") var channel: String?
    @Option(parsing: .unconditional, help: "When the answer is needed: 23:00, +1h, or RFC 3339.")
    var deadline: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(
                .receiveInquiry(
                    question: try input.text(question, "question"), from: from,
                    origin: try Choice.inquiryOrigin(origin ?? "public"), channel: channel ?? "",
                    deadline: try decision.coming(deadline))))
    }
}

struct InquiryAssign: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give a question to a person to answer.",
        discussion: "Example: tocsin inquiry assign Q1 duty-pio")
    static let positionals = ["inquiry", "person"]

    @Argument(help: "The inquiry, e.g. Q1.") var inquiry: String
    @Argument(help: "The person's id.") var person: String
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(.desk(.assignInquiry(try .read(inquiry), to: person)))
    }
}

struct InquiryAnswer: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Log the answer that was given.",
        discussion: "Example: tocsin inquiry answer Q1 \"Two, by the county.\" --message M4")
    static let positionals = ["inquiry", "text"]

    @Argument(help: "The inquiry, e.g. Q1.") var inquiry: String
    @Argument(help: "The answer.") var text: String?
    @Option(help: "The message that answered it, e.g. M4.") var message: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(
                .answerInquiry(
                    try .read(inquiry), answer: try input.text(text, "answer"),
                    message: try message.map { try decision.state.message($0) })))
    }
}

struct InquiryDecline: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Log that a question is not answered, and why.",
        discussion: "Example: tocsin inquiry decline Q1 --reason \"under investigation\"")
    static let positionals = ["inquiry"]

    @Argument(help: "The inquiry, e.g. Q1.") var inquiry: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(
                .declineInquiry(try .read(inquiry), reason: try input.text(reason, "reason"))))
    }
}

struct NoteCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "The running log, and what was wrong in it.",
        subcommands: [NoteLog.self, NoteCorrect.self, NoteVisibility.self, NoteList.self])
}

struct NoteLog: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Log what happened or was done.",
        discussion: "Example: tocsin note log \"Briefed the mayor's office\" --occurred -10m")
    static let positionals = ["text"]

    @Argument(help: "What happened or was done.") var text: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(.desk(.note(try input.text(text, "note"))))
    }
}

struct NoteCorrect: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Say what is right about an earlier entry.",
        discussion: """
            The log is never edited: the entry stays, and this stands beside it. With --occurred, \
            it corrects the time at which the entry happened.
            Example: tocsin note correct 41 "The call came from the hospital" --occurred 22:05
            """)
    static let positionals = ["position", "text"]

    @Argument(help: "The entry's position in the log, as the timeline shows it.")
    var position: UInt64
    @Argument(help: "What is right.") var text: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(
                .correctEntry(
                    position, right: try input.text(text, "correction"),
                    occurredAt: try decision.instant(writing.occurred),
                    certainty: writing.occurred == nil
                        ? .unspecified : writing.about ? .approximate : .exact)))
    }
}

struct NoteVisibility: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "visibility", abstract: "Change who may see an entry from now on.",
        discussion:
            "Example: tocsin note visibility 41 public --reason \"asked for by the council\"")
    static let positionals = ["position", "visibility"]

    @Argument(help: "The entry's position in the log.") var position: UInt64
    @Argument(help: "public, internal or restricted.") var visibility: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(
                .changeVisibility(
                    position, try Choice.visibility(visibility),
                    reason: try input.text(reason, "reason"))))
    }
}

struct BriefingCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "briefing", abstract: "News briefings.",
        subcommands: [BriefingSchedule.self, BriefingHoldCommand.self])
}

struct BriefingSchedule: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Schedule a briefing.",
        discussion: "Example: tocsin briefing schedule --at 23:00 --place \"City hall, lobby\"")
    static let positionals: [String] = []

    @Option(parsing: .unconditional, help: "When: 23:00, +1h, or RFC 3339.") var at: String
    @Option(help: "Where.") var place: String
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(.scheduleBriefing(at: try decision.coming(at), place: place)))
    }
}

struct BriefingHoldCommand: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Log that a briefing was held.",
        discussion: "Example: tocsin briefing hold B1 --speaker chief --interpreter --captions")
    static let positionals = ["briefing"]

    @Argument(help: "The briefing, e.g. B1.") var briefing: String
    @Option(help: "Who spoke.") var speaker: String
    @Flag(inversion: .prefixedNo, help: "A sign-language interpreter stood by.")
    var interpreter: Bool?
    @Flag(inversion: .prefixedNo, help: "It was captioned.") var captions: Bool?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .desk(
                .holdBriefing(
                    try .read(briefing), speaker: speaker, interpreter: interpreter,
                    captions: captions)))
    }
}
