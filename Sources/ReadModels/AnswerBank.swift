public import Incident
public import IncidentEvents

/// Earlier questions that are like a new one, with their answers and how old the facts behind them
/// are. A person decides whether one fits.
///
/// JSON: `proposals`, the most alike first. `score` is from 0 to 1, and `isSame` true from 0.4 up.
/// `mayReuse` is false while there is no answer, or if a fact behind it has changed;
/// `whyNot` says which.
public struct AnswerBank: Sendable, Encodable {
    /// The questions that are like it, the most alike first.
    public var proposals: [Proposal]

    /// An earlier question.
    public struct Proposal: Sendable, Encodable {
        /// The first question of its group, such as `Q3`.
        public var inquiry: InquiryID
        /// The question, in the words of the person who asked.
        public var question: String
        /// How alike the two are, from 0 to 1, in hundredths.
        public var score: Double
        /// Whether it is proposed as the same question.
        public var isSame: Bool
        /// The words that both have, those that count most first.
        public var sharedWords: [String]
        /// How far the earlier question is, such as `answered`.
        public var state: String
        /// Its answer; nil if there is none.
        public var answer: String?
        /// When it was answered.
        public var answered: Moment?
        /// The facts behind the answer.
        public var facts: [Cited]
        /// Whether the answer may be given again.
        public var mayReuse: Bool
        /// The reason that it may not.
        public var whyNot: String?
    }

    /// A fact behind an answer.
    public struct Cited: Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// The fact in words.
        public var statement: String
        /// Its status now.
        public var status: String
        /// Seconds since it was last confirmed, or else recorded; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// - Parameters:
    ///   - text: The new question.
    ///   - id: The inquiry with that text; nil for a question that nobody has logged.
    public init(_ state: IncidentState, like text: String, except id: InquiryID?, asOf: Instant) {
        proposals = state.inquiries(like: text, except: id).map { found in
            let inquiry = found.inquiry
            let changed = state.changedFacts(behind: inquiry).first
            return Proposal(
                inquiry: inquiry.id, question: inquiry.question,
                score: (found.score * 100).rounded() / 100, isSame: found.isSame,
                sharedWords: found.sharedWords, state: state.status(of: inquiry).rawValue,
                answer: inquiry.answer?.text, answered: (inquiry.answer?.stamp).map { Moment($0) },
                facts: (inquiry.answer?.cites ?? []).compactMap { state.facts[$0] }.map {
                    Cited($0, asOf: asOf)
                },
                mayReuse: inquiry.answer != nil && changed == nil,
                whyNot: changed.map { "\($0.id), \($0.whyChanged)" })
        }
    }
}

extension AnswerBank.Cited {
    fileprivate init(_ fact: Fact, asOf: Instant) {
        let stamp = fact.verifications.last?.stamp ?? fact.recorded
        self.init(
            fact: fact.id, statement: fact.statement, status: fact.status.rawValue,
            ageSeconds: stamp.age(at: asOf))
    }
}
