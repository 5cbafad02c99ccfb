internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct FactCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fact",
        abstract: "What is known: recorded, verified, cleared to be said, refuted, superseded.",
        subcommands: [
            FactRecord.self, FactVerify.self, FactClear.self, FactHold.self, FactRefute.self,
            FactSupersede.self, FactList.self, FactShow.self,
        ])
}

struct FactRecord: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Put a claim about the situation on record.",
        discussion: """
            A recorded fact is not yet verified, and a verified one not yet cleared to be said.
            Example: tocsin fact record "Two officers are hurt" \
            --topic casualties.officers.hurt --number 2 --source "IC by radio" --verified --clear
            """)
    static let positionals = ["statement"]

    @Argument(help: "One sentence that can stand in a message.") var statement: String?
    @Option(help: "Subject key, such as casualties.officers.dead.") var topic: String?
    @Option(help: "The figure, where the fact is one.") var number: Double?
    @Option(help: "Whose count or area it covers.") var scope: String?
    @Option(help: "Who or what you have it from.") var source: String?
    @Flag(help: "It has been verified at its source.") var verified = false
    @Flag(help: "Clear it to be said in public, if you may.") var clear = false
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.recordFact(
            statement: input.text(statement, "statement"), topic: topic.nonEmpty,
            number: number, scope: scope, source: source, isVerified: verified || clear,
            isCleared: clear)
    }
}

struct FactVerify: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Confirm a fact at a source.",
        discussion: "Example: tocsin fact verify F2 --source \"Hospital, by phone\"")
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F2.") var fact: String
    @Option(help: "With whom or what it was confirmed.") var source: String?
    @Option(help: "The source that this one only passes on; the two then count as one.")
    var relays: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .fact(
                .verify(
                    try .read(fact), source: try input.text(source, "source"),
                    relays: relays)))
    }
}

struct FactClear: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "Allow a verified fact to be said in public.",
        discussion: """
            Lifting a hold takes a reason, and a hold for a family takes who told them and when.
            Example: tocsin fact clear F2
            """)
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F2.") var fact: String
    @Option(help: "Why the hold is lifted.") var reason: String?
    @Option(help: "Who told the family.") var toldBy: String?
    @Option(parsing: .unconditional, help: "When they were told: 22:15, -10m, or RFC 3339.")
    var toldAt: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let told = try decision.past(toldAt)
        let lift = try input.optionalText(reason, "reason").map {
            FactCommand.LiftHold(
                reason: $0, familyToldBy: toldBy.nonEmpty, familyToldAt: told)
        }
        try decision.perform(.fact(.clear(try .read(fact), lifting: lift)))
    }
}

struct FactHold: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Stop a fact from being said in public for now.",
        discussion:
            "Example: tocsin fact hold F2 --reason \"family not yet told\" --until +2h")
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F2.") var fact: String
    @Option(help: "Why: operations, investigation, family, or other words.") var reason: String?
    @Option(parsing: .unconditional, help: "When to look at it again: 22:15, +2h, or RFC 3339.")
    var until: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .fact(
                .hold(
                    try .read(fact), reason: try input.text(reason, "reason"),
                    until: try decision.coming(until))))
    }
}

struct FactRefute: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "refute",
        abstract: "Say that a fact was wrong when it was said; draft the correction it needs.",
        discussion: """
            Live messages that rest on it become a rumor of our own making, whose coverage shows \
            every carrier that still has to be set right. A figure that was right and has \
            changed is superseded instead.
            Example: tocsin fact refute F4 --source IC --reason "one gunman" --submit
            """)
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F4.") var fact: String
    @Option(help: "Why it was wrong.") var reason: String?
    @Option(help: "Who or what says so.") var source: String?
    @Option(help: "The fact that is right instead, e.g. F5.") var by: String?
    @Option(help: "What is right instead, as a new fact.") var right: String?
    @Flag(
        help: """
            Submit the correction for approval, as a text that identifies nobody. Where what is \
            right names somebody, leave this out, and say so with message revise.
            """)
    var submit = false
    @Flag(help: "Draft no correction.") var noDraft = false
    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if by != nil, right != nil {
            throw ValidationError("Give what is right by --by or by --right, not by both.")
        }
        if noDraft, submit { throw ValidationError("--no-draft leaves nothing to --submit.") }
    }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.refuteFact(
            try .read(fact), reason: try input.text(reason, "reason"), source: source,
            right: right, by: try by.map { try .read($0) }, draftsCorrection: !noDraft,
            submits: submit)
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> String? {
        NextStep.approving(outcome)
    }

    func labelled(_ outcome: Outcome) -> String? {
        outcome.firstRumor ?? outcome.created.first
    }
}

struct FactSupersede: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "supersede", abstract: "Say that a fact was right and has changed.",
        discussion: "Example: tocsin fact supersede F4 --with \"Five officers are hurt\" --number 5"
    )
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F4.") var fact: String
    @Option(help: "The fact that holds now, e.g. F5.") var by: String?
    @Option(name: .customLong("with"), help: "What holds now, as a new fact.") var with: String?
    @Option(help: "The new figure.") var number: Double?
    @Option(help: "Who or what you have it from.") var source: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        if let by {
            guard with == nil else {
                throw ValidationError("Give what holds now by --by or by --with, not by both.")
            }
            try decision.perform(.fact(.supersede(try .read(fact), by: try .read(by))))
        } else {
            try decision.supersedeFact(
                try .read(fact), with: try input.text(with, "statement that holds now"),
                number: number, source: source)
        }
    }
}

struct FactList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All facts, and which messages rest on them.",
        discussion: "Example: tocsin fact list --as-of 22:15")

    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) -> String {
        view.renderer.factSheet(FactSheet(state: view.state))
    }

    func json(_ view: IncidentView) -> any Encodable { FactSheet(state: view.state) }
}

struct FactShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One fact with its lineage.",
        discussion: "Example: tocsin fact show F4")

    @Argument(help: "The fact, e.g. F4.") var fact: String
    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) throws -> String { view.renderer.factSheet(try sheet(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try sheet(view) }

    private func sheet(_ view: IncidentView) throws -> FactSheet {
        let id = try FactID.read(fact)
        var sheet = FactSheet(state: view.state)
        sheet.facts.removeAll { $0.fact != id }
        if sheet.facts.isEmpty {
            throw Failure(.badData, "There is no fact \(id). See them: tocsin fact list")
        }
        return sheet
    }
}
