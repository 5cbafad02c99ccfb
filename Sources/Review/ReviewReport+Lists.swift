internal import Channels
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension ReviewReport.GuardFinding {
    init(_ entry: IncidentState.GuardEntry, state: IncidentState) {
        self.guard = entry.guardID
        outcome = entry.overrideReason == nil ? "flagged" : "overridden"
        subject = entry.subject
        finding = entry.finding
        let message = MessageID(entry.subject).flatMap { state.messages[$0] }
        let channels =
            entry.channels.isEmpty ? message?.channels.map(\.rawValue) ?? [] : entry.channels
        let what = message.map { "\($0.id) (\($0.kind.word))" } ?? entry.subject
        wouldHaveStopped =
            channels.isEmpty ? what : "\(what) on \(channels.joined(separator: ", "))"
        stoodOn = Set(message?.postings.map(\.carrier) ?? []).sorted()
        overrideReason = entry.overrideReason
        found = Moment(entry.stamp)
    }
}

extension ReviewReport.Approval {
    init(_ message: Message, release: Message.Release) {
        // The log of a past incident may not say who approved: nothing is inferred.
        let approval = message.approval(of: release)
        let submission = message.submission.flatMap {
            $0.contentSHA256 == approval?.contentSHA256 ? $0.stamp : nil
        }
        let span = approval.flatMap { approval in submission.map { Span($0, approval.stamp) } }
        self.init(
            message: message.id, kind: message.kind, released: Moment(release.stamp),
            manner: approval?.manner,
            approver: approval.map { EmptyInJSON(wrappedValue: $0.approver) },
            role: approval?.role, submitted: submission.map(Moment.init),
            approved: (approval?.stamp).map(Moment.init),
            secondsToApprove: span?.duration?.wholeSeconds,
            awaitsRatification: message.unratified.contains {
                $0.stamp.position == approval?.stamp.position
            })
    }
}

extension ReviewReport.InquiryLine {
    init(_ inquiry: Inquiry, asOf: Instant) {
        self.inquiry = inquiry.id
        from = inquiry.from
        origin = inquiry.origin
        question = inquiry.question
        received = Moment(inquiry.received)
        deadline = inquiry.deadline
        let end = inquiry.settled
        status =
            inquiry.answer != nil
            ? "answered"
            : inquiry.declined != nil ? "declined" : inquiry.isOpen ? "open" : "referred"
        settled = end.map(Moment.init)
        secondsToAnswer = end.flatMap { Span(inquiry.received, $0).duration?.wholeSeconds }
        isLate = inquiry.deadline.map { (end?.happenedAt ?? asOf) > $0 } ?? false
    }
}

extension ReviewReport.RoleApprovals {
    static func grouping(
        _ approvals: [ReviewReport.Approval]
    ) -> [ReviewReport.RoleApprovals] {
        let byRole = Dictionary(grouping: approvals, by: \.role)
        return byRole.map { role, approvals in
            Self(
                role: role, approvals: approvals.count,
                submittedToApproved: Summary(approvals.map(\.summaryItem)))
        }.sorted { left, right in
            guard let role = left.role else { return false }
            return right.role.map { role < $0 } ?? true
        }
    }
}

extension ReviewReport.Approval {
    fileprivate var summaryItem: Summary.Item {
        guard let submitted, let approved else { return .notRecorded }
        return Summary.Item(
            Span(from: Measure.End(submitted), to: Measure.End(approved)),
            subject: message.description)
    }
}

extension ReviewReport.Steps {
    init(_ progress: PlaybookProgress) {
        func count(_ states: PlaybookProgress.State...) -> Int {
            progress.steps.filter { states.contains($0.state) }.count
        }
        self.init(
            done: count(.done), late: progress.steps.filter(\.isLate).count,
            skipped: count(.skipped), overdue: count(.overdue),
            waiting: count(.due, .open, .waiting), steps: progress.steps)
    }
}

extension Inquiry {
    var summaryItem: Summary.Item {
        guard let end = settled else { return .open }
        return Summary.Item(Span(received, end), subject: id.description)
    }
}
