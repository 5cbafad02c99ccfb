internal import Documents
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct RumorCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rumor",
        abstract: "Rumors, findings and corrections.",
        subcommands: [
            RumorReport.self, RumorSight.self, RumorAssign.self, RumorAssess.self,
            RumorWatch.self, RumorWaive.self, RumorContact.self, RumorCorrected.self,
            RumorClose.self, RumorResurface.self, RumorList.self, RumorShow.self,
            RumorClaimReview.self,
        ])
}

struct RumorReport: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Record a rumor, with its finding if known.",
        discussion: """
            With a finding and --submit, Tocsin drafts the correction and submits it.
            Example: tocsin rumor report "All suspects in custody" --on tv:station-4 \
            --finding false --because "One still firing" --source IC --submit
            """, aliases: ["add"])
    static let positionals = ["claim"]

    @Argument(help: "The claim, as people tell it.") var claim: String?
    @Option(
        name: .customLong("on"), parsing: .upToNextOption,
        help: "Where it was seen, e.g. tv:station-4.", completion: .carriers)
    var carriers: [Several] = []
    @Option(help: "The web address where it was seen.") var address: String?
    @Option(help: "The number of people it reached.") var reach: UInt64?
    @Option(
        help: "public, media, partner or own-message.", completion: .words(of: RumorOrigin.self))
    var origin: String?
    @Option(
        name: .customLong("message"), parsing: .upToNextOption,
        help: "Our own messages that made the claim.", completion: .messages)
    var messages: [Several] = []
    @Option(parsing: .upToNextOption, help: "Earlier or related rumors.", completion: .rumors)
    var related: [Several] = []
    @Option(help: "For our own claim: the fact that was wrong.", completion: .facts) var fact:
        String?
    @Flag(
        inversion: .prefixedNo,
        help: .rare(
            "Whether the claim is about a person. If so, its correction repeats neither claim nor name."
        ))
    var aboutPerson: Bool?
    @OptionGroup var assessment: AssessmentOptions
    @OptionGroup var soundness: SoundnessOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        var messageIDs: [MessageID] = []
        for message in messages.values { messageIDs.append(try decision.state.message(message)) }
        let origin =
            try origin.map(Choice.rumorOrigin)
            ?? (messages.isEmpty && fact == nil ? .public : .ownMessage)
        try decision.reportRumor(
            RumorCommand.ReportRumor(
                claim: input.text(claim, "claim"), origin: origin,
                carriers: Carrier.read(carriers), address: address.nonEmpty, reach: reach,
                messages: messageIDs, related: .read(related), fact: fact.map { try .read($0) },
                isAboutPerson: aboutPerson),
            finding: assessment.finding.map(Choice.finding), because: assessment.because,
            source: assessment.source.nonEmpty, as: soundness.value,
            submits: assessment.submit)
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let parts = [like(outcome), try NextStep.approving(outcome, session)].compactMap(\.self)
        guard let first = parts.first else { return nil }
        return parts.dropFirst().reduce(first) { $0 + "\n" + $1 }
    }

    /// The open rumor that is most like the new one.
    private func like(_ outcome: Outcome) -> Remedy? {
        guard let id = outcome.firstRumor.flatMap({ RumorID($0) }),
            let rumor = outcome.state.rumors[id],
            let found = outcome.state.openRumors(like: rumor.claim, except: id).first
        else { return nil }
        let words = found.sharedWords.joined(separator: ", ")
        let like: Remedy =
            "\(id) \(found.isSame ? "seems to be the same as" : "is like") \(found.rumor): \(found.claim)\nBoth say: \(words)."
        guard let carrier = rumor.sightings.first?.carrier else { return like }
        return like
            + "\nIf it is the same claim, log it there: \(do: .sightRumor(found.rumor, carrier))"
    }

    func labelled(_ outcome: Outcome) -> String? { outcome.firstRumor }
}

/// The finding about a rumor.
struct AssessmentOptions: ParsableArguments {
    @Option(
        help: "false, true, misleading, unsubstantiated or outdated.",
        completion: .words(of: Finding.self)) var finding: String?
    @Option(help: "The truth and the evidence for it.") var because: String?
    @Option(help: "The source. The truth becomes a recorded fact.") var source: String?
    @Flag(
        help: """
            Draft the correction and submit it as a text that identifies nobody. If the claim or \
            the truth names somebody, declare it with message revise instead.
            """)
    var submit = false
}

struct RumorSight: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "sight", abstract: "Log a rumor on another account or outlet.",
        discussion: "Example: tocsin rumor sight R1 x:some-account --reach 12000")
    static let positionals = ["rumor", "carrier"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Argument(
        help: ArgumentHelp("Where it was seen, e.g. tv:station-4.", valueName: "account"),
        completion: .carriers) var carrier: String
    @Option(help: "The web address where it was seen.") var address: String?
    @Option(help: "The number of people it reached.") var reach: UInt64?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .rumor(
                .sight(
                    try .read(rumor), try Carrier(carrier), address: address.nonEmpty, reach: reach)
            ))
    }
}

struct RumorAssign: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign a rumor to a person to check.",
        discussion: "Example: tocsin rumor assign R1 duty-rumor-control")
    static let positionals = ["rumor", "person"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Argument(help: "The person's id.", completion: .people) var person: String
    @Flag(help: "The person is right although the department file doesn't list them.")
    var unlisted = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.rumor(.assign(try .read(rumor), to: person, isUnlisted: unlisted)))
    }
}

