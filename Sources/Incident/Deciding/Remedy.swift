public import Channels
public import IncidentEvents

/// The fix for a problem: words, and the next steps as values.
///
/// It is written as a string: `"Verify it first: \(do: .verifyFact(id))"`.
public struct Remedy: Hashable, Sendable {
    /// A stretch of the advice: words, a command to type, or an option.
    public enum Part: Hashable, Sendable {
        case words(String)
        case suggestion(Suggestion)
        case option(Option)
    }

    /// The parts of the advice in order; the command line renders commands and options.
    public private(set) var parts: [Part]

    /// An option to add to a command; the command line knows how to type it.
    public enum Option: Hashable, Sendable, CaseIterable {
        /// The person for whom the command is given.
        case actor
        case role
        /// When something happened.
        case occurred
        /// The means of an approval that was given remotely.
        case relayedVia
        case text
        case language
        /// The account or the person is meant although the department file doesn't list them.
        case unlisted
        /// The claim is about a person.
        case aboutPerson
        case aboutNobody
        case template
        case channels
        case corrects
        case retracts
        case identifies
        case purpose
        case known
        case guidance
        case alt
        case translator
        case machine
        /// The words of one element in another language.
        case elementWords
        /// A value for a field of the template.
        case field
        case rating
        case from
        case to
        case until
        /// The day by which somebody must reply.
        case by
        /// What of a person may be shown.
        case what
        /// A file of which the log keeps the SHA-256.
        case copy
        case guardian
        /// A rule of the policy.
        case rule
        /// What becomes of an occurrence that was paused.
        case skip
        case move
        case now
        /// The time at which something was counted.
        case asOf
    }

    public init(_ words: String) { parts = [.words(words)] }

    /// Both, one after the other.
    public static func + (left: Remedy, right: Remedy) -> Remedy {
        var sum = left
        sum.parts += right.parts
        return sum
    }

    /// How to record a post on an account that the department file doesn't list.
    public static func namingAccount(of id: MessageID, on channel: ChannelID) -> Remedy {
        "Name it: \(do: .markPosted(id, .account(channel))) \(option: .unlisted). For later incidents, list it in the department file. If we have none: \(do: .haveNoAccount(channel))"
    }

    /// The next steps, without the words around them.
    public var suggestions: [Suggestion] {
        parts.compactMap { if case .suggestion(let suggestion) = $0 { suggestion } else { nil } }
    }
}

extension Remedy: ExpressibleByStringInterpolation {
    public init(stringLiteral words: String) { self.init(words) }

    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ words: String) {
            if !words.isEmpty { parts.append(.words(words)) }
        }

        public mutating func appendInterpolation(_ words: some CustomStringConvertible) {
            parts.append(.words(words.description))
        }

        public mutating func appendInterpolation(do suggestion: Suggestion) {
            parts.append(.suggestion(suggestion))
        }

        public mutating func appendInterpolation(option: Option) { parts.append(.option(option)) }
    }
}
