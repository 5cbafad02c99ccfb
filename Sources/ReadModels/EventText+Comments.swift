internal import IncidentEvents

extension EventText {
    init(_ event: CommentHidden) {
        self.init(
            "\(event.comment): a comment on \(event.carrier), \(event.action.word) by the rule \(event.rule).",
            about: event.comment)
    }

    init(_ event: CommentRestored) {
        self.init("\(event.comment) restored\(reason(event.reason)).", about: event.comment)
    }

    init(_ event: CommentAppealed) {
        self.init("\(event.comment) appealed\(reason(event.text)).", about: event.comment)
    }

    init(_ event: CommentUpheld) {
        self.init("\(event.comment) upheld\(reason(event.reason)).", about: event.comment)
    }
}
