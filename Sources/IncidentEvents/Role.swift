/// A person's function in the response, such as speaking to the public.
///
/// ``known`` holds every role that can be assigned. Any word makes a value, however, because a
/// log that another version wrote must still be read, and its roles shown by their words.
public struct Role: RawRepresentable, Hashable, Comparable, Codable, Sendable,
    CustomStringConvertible
{
    /// The word that the log, files, and the command line share.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }

    /// The role's name in a sentence: `Incident Commander`. The word itself where it has none.
    public var title: String { Self.titles[self] ?? rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public static let incidentCommander = Role(rawValue: "incident-commander")
    public static let pio = Role(rawValue: "pio")
    public static let jicManager = Role(rawValue: "jic-manager")
    public static let rumorControl = Role(rawValue: "rumor-control")
    public static let liaison = Role(rawValue: "liaison")
    public static let translator = Role(rawValue: "translator")
    public static let evaluator = Role(rawValue: "evaluator")
    public static let controller = Role(rawValue: "controller")
    public static let reviewer = Role(rawValue: "reviewer")

    /// The roles that a person can hold.
    public static let known: [Role] = [
        .incidentCommander, .pio, .jicManager, .rumorControl, .liaison, .translator, .evaluator,
        .controller, .reviewer,
    ]

    private static let titles: [Role: String] = [
        .incidentCommander: "Incident Commander", .pio: "PIO", .jicManager: "JIC Manager",
        .rumorControl: "Rumor Control", .liaison: "Liaison Officer", .translator: "Translator",
        .evaluator: "Evaluator", .controller: "Controller", .reviewer: "Reviewer",
    ]
}

extension Sequence<Role> {
    /// The roles by their words, for a sentence.
    package func list(_ separator: String = ", ") -> String {
        map(\.rawValue).joined(separator: separator)
    }
}
