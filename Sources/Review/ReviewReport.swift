public import Channels
internal import Foundation
public import Incident
public import IncidentEvents
public import Projections

/// The after-action review: figures and lists from the log alone.
///
/// JSON: `incident`, `asOf`, `entries`, `measures` (as ``Measure`` says), `promises`, `coverage`
/// (the register, with totals), `guards`, `approvals`, `inquiries`. Times are RFC 3339 in UTC.
public struct ReviewReport: Sendable, Encodable {
    public var incident: Overview
    /// Incident time up to which the review looks.
    public var asOf: Instant
    public var entries: Entries
    public var measures: [Measure]
    public var promises: [Promises.Promise]
    public var coverage: Coverage
    public var guards: [GuardFinding]
    public var approvals: [Approval]
    public var inquiries: [InquiryLine]

    public struct Overview: Sendable, Encodable {
        public var title: String
        public var hazard: String
        public var place: String
        /// `live`, `exercise`, `reenactment` or `routine`.
        public var mode: String
        public var zone: String
        public var opened: Moment?
        public var onset: Instant?
        public var onsetCertainty: String?
        public var isClosed: Bool
    }

    public struct Entries: Sendable, Encodable {
        public var count: Int
        /// Entries of a newer version, which this review leaves out.
        public var notUnderstood: Int
        /// Bodies removed by order.
        public var redacted: Int
        /// Recorded while the machine's clock stood more than 5 s behind.
        public var withClockBehind: Int
    }

    public struct Coverage: Sendable, Encodable {
        public var rumors: [CorrectionRegister.Entry]
        /// Claims found false, misleading or outdated.
        public var needingCorrection: Int
        /// Of those, the ones with a carrier on which nobody has set them right.
        public var withOpenCells: Int
        public var totals: CorrectionRegister.Counts
    }

    /// What a guard found, and what it stopped or would have stopped.
    public struct GuardFinding: Sendable, Encodable {
        public var `guard`: String
        public var subject: String
        public var finding: String
        /// The message's kind and the channels concerned.
        public var wouldHaveStopped: String
        /// Where it stood all the same.
        public var stoodOn: [Carrier]
        /// The reason where a person overrode the guard; absent where it was only flagged.
        public var overrideReason: String?
        public var found: Moment
    }

    /// Who approved what went out.
    public struct Approval: Sendable, Encodable {
        public var message: MessageID
        public var kind: String
        public var released: Moment
        /// `in person`, `standing`, `relayed`, `alone`, or `not recorded`.
        public var manner: String
        public var approver: String?
        public var role: String?
        public var approved: Moment?
        /// From submission to approval; absent where either is not recorded.
        public var secondsToApprove: Int64?
        /// Approved alone and ratified by nobody.
        public var awaitsRatification: Bool
    }

    public struct InquiryLine: Sendable, Encodable {
        public var inquiry: InquiryID
        public var from: String
        public var origin: String
        public var question: String
        public var received: Moment
        public var deadline: Instant?
        /// `answered`, `declined` or `open`.
        public var status: String
        public var settled: Moment?
        /// Null while open, and where an end has a placeholder time.
        public var secondsToAnswer: Int64?
        public var isLate: Bool
    }

    /// - Parameters:
    ///   - records: The records that `state` was folded from.
    ///   - asOf: Incident time up to which they reach.
    ///   - accounts: Our own carriers, so that one that carried nothing shows as open.
    public init(
        state: IncidentState, records: some Sequence<IncidentRecord>, asOf: Instant,
        accounts: [Carrier] = []
    ) {
        incident = Overview(state)
        self.asOf = asOf
        var entries = Entries(count: 0, notUnderstood: 0, redacted: 0, withClockBehind: 0)
        for record in records {
            entries.count += 1
            if record.clockWasBehind { entries.withClockBehind += 1 }
            switch record.content {
            case .event: break
            case .unknown: entries.notUnderstood += 1
            case .redacted: entries.redacted += 1
            }
        }
        self.entries = entries
        measures = Measures(state: state, accounts: accounts).all
        promises = Promises(state: state, asOf: asOf).promises
        coverage = Coverage(CorrectionRegister(state: state))
        guards = state.guardFindings.map { GuardFinding($0, state: state) }
        approvals = state.messages.all.flatMap { message in
            message.releases.map { Approval(message, release: $0) }
        }
        inquiries = state.inquiries.all.map { InquiryLine($0, asOf: asOf) }
    }

