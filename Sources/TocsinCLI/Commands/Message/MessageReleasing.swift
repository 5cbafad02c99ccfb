internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct MessageRelease: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Release approved texts.",
        discussion: """
            Releases each text that passes the guards. Refused texts are listed and stay due \
            (exit 77). A LIVE incident asks once. Mark a released text as posted once it is public.
            Example: tocsin message release holding
            """)
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Option(
        name: [.customLong("on"), .customLong("channels")], parsing: .upToNextOption,
        help: "Release only on these channels.", completion: .channels)
    var channels: [Several] = []
    @Option(
        name: .customLong("language"), parsing: .upToNextOption,
        help: "Release only these languages, e.g. en es.", completion: .languages)
    var languages: [Several] = []
    @Option(
        name: .customLong("override"), parsing: .upToNextOption,
        help: "Override these guards. Needs --reason.", completion: .guards)
    var overrides: [Several] = []
    @Option(
        name: .customLong("reason"),
        help: ArgumentHelp(
            "Once for each guard, in order: ten words or a listed reason, e.g. imminent-threat."))
    var reasonsGiven: [String] = []
    @Flag(help: "In a reenactment: the record says that nobody approved it.")
    var nobodyApproved = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    var mayRelease: Bool { true }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        guard !nobodyApproved || decision.state.mode == .reenactment else {
            throw ValidationError(
                "--nobody-approved is for reenactments. Here, name the guard: --override unapproved"
            )
        }
        let id = try decision.state.message(message)
        let reasons = try input.reasons(for: overrides.values, reasonsGiven)
        try decision.perform(
            .message(
                .release(
                    id,
                    .init(
                        on: channels.isEmpty
                            ? nil : channels.values.map { ChannelID(rawValue: $0.lowercased()) },
                        in: languages.isEmpty ? nil : languages.values, overrides: reasons,
                        isKnownUnapproved: nobodyApproved))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        try NextStep.posting(outcome, session)
    }
}

struct MessagePosted: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "posted", abstract: "Record where it was posted.",
        discussion: """
            This stops the clock. A posted correction counts as the correction on that account, in \
            that language. A channel alone means our only account there. --all means every account \
            of ours on the released channels, in every language; it names the networks for which \
            the department file lists no account, and leaves them out.
            Example: tocsin message posted M1 x=https://x.com/ExamplePD/status/1
            """)
    static let positionals = ["message", "carrier"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Argument(
        help: ArgumentHelp(
            "CHANNEL, CHANNEL:ACCOUNT, or either with =ADDRESS.", valueName: "account"),
        completion: .carriers)
    var carriers: [Several] = []
    @OptionGroup var targets: TargetOptions
    @Flag(help: "It was posted on every account of ours, in every language.") var all = false
    @Flag(help: "It was never posted there: take back the mistaken report. Needs --reason.")
    var mistaken = false
    @Option(
        name: .customLong("override"), parsing: .upToNextOption,
        help: "known-wrong: record it despite a known error. Needs --reason.", completion: .guards)
    var overrides: [Several] = []
    @Option(
        name: .customLong("reason"),
        help: "Why: ten words or a listed reason, e.g. already-public.")
    var reasonsGiven: [String] = []
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let id = try decision.state.message(message)
        if mistaken { return try takeBack(id, &decision, input) }
        let reasons = try input.reasons(for: overrides.values, reasonsGiven)
        if all {
            guard carriers.isEmpty, targets.languages.isEmpty else {
                throw ValidationError(
                    "--all already means every account and language. Don't name others.")
            }
            try decision.postEverywhere(id, overriding: reasons)
        } else {
            let department = decision.context.department
            let postings = try carriers.values.map { try targets.posting($0, of: id, department) }
            try decision.perform(.message(.post(id, postings, overrides: reasons)))
        }
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id = try outcome.state.message(message)
        guard let message = outcome.state.messages[id],
            let department = try session.engine.department(of: outcome.state)
        else { return nil }
        if let paused = try session.routine(outcome.state)?.paused(message),
            let posting = message.postings.last(where: {
                $0.stamp.happenedAt >= paused.pause.began.at
            })
        {
            let places = posting.places.map(message.name(of:)).joined(separator: ", ")
            return
                "\(id) is paused and yet is on \(places): \(paused.pause.reason).\nIf it shouldn't stand there, take it down and type: \(do: .withdrawMessage(id, posting.carrier))"
        }
        guard all else { return nil }
        let unknown = message.channelsWithoutKnownAccount(department)
        guard let first = unknown.first else { return nil }
        let list = unknown.map(\.rawValue).joined(separator: ", ")
        return
            "Left out, because the department file lists no account there: \(list). If it was posted there, name the account: \(do: .markPosted(id, .account(first)))"
    }

    private func takeBack(
        _ id: MessageID, _ decision: inout Decision, _ input: CommandText
    ) throws {
        guard !carriers.isEmpty, !all else {
            throw ValidationError("--mistaken needs the account that was reported by mistake.")
        }
        let reason = try input.text(reasonsGiven.first, "reason", option: "--reason")
        for carrier in carriers.values {
            try decision.perform(
                .message(
                    .void(
                        id, try targets.target(carrier, decision.context.department),
                        reason: reason)))
        }
    }
}

