internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct FactCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fact",
        abstract: "Record, verify, clear, refute facts.",
        subcommands: [
            FactRecord.self, FactVerify.self, FactClear.self, FactHold.self, FactRefute.self,
            FactSupersede.self, FactList.self, FactShow.self,
        ])
}

struct FactRecord: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record a fact about the situation.",
        discussion: """
            A recorded fact still needs verification. A verified fact still needs clearance for \
            release.
            Example: tocsin fact record "Two officers are hurt" \
            --topic casualties.officers.hurt --number 2 --source "IC by radio" --verified --clear
            """, aliases: ["add"])
    static let positionals = ["statement"]

    @Argument(help: "One sentence that a message can quote.") var statement: String?
    @Option(help: "Subject key, such as casualties.officers.dead.") var topic: String?
    @Option(help: "The number, if the fact has one.") var number: Figure?
    @Option(help: "Who or which area the number covers.") var scope: String?
    @Option(help: "The source.") var source: String?
    @OptionGroup var soundness: SoundnessOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.recordFact(
            statement: input.text(statement, "statement"), topic: topic.nonEmpty,
            number: number?.value, scope: scope, source: source,
            as: soundness.value)
    }
}

/// How far a new fact is established. Each is an act of the person who types it.
struct SoundnessOptions: ParsableArguments {
    @Flag(help: .rare("You have verified the new fact with its source.")) var verified = false
    @Flag(help: .rare("Clear the new fact for release, if your role may.")) var clear = false

    var value: Soundness { .init(isVerified: verified, isCleared: clear) }
}

struct FactVerify: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Confirm a fact with a source.",
        discussion: "Example: tocsin fact verify F2 --source \"Hospital, by phone\"")
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F2.", completion: .facts) var fact: String
    @Option(help: "The source that confirmed it.") var source: String?
    @Option(help: "The source that this one repeats. The two count as one.")
    var relays: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .fact(
                .verify(
                    try .read(fact), source: try input.text(source, "source", option: "--source"),
                    relays: relays)))
    }
}

struct FactClear: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "Clear a verified fact for release to the public.",
        discussion: """
            To lift a hold, give a --reason. For a family's hold, also say who told them and when.
            Example: tocsin fact clear F2
            """)
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F2.", completion: .facts) var fact: String
    @Option(help: "Why the hold is lifted.") var reason: String?
    @Option(help: "Who told the family.") var toldBy: String?
    @Option(parsing: .unconditional, help: "When they were told: 22:15, -10m, or RFC 3339.")
    var toldAt: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let told = try decision.past(toldAt)
        let lift = try input.optionalText(reason, "reason", option: "--reason").map {
            FactCommand.LiftHold(
                reason: $0, familyToldBy: toldBy.nonEmpty, familyToldAt: told)
        }
        try decision.perform(.fact(.clear(try .read(fact), lifting: lift)))
    }
}

struct FactHold: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Hold a fact back from the public for now.",
        discussion:
            """
            To lift a hold for a family, say who told them and when (fact clear --told-by WHO \
            --told-at TIME). A hold is for a family if its reason names them, or with --for-family.
            Example: tocsin fact hold F2 --reason "family not yet notified" --until +2h
            """)
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F2.", completion: .facts) var fact: String
    @Option(help: "The reason: operations, investigation, family, or other.") var reason: String?
    @Flag(help: "Hold it until a family is told.") var forFamily = false
    @Option(parsing: .unconditional, help: "When to review the hold: 22:15, +2h, or RFC 3339.")
    var until: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .fact(
                .hold(
                    try .read(fact), reason: try input.text(reason, "reason", option: "--reason"),
                    isForFamily: forFamily, until: try decision.coming(until))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id = try FactID.read(fact)
        let saying = outcome.state.messages.all.filter {
            outcome.state.knownWrong($0)?.error == .held(id)
        }
        guard let first = saying.first else { return nil }
        let list = saying.map { message in
            let places = message.liveCarriers.filter(\.isPublic).map(\.description)
            return "\(message.id)"
                + (places.isEmpty ? "" : " on \(places.joined(separator: ", "))")
        }
        return
            "Already released with it: \(list.joined(separator: "; ")). Stop it: \(do: .recallMessage(first.id))"
    }
}

