/// The kind of thing that a short id names, and the letter that people type for it.
public protocol ShortIDKind: Sendable {
    static var letter: Character { get }
    /// The noun for a sentence: "fact".
    static var noun: String { get }
}

/// The short name by which people call a thing within one incident: F3, M12, R2.
public struct ShortID<Kind: ShortIDKind>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Counts from 1.
    public let number: Int

    public init(number: Int) { self.number = number }

    /// Reads `F3`, in either case.
    public init?(_ text: String) {
        guard let first = text.utf8.first, first & ~0x20 == Kind.letter.asciiValue
        else { return nil }
        let digits = text.utf8.dropFirst()
        // No log assigns a larger number; a hostile log's larger one would leave no next number.
        guard (1...9).contains(digits.count), digits.first != 0x30 else { return nil }
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        self.number = number
    }

    public var description: String { "\(Kind.letter)\(number)" }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

public enum FactKind: ShortIDKind {
    public static let letter: Character = "F"
    public static let noun = "fact"
}
public enum MessageIDKind: ShortIDKind {
    public static let letter: Character = "M"
    public static let noun = "message"
}
public enum RumorKind: ShortIDKind {
    public static let letter: Character = "R"
    public static let noun = "rumor"
}
public enum InquiryKind: ShortIDKind {
    public static let letter: Character = "Q"
    public static let noun = "inquiry"
}
public enum StatementKind: ShortIDKind {
    public static let letter: Character = "S"
    public static let noun = "statement"
}
public enum NoteKind: ShortIDKind {
    public static let letter: Character = "N"
    public static let noun = "note"
}
public enum TipKind: ShortIDKind {
    public static let letter: Character = "T"
    public static let noun = "tip"
}
public enum PeriodKind: ShortIDKind {
    public static let letter: Character = "P"
    public static let noun = "operational period"
}
public enum TrendKind: ShortIDKind {
    public static let letter: Character = "O"
    public static let noun = "trend"
}
public enum BriefingKind: ShortIDKind {
    public static let letter: Character = "B"
    public static let noun = "briefing"
}
public enum ConsentKind: ShortIDKind {
    public static let letter: Character = "C"
    public static let noun = "consent"
}
public enum CommentKind: ShortIDKind {
    public static let letter: Character = "H"
    public static let noun = "hidden comment"
}
public enum LessonKind: ShortIDKind {
    public static let letter: Character = "L"
    public static let noun = "lesson"
}
public enum ActionKind: ShortIDKind {
    public static let letter: Character = "A"
    public static let noun = "corrective action"
}

public typealias FactID = ShortID<FactKind>
public typealias MessageID = ShortID<MessageIDKind>
public typealias RumorID = ShortID<RumorKind>
public typealias InquiryID = ShortID<InquiryKind>
public typealias StatementID = ShortID<StatementKind>
public typealias NoteID = ShortID<NoteKind>
public typealias TipID = ShortID<TipKind>
public typealias PeriodID = ShortID<PeriodKind>
public typealias TrendID = ShortID<TrendKind>
public typealias BriefingID = ShortID<BriefingKind>
public typealias ConsentID = ShortID<ConsentKind>
public typealias CommentID = ShortID<CommentKind>
public typealias LessonID = ShortID<LessonKind>
public typealias ActionID = ShortID<ActionKind>