struct MessageFailed: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "failed", abstract: "Record a failed delivery.",
        discussion: "Example: tocsin message failed M1 sms --reason \"gateway down\"")
    static let positionals = ["message", "carrier"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Argument(
        help: ArgumentHelp("CHANNEL or CHANNEL:ACCOUNT, one or several.", valueName: "account"),
        completion: .carriers) var carriers: [Several]
    @OptionGroup var targets: TargetOptions
    @Option(help: "The reason.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let id = try decision.state.message(message)
        let reason = try input.text(reason, "reason", option: "--reason")
        for carrier in carriers.values {
            let target = try targets.target(carrier, decision.context.department)
            try decision.perform(.message(.failed(id, target, reason: reason)))
        }
    }
}

struct MessageWithdraw: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Record a withdrawal from an account.",
        discussion: """
            People who already saw it don't learn of it, so it is not a correction.
            Example: tocsin message withdraw M1 x --how deleted --reason "wrong person"
            """)
    static let positionals = ["message", "carrier"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Argument(
        help: ArgumentHelp("CHANNEL or CHANNEL:ACCOUNT, one or several.", valueName: "account"),
        completion: .carriers) var carriers: [Several]
    @OptionGroup var targets: TargetOptions
    @Option(
        help: "deleted, cancelled, hidden or edited. Default: deleted.",
        completion: .words(of: WithdrawalManner.self)) var how: String?
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let id = try decision.state.message(message)
        let (how, reason) = (
            try Choice.withdrawal(how ?? "deleted"),
            try input.text(reason, "reason", option: "--reason")
        )
        for carrier in carriers.values {
            let target = try targets.target(carrier, decision.context.department)
            try decision.perform(.message(.withdraw(id, target, how, reason: reason)))
        }
    }
}

struct MessageRecall: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Stop it where it isn't posted yet.",
        discussion: """
            It leaves what is due and can't be posted; where it is posted already, it is due for \
            withdrawal or correction. Nothing is recorded as false.
            Example: tocsin message recall M7 --reason "superseded by the county's order"
            """)
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .message(
                .recall(
                    try decision.state.message(message),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct MessageRetract: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract", abstract: "Retract a wrong message, in public.",
        discussion: """
            If the retraction was armed and approved with the alert, this one command releases it.
            Example: tocsin message retract M1
            """)
    static let positionals = ["message"]

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    var mayRelease: Bool { true }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .message(
                .retract(
                    try decision.state.message(message),
                    reason: try input.optionalText(reason, "reason", option: "--reason").nonEmpty)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        try NextStep.posting(outcome, session) ?? NextStep.approving(outcome, session)
    }

    func labelled(_ outcome: Outcome) -> String? { outcome.firstMessage }
}

/// The languages of the texts that a report is about, and whether its account may be new.
struct TargetOptions: ParsableArguments {
    @Option(
        name: .customLong("language"), parsing: .upToNextOption,
        help: "The languages concerned, e.g. en es.", completion: .languages)
    var languages: [Several] = []
    @Flag(help: "The account is right although the department file doesn't list it.")
    var unlisted = false

    func target(
        _ carrier: String, _ department: Department
    ) throws -> MessageCommand.Target {
        .init(try Carrier(carrier, ofOurs: department), in: named, isUnlisted: unlisted)
    }

    func posting(
        _ text: String, of message: MessageID, _ department: Department
    ) throws -> MessageCommand.Posting {
        try .init(text, department, of: message, in: named, isUnlisted: unlisted)
    }

    private var named: [String]? { languages.isEmpty ? nil : languages.values }
}

extension CommandText {
    /// The named guards, each with its own reason: two guards are two decisions.
    fileprivate func reasons(
        for overrides: [String], _ given: [String]
    ) throws -> [Guard: String] {
        guard !overrides.isEmpty else { return [:] }
        guard given.count == overrides.count else {
            throw Failure(
                .usage,
                "\(overrides.count == 1 ? "The override needs a" : "Each of the \(overrides.count) overrides needs its own") --reason: at least ten words, or one of \(OverrideReason.listed)."
            )
        }
        var reasons: [Guard: String] = [:]
        for (name, reason) in zip(overrides, given) {
            reasons[try Choice.guard(name)] = try text(reason, "reason for the override")
        }
        return reasons
    }
}
