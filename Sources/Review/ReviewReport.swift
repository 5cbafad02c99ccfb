public import Channels
internal import Foundation
public import Incident
public import IncidentEvents
public import Playbooks
public import ReadModels

/// The after-action review: figures and lists from the log alone.
///
/// JSON: `incident`, `asOf`, `entries`, `measures` (as ``Measure`` says), `promises`, `coverage`
/// (the register, with totals), `corrections`, `cadence`, `guards`, `approvals`, `approvalsByRole`,
/// `steps`, `inquiries`, `timeToAnswer`, `publicView`, `improvement`, `audience`. Times are RFC 3339 in UTC.
public struct ReviewReport: Sendable {
    /// Who may read it: `.public`, else whoever may see the incident's internal entries.
    public var audience: Visibility
    /// What the incident was.
    public var incident: Overview
    /// Incident time up to which the review looks.
    public var asOf: Instant
    /// What the log holds.
    public var entries: Entries
    /// Every interval that was measured.
    public var measures: [Measure]
    /// Each promised update and whether it came.
    public var promises: [Promises.Promise]
    /// What was set right where.
    public var coverage: Coverage
    /// How long each stage of correcting took.
    public var corrections: CorrectionTimes
    /// How steadily the public was told.
    public var cadence: Cadence
    /// Empty in a public review: how a text was made is no business of its readers.
    public var guards: [GuardFinding]
    /// Empty in a public review.
    public var approvals: [Approval]
    /// How long approvals took, by role.
    public var approvalsByRole: [RoleApprovals]
    /// Nil where there is no playbook to hold the incident against, and in a public review.
    public var steps: Steps?
    /// Each question and when it was settled.
    public var inquiries: [InquiryLine]
    /// From a question to its answer.
    public var timeToAnswer: Summary
    /// What the public could see, minute by minute.
    public var publicView: PublicView
    /// Nil in a public review.
    public var improvement: Improvement?
    /// The incident as far as the readers may see it.
    let state: IncidentState
    let entriesSeen: [TimelineEntry]

    /// What the incident was.
    public struct Overview: Sendable, Encodable {
        /// The name for people.
        public var title: String
        /// The playbook's hazard.
        public var hazard: String
        /// Where it happens, in words for the public.
        public var place: String
        /// `live`, `exercise`, `reenactment` or `routine`.
        public var mode: IncidentMode
        /// The IANA zone of all times.
        public var zone: String
        /// When it was opened.
        public var opened: Moment?
        /// When the hazard began; nil where that isn't known.
        public var onset: Instant?
        /// How sure the onset is; nil if there isn't one.
        public var onsetCertainty: TimeCertainty?
        /// Whether it was closed by then.
        public var isClosed: Bool
    }

    /// What the log holds.
    public struct Entries: Sendable, Encodable {
        /// All entries up to the moment that is shown.
        public var count: Int
        /// Entries of a newer version, which this review leaves out.
        public var notUnderstood: Int
        /// Bodies removed by order.
        public var redacted: Int
        /// Recorded while the machine's clock stood more than 5 s behind.
        public var withClockBehind: Int
        /// Not for the readers of this review, and left out of every figure.
        public var notShown: Int
    }

    /// What was set right where.
    public struct Coverage: Sendable, Encodable {
        /// Every claim that needed correction, with its cells.
        public var rumors: [CorrectionRegister.Entry]
        /// Claims found false, misleading or outdated.
        public var needingCorrection: Int
        /// Of those, the ones with a carrier on which nobody has set them right.
        public var withOpenCells: Int
        /// The cells of all of them by state.
        public var totals: CorrectionRegister.Counts
    }

    /// What a guard found, and what it stopped or would have stopped.
    public struct GuardFinding: Sendable, Encodable {
        /// `flagged` in a reenactment, `overridden` where a person let it pass. A refusal changes
        /// nothing, so no log holds one.
        public var outcome: String
        /// The rule that found it.
        public var `guard`: String
        /// What it is about, such as `M3`.
        public var subject: String
        /// What was found, in words.
        public var finding: String
        /// The message's kind and the channels concerned.
        public var wouldHaveStopped: String
        /// Where it stood all the same.
        public var stoodOn: [Carrier]
        /// The reason where a person overrode the guard; absent where it was only flagged.
        public var overrideReason: String?
        /// When it was found.
        public var found: Moment
    }