    /// - Throws: An `EncodingError` where a value has no JSON form.
    public func jsonData() throws -> [UInt8] { Array(try ReadableJSON.data(self)) }
}

extension ReviewReport.Overview {
    fileprivate init(_ state: IncidentState) {
        title = state.opening?.title ?? ""
        hazard = state.opening?.hazard ?? ""
        place = state.opening?.place ?? ""
        mode = state.mode.plainWord
        zone = state.zone.identifier
        opened = (state.opening?.stamp).map(Moment.init)
        onset = state.onset?.at
        onsetCertainty = (state.onset?.certainty.plainWord)
        isClosed = state.isClosed
    }
}

extension ReviewReport.Coverage {
    fileprivate init(_ register: CorrectionRegister) {
        rumors = register.rumors
        let wrong = register.rumors.filter(\.needsCorrection)
        needingCorrection = wrong.count
        withOpenCells = wrong.filter { $0.counts.open > 0 }.count
        func total(_ count: KeyPath<CorrectionRegister.Counts, Int>) -> Int {
            wrong.map { $0.counts[keyPath: count] }.reduce(0, +)
        }
        totals = CorrectionRegister.Counts(
            carriers: total(\.carriers), withdrawn: total(\.withdrawn),
            corrected: total(\.corrected), waived: total(\.waived), open: total(\.open))
    }
}

extension ReviewReport.GuardFinding {
    fileprivate init(_ entry: IncidentState.GuardEntry, state: IncidentState) {
        self.guard = entry.guardID
        subject = entry.subject
        finding = entry.finding
        let message = MessageID(entry.subject).flatMap { state.messages[$0] }
        let channels =
            entry.channels.isEmpty ? message?.channels.map(\.rawValue) ?? [] : entry.channels
        let what = message.map { "\($0.id) (\($0.kind.plainWord))" } ?? entry.subject
        wouldHaveStopped =
            channels.isEmpty ? what : "\(what) on \(channels.joined(separator: ", "))"
        stoodOn = Set(message?.postings.map(\.carrier) ?? []).sorted()
        overrideReason = entry.overrideReason
        found = Moment(entry.stamp)
    }
}

extension ReviewReport.Approval {
    fileprivate init(_ message: Message, release: Message.Release) {
        self.message = message.id
        kind = message.kind.plainWord
        released = Moment(release.stamp)
        let approval = message.approvals.last {
            $0.contentSHA256 == release.contentSHA256
                && $0.stamp.position <= release.stamp.position
        }
        // A log may not know who approved, as that of a past incident: nothing is derived.
        manner = approval?.manner.plainWord ?? "not recorded"
        approver = approval?.approver
        role = approval?.role.nonEmpty
        approved = (approval?.stamp).map(Moment.init)
        secondsToApprove = approval.flatMap { approval in
            guard let submitted = message.submission?.stamp,
                message.submission?.contentSHA256 == approval.contentSHA256,
                !submitted.isPlaceholder, !approval.stamp.isPlaceholder
            else { return nil }
            return approval.stamp.happenedAt.since(submitted.happenedAt).wholeSeconds
        }
        awaitsRatification = approval.map { $0.manner == .alone && $0.ratified == nil } ?? false
    }
}

extension ReviewReport.InquiryLine {
    fileprivate init(_ inquiry: Inquiry, asOf: Instant) {
        self.inquiry = inquiry.id
        from = inquiry.from
        origin = inquiry.origin.plainWord
        question = inquiry.question
        received = Moment(inquiry.received)
        deadline = inquiry.deadline
        let end = inquiry.answer?.stamp ?? inquiry.declined?.stamp
        status = inquiry.answer != nil ? "answered" : inquiry.declined != nil ? "declined" : "open"
        settled = end.map(Moment.init)
        secondsToAnswer = end.flatMap { end in
            guard !end.isPlaceholder, !inquiry.received.isPlaceholder else { return nil }
            return end.happenedAt.since(inquiry.received.happenedAt).wholeSeconds
        }
        isLate = inquiry.deadline.map { (end?.happenedAt ?? asOf) > $0 } ?? false
    }
}
