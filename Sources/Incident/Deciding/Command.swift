public import IncidentEvents

/// A person's command, as values only: ids are resolved and times are read.
public enum Command: Sendable {
    case lifecycle(LifecycleCommand)
    case fact(FactCommand)
    case message(MessageCommand)
    case rumor(RumorCommand)
    case inquiry(InquiryCommand)
    case routine(RoutineCommand)
    case comment(CommentCommand)
    case log(LogCommand)
    case review(ReviewCommand)
}

extension Command {
    /// The kind of event that the command records. Other events can come with it, such as a guard's
    /// finding.
    ///
    /// Authority and the rule for closed incidents follow from it.
    public var eventKind: EventKind {
        switch self {
        case .lifecycle(let command): command.eventKind
        case .fact(let command): command.eventKind
        case .message(let command): command.eventKind
        case .rumor(let command): command.eventKind
        case .inquiry(let command): command.eventKind
        case .routine(let command): command.eventKind
        case .comment(let command): command.eventKind
        case .log(let command): command.eventKind
        case .review(let command): command.eventKind
        }
    }

    /// The authority that the actor's role must have. Approving and rating need more: the message's
    /// kind decides who may approve, and only evaluators rate; see the decisions.
    public var authority: Authority { eventKind.row.authority }

    /// Whether it judges or mends the record instead of telling what happened: the review, its roles,
    /// and corrections of entries.
    var isAboutTheRecord: Bool {
        switch self {
        case .review: true
        case .log: [.entryCorrected, .entryRedacted, .visibilityChanged].contains(eventKind)
        case .lifecycle(.assignRole(_, let role, _, _)), .lifecycle(.relieveRole(_, let role, _)):
            role == .evaluator || role == .reviewer
        case .lifecycle, .fact, .message, .rumor, .inquiry, .routine, .comment: false
        }
    }

    /// After closing, the log still takes notes, corrections, late findings about deliveries, and
    /// the review with its roles.
    var isAllowedWhenClosed: Bool {
        switch self {
        case .lifecycle(.assignRole(_, let role, _, _)), .lifecycle(.relieveRole(_, let role, _)):
            role == .evaluator || role == .reviewer
        case .lifecycle, .fact, .message, .rumor, .inquiry, .routine, .comment, .log, .review:
            eventKind.row.isAllowedWhenClosed
        }
    }
}