struct RumorAssess: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "Record the finding on a rumor.",
        discussion: """
            With --submit, Tocsin drafts the correction and submits it.
            Example: tocsin rumor assess R1 --finding false --because "One still firing" \
            --source IC --submit
            """)
    static let positionals = ["rumor"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Option(
        name: .customLong("fact"), parsing: .upToNextOption,
        help: "The facts that support the finding.", completion: .facts)
    var facts: [Several] = []
    @OptionGroup var assessment: AssessmentOptions
    @OptionGroup var soundness: SoundnessOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        guard let finding = assessment.finding else {
            throw ValidationError(
                "--finding is missing. Give false, true, misleading, unsubstantiated or outdated.")
        }
        try decision.assessRumor(
            .read(rumor), Choice.finding(finding),
            because: input.text(assessment.because, "evidence", option: "--because"),
            facts: .read(facts), source: assessment.source.nonEmpty,
            as: soundness.value, submits: assessment.submit)
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        try NextStep.approving(outcome, session)
    }
}

struct RumorWatch: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Watch a rumor without a response for now.",
        discussion:
            "Example: tocsin rumor watch R1 --until +30m --reason \"three posts, no reach\"")
    static let positionals = ["rumor"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Option(parsing: .unconditional, help: "When to check it again: 22:15, +30m, or RFC 3339.")
    var until: String
    @Option(help: "The reason.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .rumor(
                .watch(
                    try .read(rumor), until: try decision.coming(until),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct RumorWaive: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Record that an account or outlet needs no correction.",
        discussion: "Example: tocsin rumor waive R1 periscope:DallasPD --reason \"closed down\"")
    static let positionals = ["rumor", "carrier"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Argument(
        help: ArgumentHelp("The account or outlet, e.g. tv:station-4.", valueName: "account"),
        completion: .carriers) var carrier: String
    @Option(help: "The reason.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .rumor(
                .waive(
                    try .read(rumor), try Carrier(carrier),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct RumorContact: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "Log that we asked an outlet for a correction.",
        discussion: """
            The rumor stays open on that outlet until it is corrected or waived.
            Example: tocsin rumor contact R1 tv:station-4 --how "phone, news desk"
            """)
    static let positionals = ["rumor", "carrier"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Argument(
        help: ArgumentHelp("The outlet, e.g. tv:station-4.", valueName: "account"),
        completion: .carriers) var carrier: String
    @Option(help: "How you reached them.") var how: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .rumor(
                .contact(
                    try .read(rumor), try Carrier(carrier),
                    how: try input.text(how, "way of contact", option: "--how"))))
    }
}

struct RumorCorrected: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "corrected", abstract: "Log that an outlet corrected a rumor.",
        discussion: "Example: tocsin rumor corrected R1 tv:station-4 --statement S2")
    static let positionals = ["rumor", "carrier"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Argument(
        help: ArgumentHelp("The outlet, e.g. tv:station-4.", valueName: "account"),
        completion: .carriers) var carrier: String
    @Option(help: "The web address of the correction.") var address: String?
    @Option(help: "The observed statement with the correction, e.g. S2.", completion: .statements)
    var statement: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .rumor(
                .outletCorrected(
                    try .read(rumor), try Carrier(carrier), address: address.nonEmpty,
                    statement: try statement.map { try .read($0) })))
    }
}

struct RumorClose: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a rumor.",
        discussion: "Example: tocsin rumor close R1 --reason \"corrected everywhere\"")
    static let positionals = ["rumor"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .rumor(
                .close(
                    try .read(rumor), reason: try input.text(reason, "reason", option: "--reason")))
        )
    }
}

struct RumorResurface: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "resurface", abstract: "Record that a closed rumor is circulating again.",
        discussion:
            "Example: tocsin rumor resurface R1 --reason \"shared again on the anniversary\"")
    static let positionals = ["rumor"]

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @Option(help: "What brought it back.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .rumor(
                .resurface(
                    try .read(rumor), reason: try input.text(reason, "reason", option: "--reason")))
        )
    }
}

struct RumorList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the rumors with their findings.",
        discussion: "Example: tocsin rumor list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) -> String {
        let register = CorrectionRegister(state: view.state)
        guard !register.rumors.isEmpty else { return "No rumors." }
        return TerminalText.table(
            register.rumors.map { entry in
                [
                    entry.rumor.description, entry.isClosed ? "closed" : entry.finding.word,
                    entry.counts.sentence, TerminalText.safe(entry.claim),
                ]
            })
    }

    func json(_ view: IncidentView) -> any Encodable { CorrectionRegister(state: view.state) }
}

struct RumorShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one rumor with its coverage.",
        discussion: "Example: tocsin rumor show R1")

    @Argument(help: "The rumor, e.g. R1.", completion: .rumors) var rumor: String
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) throws -> String {
        view.renderer.coverage(try CorrectionRegister(state: view.state, only: rumor))
    }

    func json(_ view: IncidentView) throws -> any Encodable {
        try CorrectionRegister(state: view.state, only: rumor)
    }
}

extension CorrectionRegister {
    init(state: IncidentState, only text: String) throws {
        let id = try RumorID.read(text)
        self.init(state: state)
        rumors.removeAll { $0.rumor != id }
        if rumors.isEmpty {
            throw Failure.unknown(
                "rumor", id.description, meaning: id.description,
                among: state.rumors.all.map(\.id.description),
                remedy: "See them: tocsin rumor list")
        }
    }
}
