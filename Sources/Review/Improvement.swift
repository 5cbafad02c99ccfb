public import Incident
public import IncidentEvents
public import ReadModels

/// People's assessment of the incident: ratings, lessons and the improvement plan.
///
/// JSON: `capabilities` (each with its own `rating`, absent if there is none, and the ratings of
/// its critical `tasks`), `strengths`, `areasForImprovement`, `plan` (open actions first, the first
/// due at the top). A rating is `P`, `S`, `M` or `U`, as defined by HSEEP; the latest rating of a
/// subject counts, and `earlier` holds those that it replaced, the oldest first.
public struct Improvement: Sendable, Encodable {
    /// The evaluators' ratings, by core capability.
    public var capabilities: [Capability]
    /// The strengths.
    public var strengths: [Finding]
    /// The areas for improvement.
    public var areasForImprovement: [Finding]
    /// The corrective actions with their owners and due dates.
    public var plan: [Action]

    /// A core capability with its ratings.
    public struct Capability: Sendable, Encodable {
        /// The capability's name in the National Preparedness Goal.
        public var capability: String
        /// Its rating as a whole; nil if there is none.
        public var rating: Rated?
        /// The critical tasks that were rated.
        public var tasks: [Task]
    }

    /// A critical task with its rating.
    public struct Task: Sendable, Encodable {
        /// The task.
        public var task: String
        /// The current rating.
        public var rating: Rated
    }

    /// A rating with its evaluator.
    public struct Rated: Sendable, Encodable {
        /// HSEEP's grade, such as `performed`.
        public var rating: PerformanceRating
        /// The meaning of the letter.
        public var meaning: String
        /// The reason, in the evaluator's words.
        public var reason: String
        /// The evaluator, by work id.
        public var evaluator: String
        /// The time of the rating.
        public var given: Moment
        /// Ratings that this one replaced.
        public var earlier: [Earlier]
    }

    /// A rating that was replaced.
    public struct Earlier: Sendable, Encodable {
        /// HSEEP's grade.
        public var rating: PerformanceRating
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The evaluator, by work id.
        public var evaluator: String
        /// The time of the rating.
        public var given: Moment
    }

    /// A strength or an area for improvement.
    public struct Finding: Sendable, Encodable {
        /// The lesson, such as `L1`.
        public var lesson: LessonID
        /// The lesson, as a sentence.
        public var text: String
        /// The core capability of the National Preparedness Goal; nil if none was named.
        public var capability: String?
        /// The person who recorded it, by work id.
        public var recordedBy: String
        /// The time it was recorded.
        public var recorded: Moment
    }

    /// A corrective action of the plan.
    public struct Action: Sendable, Encodable {
        /// The corrective action, such as `A1`.
        public var action: ActionID
        /// The action.
        public var text: String
        /// The owner, by work id.
        public var owner: String
        public var organization: String?
        public var start: Instant?
        /// The due date; nil if none was set.
        public var due: Instant?
        public var element: CapabilityElement?
        /// Whether its due date has passed.
        public var isOverdue: Bool
        /// The lesson behind it.
        public var issue: Issue?
        /// The time of the assignment.
        public var assigned: Moment
        /// The time it was reported as done; nil while it is open.
        public var done: Moment?
        /// The note at completion.
        public var note: String?
    }

    /// A lesson behind a corrective action.
    public struct Issue: Sendable, Encodable {
        /// The lesson, such as `L1`.
        public var lesson: LessonID
        /// The lesson, as a sentence.
        public var text: String
    }

    /// - Parameter asOf: The time for judging corrective actions. After an exercise or a
    ///   reenactment that is calendar time, because its own clock stops.
    public init(state: IncidentState, asOf: Instant) {
        capabilities = Self.capabilities(state.ratings)
        let lessons = state.lessons.all
        strengths = lessons.filter(\.isStrength).map(Finding.init)
        areasForImprovement = lessons.filter { !$0.isStrength }.map(Finding.init)
        let actions = state.actions.all.map { Action($0, state: state, asOf: asOf) }
        plan =
            actions.filter { $0.done == nil }.sorted(by: Action.isDueBefore)
            + actions.filter { $0.done != nil }
    }

    /// Whether nothing was rated, learned or assigned.
    public var isEmpty: Bool {
        capabilities.isEmpty && strengths.isEmpty && areasForImprovement.isEmpty && plan.isEmpty
    }

    /// Capabilities in the order of the first rating of each or of one of its tasks.
    private static func capabilities(_ ratings: [Rating]) -> [Capability] {
        struct Subject: Hashable { var name: String, capability: String? }
        var order: [String] = []
        var subjects: [String: [Subject]] = [:]
        var given: [Subject: [Rating]] = [:]
        for rating in ratings {
            let capability = rating.capability ?? rating.subject
            if subjects[capability] == nil { order.append(capability) }
            let subject = Subject(name: rating.subject, capability: rating.capability)
            if given[subject] == nil { subjects[capability, default: []].append(subject) }
            given[subject, default: []].append(rating)
        }
        return order.map { name in
            let own = (subjects[name] ?? []).compactMap { subject in
                Rated(given[subject] ?? []).map { (subject: subject, rating: $0) }
            }
            return Capability(
                capability: name, rating: own.first { $0.subject.capability == nil }?.rating,
                tasks: own.filter { $0.subject.capability != nil }.map {
                    Task(task: $0.subject.name, rating: $0.rating)
                })
        }
    }
}

extension Improvement.Rated {
    /// The current rating with the earlier ones; nil if there is none.
    fileprivate init?(_ ratings: [Rating]) {
        guard let last = ratings.last else { return nil }
        rating = last.rating
        meaning = last.rating.meaning
        reason = last.reason
        evaluator = last.stamp.actor
        given = Moment(last.stamp)
        earlier = ratings.dropLast().map {
            Improvement.Earlier(
                rating: $0.rating, reason: $0.reason, evaluator: $0.stamp.actor,
                given: Moment($0.stamp))
        }
    }
}

extension Improvement.Finding {
    fileprivate init(_ lesson: Lesson) {
        self.lesson = lesson.id
        text = lesson.text
        capability = lesson.capability
        recordedBy = lesson.stamp.actor
        recorded = Moment(lesson.stamp)
    }
}

extension Improvement.Action {
    fileprivate init(_ action: CorrectiveAction, state: IncidentState, asOf: Instant) {
        self.action = action.id
        text = action.text
        owner = action.owner
        organization = action.organization
        start = action.start
        due = action.due
        element = action.element
        isOverdue = action.isOpen && (action.due.map { $0 < asOf } ?? false)
        issue = action.lesson.flatMap { state.lessons[$0] }.map {
            Improvement.Issue(lesson: $0.id, text: $0.text)
        }
        assigned = Moment(action.assigned)
        done = (action.completion?.stamp).map(Moment.init)
        note = action.completion?.note
    }

    fileprivate static func isDueBefore(_ left: Self, _ right: Self) -> Bool {
        switch (left.due, right.due) {
        case (let left?, let right?) where left != right: left < right
        case (_?, nil): true
        case (nil, _?): false
        default: left.action < right.action
        }
    }
}

extension PerformanceRating {
    /// HSEEP's meaning of the letter.
    public var meaning: String {
        switch self {
        case .performed: "performed without challenges"
        case .someChallenges: "performed with some challenges"
        case .majorChallenges: "performed with major challenges"
        case .unable: "unable to be performed"
        case .unspecified, .UNRECOGNIZED: "not rated"
        }
    }
}