    /// Who approved what went out.
    public struct Approval: Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// When it was released.
        public var released: Moment
        /// `in person`, `standing`, `relayed`, `alone`, or `not recorded`.
        public var manner: String
        /// Who approved, by work id; nil where nobody is on record.
        public var approver: String?
        public var role: Role?
        /// When it was handed in; nil where that isn't recorded.
        public var submitted: Moment?
        /// When it was approved; nil where that isn't recorded.
        public var approved: Moment?
        /// From submission to approval; absent where either is not recorded.
        public var secondsToApprove: Int64?
        /// Approved alone and ratified by nobody.
        public var awaitsRatification: Bool
    }

    /// How long the people in one role took to approve, from submission to approval.
    public struct RoleApprovals: Sendable, Encodable {
        /// `not recorded` where the log does not know who approved.
        public var role: String
        /// How many the role gave.
        public var approvals: Int
        /// How long it took from handing in.
        public var submittedToApproved: Summary
    }

    /// What became of the playbook's steps.
    public struct Steps: Sendable, Encodable {
        /// Steps that were done.
        public var done: Int
        /// Done, but after their time; counted among `done` too.
        public var late: Int
        /// Steps that were skipped with a reason.
        public var skipped: Int
        /// Steps whose time passed.
        public var overdue: Int
        /// To be done and not overdue.
        public var waiting: Int
        /// Each step with what became of it.
        public var steps: [PlaybookProgress.Entry]
    }

    /// One question and what became of it.
    public struct InquiryLine: Sendable, Encodable {
        /// The question, such as `Q1`.
        public var inquiry: InquiryID
        /// Who asks, such as an outlet.
        public var from: String
        /// Whether the press, the public or a partner asked.
        public var origin: InquiryOrigin
        /// The question, in the words of the person who asked.
        public var question: String
        /// When it came in.
        public var received: Moment
        /// By when an answer is wanted; nil where nobody said.
        public var deadline: Instant?
        /// `answered`, `declined` or `open`.
        public var status: String
        /// When it was answered or declined; nil while it is open.
        public var settled: Moment?
        /// Null while open, and where an end has a placeholder time.
        public var secondsToAnswer: Int64?
        /// Whether that was after the deadline.
        public var isLate: Bool
    }

    /// - Parameters:
    ///   - records: The records that `state` was folded from.
    ///   - asOf: Incident time up to which they reach.
    ///   - accounts: Our own carriers, so that one that carried nothing shows as open.
    ///   - playbook: What the incident runs by, for its steps and its cadence.
    ///   - audience: `.public` builds it from public entries alone, without people, reasons and
    ///     sources.
    ///   - calendarTime: By which corrective actions are judged; nil: `asOf`.
    public init(
        state whole: IncidentState, records: [IncidentRecord], asOf: Instant,
        accounts: [Carrier] = [], playbook: Playbook? = nil, audience: Visibility = .internal,
        calendarTime: Instant? = nil
    ) {
        let isPublic = audience == .public
        let shown =
            isPublic ? PublicRecords(of: records, limits: whole.visibilities).records : records
        let state = isPublic ? IncidentState(folding: shown) : whole
        let index = ClaimIndex(state)
        let finder = MeasureFinder(state: state, index: index)
        self.audience = audience
        self.asOf = asOf
        self.state = state
        incident = Overview(state)
        entriesSeen = Timeline(folding: records, limits: whole.visibilities).view(audience)
        entries = Entries(records, notShown: records.count - entriesSeen.count)
        measures =
            Measures(state: state, index: index, accounts: isPublic ? [] : accounts).all
        promises = Promises(state: state, asOf: asOf).promises
        coverage = Coverage(CorrectionRegister(state: state))
        corrections = CorrectionTimes(state: state, index: index, hidesDrafting: isPublic)
        cadence = Cadence(
            state: state, playbook: isPublic ? nil : playbook, promises: promises,
            measures: measures, postings: finder.postings, asOf: asOf)
        guards = isPublic ? [] : state.guardFindings.map { GuardFinding($0, state: state) }
        let approvals = state.messages.all.flatMap { message in
            message.releases.map { Approval(message, release: $0) }
        }
        self.approvals = isPublic ? [] : approvals
        approvalsByRole = isPublic ? [] : RoleApprovals.grouping(approvals)
        steps =
            isPublic
            ? nil
            : playbook.map {
                Steps(PlaybookProgress(state: state, playbook: $0, asOf: asOf))
            }
        inquiries = state.inquiries.all.map { InquiryLine($0, asOf: asOf) }
        timeToAnswer = Summary(state.inquiries.all.map(\.summaryItem))
        publicView = PublicView(state: state, index: index)
        improvement = isPublic ? nil : Improvement(state: state, asOf: calendarTime ?? asOf)
    }

    /// - Throws: An `EncodingError` where a value has no JSON form.
    public func jsonData() throws -> [UInt8] { Array(try ReadableJSON.data(self)) }
}

extension ReviewReport: Encodable {
    private enum CodingKeys: CodingKey {
        case incident, asOf, audience, entries, measures, promises, coverage, corrections, cadence
        case guards, approvals, approvalsByRole, steps, inquiries, timeToAnswer, publicView
        case improvement
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(incident, forKey: .incident)
        try container.encode(asOf, forKey: .asOf)
        try container.encode(audience.word, forKey: .audience)
        try container.encode(entries, forKey: .entries)
        try container.encode(measures, forKey: .measures)
        try container.encode(promises, forKey: .promises)
        try container.encode(coverage, forKey: .coverage)
        try container.encode(corrections, forKey: .corrections)
        try container.encode(cadence, forKey: .cadence)
        try container.encode(guards, forKey: .guards)
        try container.encode(approvals, forKey: .approvals)
        try container.encode(approvalsByRole, forKey: .approvalsByRole)
        try container.encode(steps, forKey: .steps)
        try container.encode(inquiries, forKey: .inquiries)
        try container.encode(timeToAnswer, forKey: .timeToAnswer)
        try container.encode(publicView, forKey: .publicView)
        try container.encode(improvement, forKey: .improvement)
    }
}

extension ReviewReport.Entries {
    fileprivate init(_ records: [IncidentRecord], notShown: Int) {
        self.init(
            count: records.count, notUnderstood: 0, redacted: 0, withClockBehind: 0,
            notShown: notShown)
        for record in records {
            if record.clockWasBehind { withClockBehind += 1 }
            switch record.content {
            case .event: break
            case .unknown: notUnderstood += 1
            case .redacted: redacted += 1
            }
        }
    }
}

extension ReviewReport.Overview {
    fileprivate init(_ state: IncidentState) {
        title = state.opening?.title ?? ""
        hazard = state.opening?.hazard ?? ""
        place = state.opening?.place ?? ""
        mode = state.mode
        zone = state.zone.identifier
        opened = (state.opening?.stamp).map(Moment.init)
        onset = state.onset?.at
        onsetCertainty = state.onset?.certainty
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
