internal import Basics
public import IncidentEvents
internal import Playbooks

/// The result of a command: events, and the guards' refusals and warnings.
public struct Ruling: Sendable {
    /// The events to record, in order; empty if the command has already taken effect.
    public var events: [IncidentEvent.OneOf_Kind]
    /// The parts of the command that a guard refused; they stay due.
    public var refusals: [GuardFinding]
    /// The guards' warnings, which stop nothing.
    public var warnings: [GuardFinding]

    init(
        _ events: [IncidentEvent.OneOf_Kind] = [], refusals: [GuardFinding] = [],
        warnings: [GuardFinding] = []
    ) {
        self.events = events
        self.refusals = refusals
        self.warnings = warnings
    }
}

/// The domain's rules: pure, without I/O, clock or randomness.
public enum Decider {
    /// Returns the events that `command` causes; none if it has already taken effect.
    public static func decide(
        _ command: Command, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        guard state.unknownEntries == 0 else {
            throw Rejection(
                .newerEntries,
                "This incident has \(state.unknownEntries.counted("entry", "entries")) from a newer version of Tocsin, which may have closed it.",
                remedy: state.newerVersion.map {
                    "You can still read it. To write to it, install Tocsin \($0) or later."
                } ?? "You can still read it. To write to it, install the newer version.")
        }
        guard isID(context.actor) else {
            throw Rejection(
                .invalid,
                "\"\(context.actor)\" isn't a valid actor id. Use only a-z, 0-9, dots, dashes, and underscores.",
                remedy: "Give one with \(option: .actor).")
        }
        try requireScenario(for: command, in: state, context)
        if case .lifecycle(.open(let opening)) = command {
            return try open(opening, in: state, context)
        }
        guard state.opening != nil else {
            throw Rejection(
                .notNow, "The incident isn't open yet.",
                remedy: "Open it: \(do: .openIncident)")
        }
        _ = try context.role(for: command, in: state)
        if state.isClosed, !command.isAllowedWhenClosed {
            throw Rejection(
                .notNow, "The incident is closed.", remedy: "Reopen it: \(do: .reopenIncident)")
        }
        switch command {
        case .lifecycle(let command): return try decide(command, in: state, context)
        case .fact(let command): return try decide(command, in: state, context)
        case .message(let command): return try decide(command, in: state, context)
        case .rumor(let command): return try decide(command, in: state, context)
        case .inquiry(let command): return try decide(command, in: state, context)
        case .routine(let command): return try decide(command, in: state, context)
        case .comment(let command): return try decide(command, in: state, context)
        case .log(let command): return try decide(command, in: state)
        case .review(let command): return try decide(command, in: state, context)
        }
    }

    /// A reenactment records what was done, so nothing in it is refused for its content. Typed by hand,
    /// that would release anything, so its entries come only from a scenario.
    private static func requireScenario(
        for command: Command, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) {
        if context.isSimulated { return }
        let isReenactment =
            if case .lifecycle(.open(let opening)) = command {
                opening.mode == .reenactment
            } else {
                state.mode == .reenactment && !command.isAboutTheRecord
            }
        guard isReenactment else { return }
        throw Rejection(
            .refused, "A reenactment takes its entries from a scenario, not by hand.",
            remedy:
                "Practice in an exercise, or add an inject to the scenario: \(do: .listScenarios)")
    }

    /// `[a-z0-9._-]+`
    public static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2E
                    || byte == 0x5F || byte == 0x2D
            }
    }

    /// A text that is not empty, within the size limit of a text.
    static func text(_ text: String?, _ what: String) throws(Rejection) -> String {
        guard let text, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw Rejection(.invalid, "The \(what) is empty.", remedy: "Write something.")
        }
        guard text.utf8.count <= maximumTextBytes else {
            throw Rejection(
                .invalid,
                "The \(what) has \(text.utf8.count) bytes. The limit is \(maximumTextBytes) (64 KiB). Nothing was recorded.",
                remedy: "Shorten it or log it in parts.")
        }
        return text
    }

    /// A text of one line: a name that stands within public sentences.
    static func line(_ line: String?, _ what: String) throws(Rejection) -> String {
        let line = try text(line, what)
        guard !line.contains(where: \.isNewline) else {
            throw Rejection(
                .invalid, "The \(what) has more than one line.", remedy: "Write it in one line.")
        }
        return line
    }

    /// 64 KiB.
    public static let maximumTextBytes = 65_536
}