struct FactRefute: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "refute",
        abstract: "Record that a fact was wrong from the start, and draft the correction.",
        discussion: """
            Our live messages that cite it become a rumor with our own error. Its coverage shows \
            every account that still needs a correction. If the fact was right and has changed, \
            use fact supersede.
            Example: tocsin fact refute F4 --source IC --reason "one gunman" --submit
            """)
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F4.", completion: .facts) var fact: String
    @Option(help: "The reason it was wrong.") var reason: String?
    @Option(help: "The source.") var source: String?
    @Option(help: "The correct fact, e.g. F5.", completion: .facts) var by: String?
    @Option(help: "The correct statement. It becomes a new fact.") var right: String?
    @Flag(
        help: """
            Submit the correction as a text that identifies nobody. If the correct statement names \
            somebody, declare it with message revise instead.
            """)
    var submit = false
    @Flag(help: "Don't draft a correction.") var noDraft = false
    @OptionGroup var soundness: SoundnessOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if by != nil, right != nil {
            throw ValidationError("Give the correct fact with --by or --right, not both.")
        }
        if noDraft, submit {
            throw ValidationError("--no-draft and --submit can't be combined. Drop one.")
        }
    }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.refuteFact(
            try .read(fact), reason: try input.text(reason, "reason", option: "--reason"),
            source: source,
            right: right, as: soundness.value, by: try by.map { try .read($0) },
            draftsCorrection: !noDraft,
            submits: submit)
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        try NextStep.approving(outcome, session)
    }

    func labelled(_ outcome: Outcome) -> String? {
        outcome.firstRumor ?? outcome.created.first
    }
}

struct FactSupersede: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "supersede", abstract: "Record that a fact was right and has changed.",
        discussion: "Example: tocsin fact supersede F4 --with \"Five officers are hurt\" --number 5"
    )
    static let positionals = ["fact"]

    @Argument(help: "The fact, e.g. F4.", completion: .facts) var fact: String
    @Option(help: "The current fact, e.g. F5.", completion: .facts) var by: String?
    @Option(name: .customLong("with"), help: "The current statement. It becomes a new fact.")
    var with: String?
    @Option(help: "The new number.") var number: Figure?
    @Option(help: "The source.") var source: String?
    @OptionGroup var soundness: SoundnessOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        if let by {
            guard with == nil else {
                throw ValidationError("Give the current fact with --by or --with, not both.")
            }
            try decision.perform(.fact(.supersede(try .read(fact), by: try .read(by))))
        } else {
            try decision.supersedeFact(
                try .read(fact), with: try input.text(with, "current statement", option: "--with"),
                number: number?.value, source: source, as: soundness.value)
        }
    }
}

struct FactList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the facts and the messages that cite them.",
        discussion: "Example: tocsin fact list --as-of 22:15")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) -> String {
        view.renderer.factSheet(FactSheet(state: view.state))
    }

    func json(_ view: IncidentView) -> any Encodable { FactSheet(state: view.state) }
}

struct FactShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one fact with its history.",
        discussion: "Example: tocsin fact show F4")

    @Argument(help: "The fact, e.g. F4.", completion: .facts) var fact: String
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) throws -> String { view.renderer.factSheet(try sheet(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try sheet(view) }

    private func sheet(_ view: IncidentView) throws -> FactSheet {
        let id = try FactID.read(fact)
        var sheet = FactSheet(state: view.state, records: try view.records())
        sheet.facts.removeAll { $0.fact != id }
        if sheet.facts.isEmpty {
            throw Failure.unknown(
                "fact", id.description, meaning: id.description,
                among: view.state.facts.all.map(\.id.description),
                remedy: "See them: tocsin fact list")
        }
        return sheet
    }
}
