public import Channels
internal import Foundation
public import Incident
public import IncidentEvents
public import Playbooks
public import ReadModels

/// The after-action review: figures and lists from the log alone.
///
/// JSON: `incident`, `asOf`, `entries`, `measures` (as in ``Measure``), `promises`, `coverage` (the
/// register, with totals), `corrections`, `cadence`, `guards`, `approvals`, `approvalsByRole`,
/// `steps`, `inquiries`, `timeToAnswer`, `publicView`, `improvement`, `audience`, and
/// for a campaign `campaign`. Times are RFC
/// 3339 in UTC.
public struct ReviewReport: Sendable {
    /// The readers: `.public`, else everyone who may see the incident's internal entries.
    public var audience: Visibility
    /// The incident's overview.
    public var incident: Overview
    /// Incident time of the review's last entry.
    public var asOf: Instant
    /// The number of entries of each sort.
    public var entries: Entries
    /// Every interval that was measured.
    public var measures: [Measure]
    /// Each promised update and its outcome.
    public var promises: [Promises.Promise]
    /// The corrections by carrier.
    public var coverage: Coverage
    /// The time each stage of correcting took.
    public var corrections: CorrectionTimes
    /// The pace of public updates.
    public var cadence: Cadence
    /// The guards' findings; empty in a public review, because its readers don't need to know how a
    /// text was made.
    public var guards: [GuardFinding]
    /// The approvals; empty in a public review.
    public var approvals: [Approval]
    /// The time approvals took, by role.
    public var approvalsByRole: [RoleApprovals]
    /// The playbook's steps; nil without a playbook, and in a public review.
    public var steps: Steps?
    /// Each question and its answer time.
    public var inquiries: [InquiryLine]
    /// The time from a question to its answer.
    public var timeToAnswer: Summary
    /// The public's view, minute by minute.
    public var publicView: PublicView
    /// The improvement plan; nil in a public review.
    public var improvement: Improvement?
    /// What a campaign has achieved; nil for another incident.
    public var campaign: CampaignResults?
    /// The incident's state, limited to what the readers may see.
    let state: IncidentState
    let entriesSeen: [TimelineEntry]
    /// The messages that ask the public to protect themselves.
    let guiding: Set<MessageID>

    /// The incident's overview.
    public struct Overview: Sendable, Encodable {
        /// The name for people.
        @EmptyInJSON public var title: String?
        /// The playbook's hazard.
        @EmptyInJSON public var hazard: String?
        /// The place, in words for the public.
        @EmptyInJSON public var place: String?
        /// `live`, `exercise`, `reenactment` or `routine`.
        public var mode: IncidentMode
        /// The IANA zone of all times.
        public var zone: String
        /// The time of the opening.
        public var opened: Moment?
        /// The time at which the hazard began; nil if it isn't known.
        public var onset: Instant?
        /// The certainty of the onset; nil if there isn't one.
        public var onsetCertainty: TimeCertainty?
        /// Whether it was closed at that moment.
        public var isClosed: Bool
    }

    /// The number of entries of each sort.
    public struct Entries: Sendable, Encodable {
        /// All entries up to the review's moment.
        public var count: Int
        /// Entries from a newer version, which this review leaves out.
        public var notUnderstood: Int
        /// Bodies removed by order.
        public var redacted: Int
        /// Each of them; none in a public review, which names no private thing.
        public var uncounted: [UncountedEntry]
        /// The names of the review's figures that may lack what was removed.
        public var uncountedFigures: [String]
        /// Entries recorded while the machine's clock was more than 5 s behind.
        public var withClockBehind: Int
        /// Entries that the readers may not see, left out of every figure.
        public var notShown: Int
    }

    /// The corrections by carrier.
    public struct Coverage: Sendable, Encodable {
        /// Every claim that needed correction, with its cells.
        public var rumors: [CorrectionRegister.Entry]
        /// Claims found false, misleading or outdated.
        public var needingCorrection: Int
        /// The number of those with a carrier on which nobody has corrected them.
        public var withOpenCells: Int
        /// The cells of all of them by state.
        public var totals: CorrectionRegister.Counts
    }

    /// A guard's finding, and the message that it would have stopped.
    public struct GuardFinding: Sendable, Encodable {
        /// `flagged` in a reenactment, `overridden` if a person let it pass. A refusal changes
        /// nothing, so it is not in the log.
        public var outcome: String
        /// The rule that found it.
        public var `guard`: String
        /// The subject, such as `M3`.
        public var subject: String
        /// The finding, in words.
        public var finding: String
        /// The message's kind and the channels concerned.
        public var wouldHaveStopped: String
        /// The carriers that carried it anyway.
        public var stoodOn: [Carrier]
        /// The reason for the override; absent if it was only flagged.
        public var overrideReason: String?
        /// The time of the finding.
        public var found: Moment
    }

