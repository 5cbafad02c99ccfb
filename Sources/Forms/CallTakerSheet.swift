internal import Incident
public import IncidentEvents
public import ReadModels

/// What the people at the hotline may say, and what they may not.
///
/// JSON: `answers` (questions that were answered, with who may be told what since when), `facts`
/// (cleared for release), `dontSay` (each with the reason, and what to say instead), `open` (asked
/// and not answered yet) and `nextUpdate` if one is promised.
public struct CallTakerSheet: Sendable, Encodable {
    /// The answers that hold, the most often asked first.
    public var answers: [Answer]
    /// Facts that may be said.
    public var facts: [Line]
    /// What may not be said.
    public var dontSay: [Line]
    /// Questions without an answer.
    public var open: [Line]
    /// The next update that the public was promised; nil if none was.
    public var nextUpdate: Instant?

    /// A question and its answer.
    public struct Answer: Sendable, Encodable {
        /// The first question of its group, such as `Q1`.
        public var inquiry: InquiryID
        /// The question.
        public var question: String
        /// The number of people who asked it.
        public var asked: Int
        /// What we say.
        public var answer: String
        /// When it was given.
        public var since: Moment
    }

    /// A fact or a question, with a remark.
    public struct Line: Sendable, Encodable {
        /// The fact or the question, such as `F3`.
        public var id: String
        /// Its words.
        public var text: String
        /// Why it may not be said, or what to do.
        public var remark: String?
    }

    public init(_ source: FormSource) {
        let state = source.state
        let groups = state.inquiryLeads.filter {
            !source.isRestricted($0.id) && !state.isReport($0)
        }
        answers = groups.compactMap { inquiry in
            guard state.status(of: inquiry) == .answered, let answer = inquiry.answer,
                !source.isRestricted(answer.stamp)
            else { return nil }
            return Answer(
                inquiry: inquiry.id, question: inquiry.question,
                asked: state.group(of: inquiry).count, answer: answer.text,
                since: Moment(answer.stamp))
        }.sorted { ($1.asked, $0.inquiry) < ($0.asked, $1.inquiry) }
        let facts = source.facts
        self.facts = facts.filter(\.isSayable).reversed().map {
            Line(
                id: $0.id.description, text: source.casualties.sentence($0),
                remark: "since \(source.time($0.cleared ?? $0.recorded))")
        }
        dontSay =
            groups.filter { state.status(of: $0) == .stale }.compactMap { inquiry in
                guard let answer = inquiry.answer,
                    let fact = state.changedFacts(behind: inquiry).first
                else { return nil }
                return Line(
                    id: inquiry.id.description, text: answer.text,
                    remark: "the answer rests on \(fact.id), \(fact.whyChanged)")
            }
            + facts.reversed().compactMap { fact in
                Self.reason(fact).map {
                    Line(
                        id: fact.id.description, text: source.casualties.sentence(fact),
                        remark: $0)
                }
            }
        open = groups.filter { state.status(of: $0).isOpen }.map { inquiry in
            let promise = inquiry.promise.map {
                "we come back to it by \(source.zone.dated($0.by))"
            }
            return Line(id: inquiry.id.description, text: inquiry.question, remark: promise)
        }
        nextUpdate = state.owedUpdates.first?.dueBy
    }

    /// Why a fact may not be said; nil if it may, or if nobody would say it.
    private static func reason(_ fact: Fact) -> String? {
        switch fact.status {
        case .cleared: nil
        case .recorded: "not verified"
        case .verified: "not cleared"
        // The reason for a hold may itself tell whose family doesn't know yet.
        case .held: "held"
        case .refuted:
            "wrong" + ((fact.refutation?.by).map { "; \($0) is right" } ?? "")
        case .superseded: "old" + ((fact.supersession?.by).map { "; say \($0)" } ?? "")
        }
    }
}

extension CallTakerSheet {
    /// The sheet for the screen or for paper.
    public func form(_ source: FormSource) -> Form {
        func list(_ lines: [Line]) -> Form.Content {
            Form.Content(
                list: lines.map { line in
                    "\(line.id): \(line.text)" + (line.remark.map { " (\($0))" } ?? "")
                })
        }
        return Form(
            nil, "Call-taker sheet", marking: source.marking, lines: source.lines, blank: "none",
            blocks: [
                .init(
                    nil, "Next update to the public",
                    Form.Content(nextUpdate.map { "By \(source.zone.dated($0))" })),
                .init(nil, "Don't say", list(dontSay)),
                .init(
                    nil, "Questions and answers",
                    Form.Content(
                        columns: ["Question", "Say", "Asked", "Since"],
                        rows: answers.map {
                            [
                                "\($0.inquiry): \($0.question)", $0.answer, String($0.asked),
                                source.time($0.since),
                            ]
                        })),
                .init(nil, "Facts that may be said", list(facts)),
                .init(
                    nil, "No answer yet: take the question, promise nothing", list(open)),
            ])
    }
}