    /// The approval of a released message.
    public struct Approval: Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The time of the release.
        public var released: Moment
        /// In person, standing, relayed or alone; nil if not recorded.
        @NotRecordedInJSON public var manner: ApprovalManner?
        /// The approver, by work id; nil if none is recorded.
        public var approver: EmptyInJSON<String>?
        public var role: Role?
        /// The time of the submission; nil if it isn't recorded.
        public var submitted: Moment?
        /// The time of the approval; nil if it isn't recorded.
        public var approved: Moment?
        /// The time from submission to approval; absent if either is not recorded.
        public var secondsToApprove: Int64?
        /// Whether it was approved alone and not ratified.
        public var awaitsRatification: Bool
    }

    /// The time that one role's approvals took, from submission to approval.
    public struct RoleApprovals: Sendable, Encodable {
        /// The role; nil if the log does not say who approved.
        @NotRecordedInJSON public var role: Role?
        /// The number of the role's approvals.
        public var approvals: Int
        /// The time from submission to approval.
        public var submittedToApproved: Summary
    }

    /// The state of the playbook's steps.
    public struct Steps: Sendable, Encodable {
        /// Steps that were done.
        public var done: Int
        /// Steps done after their due time; `done` includes them.
        public var late: Int
        /// Steps that were skipped with a reason.
        public var skipped: Int
        /// Steps whose due time has passed.
        public var overdue: Int
        /// Steps that are not done and not overdue.
        public var waiting: Int
        /// Each step and its state.
        public var steps: [PlaybookProgress.Entry]
    }

    /// One question and its outcome.
    public struct InquiryLine: Sendable, Encodable {
        /// The question, such as `Q1`.
        public var inquiry: InquiryID
        /// The person who asks, or an outlet.
        public var from: String
        /// Whether the press, the public or a partner asked.
        public var origin: InquiryOrigin
        /// The question, in the words of the person who asked.
        public var question: String
        /// Its arrival.
        public var received: Moment
        /// The deadline for the answer; nil if none was stated.
        public var deadline: Instant?
        /// `answered`, `declined` or `open`.
        public var status: String
        /// The time it was answered or declined; nil while it is open.
        public var settled: Moment?
        /// The seconds to the answer; null while open, and if it can't be computed.
        public var secondsToAnswer: Int64?
        /// Whether it was answered after the deadline.
        public var isLate: Bool
    }

    /// - Parameters:
    ///   - records: The records that `state` was folded from.
    ///   - asOf: Incident time of the last records.
    ///   - department: For its words and its accounts, so one without any message shows as open.
    ///   - playbook: The incident's playbook, for its steps and its cadence.
    ///   - audience: `.public` builds it from public entries alone, without people, reasons and
    ///     sources.
    ///   - calendarTime: The time for judging corrective actions; nil for `asOf`.
    public init(
        state whole: IncidentState, records: [IncidentRecord], asOf: Instant,
        department: Department? = nil, playbook: Playbook? = nil, audience: Visibility = .internal,
        calendarTime: Instant? = nil
    ) {
        let isPublic = audience == .public
        let shown =
            isPublic ? PublicRecords(of: records, limits: whole.visibilities).records : records
        let state = isPublic ? IncidentState(folding: shown) : whole
        let index = ClaimIndex(state)
        guiding = whole.messages(guidingBy: playbook)
        let finder = MeasureFinder(
            state: state, index: index, department: department, playbook: playbook,
            guiding: guiding, asOf: asOf, hidesAccounts: isPublic)
        self.audience = audience
        self.asOf = asOf
        self.state = state
        incident = Overview(state)
        entriesSeen = Timeline(folding: records, limits: whole.visibilities).view(audience)
        entries = Entries(
            records, removed: whole.removedEntries, notShown: records.count - entriesSeen.count,
            isPublic: isPublic)
        measures = Measures(finder).all.filter { !(isPublic && $0.kind.isInternal) }
        promises = Promises(state: state, asOf: asOf).promises
        coverage = Coverage(CorrectionRegister(state: state))
        corrections = CorrectionTimes(
            state: state, index: index, measures: measures, hidesDrafting: isPublic)
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
        campaign = state.campaign.map { _ in
            CampaignResults(
                state,
                playbook.flatMap { playbook in
                    department.map { RoutineWork(state, playbook, $0, asOf: asOf) }
                })
        }
    }

    /// - Throws: An `EncodingError` if a value has no JSON form.
    public func jsonData() throws -> [UInt8] { Array(try ReadableJSON.data(self)) }
}

extension ReviewReport: Encodable {
    private enum CodingKeys: CodingKey {
        case incident, asOf, audience, entries, measures, promises, coverage, corrections, cadence
        case guards, approvals, approvalsByRole, steps, inquiries, timeToAnswer, publicView
        case improvement, campaign
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
        try container.encodeIfPresent(campaign, forKey: .campaign)
    }
}

extension ReviewReport.Entries {
    fileprivate init(
        _ records: [IncidentRecord], removed: [IncidentState.RemovedEntry], notShown: Int,
        isPublic: Bool
    ) {
        let uncounted = removed.map(UncountedEntry.init)
        self.init(
            count: records.count, notUnderstood: 0, redacted: removed.count,
            uncounted: isPublic ? [] : uncounted,
            uncountedFigures: FigureGroup.names(of: uncounted, isPublic: isPublic),
            withClockBehind: 0, notShown: notShown)
        for record in records {
            if record.clockWasBehind { withClockBehind += 1 }
            switch record.content {
            case .event, .redacted: break
            case .unknown: notUnderstood += 1
            }
        }
    }
}

extension ReviewReport.Overview {
    fileprivate init(_ state: IncidentState) {
        title = state.opening?.title
        hazard = state.opening?.hazard
        place = state.opening?.place
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
