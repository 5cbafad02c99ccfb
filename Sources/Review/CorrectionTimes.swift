internal import Channels
internal import Incident
public import IncidentEvents
internal import ReadModels

/// The stages of each false claim from its first appearance to its last correction, and the time
/// each stage took over all claims.
///
/// JSON: `items`, uncorrected ones first; `stages`, a ``Summary`` of the time since it was seen.
public struct CorrectionTimes: Sendable, Encodable {
    /// One for each claim that needed correction.
    public var items: [Item]
    /// The stages over all claims.
    public var stages: [StageSummary]

    /// The stages in their expected order.
    public enum Stage: String, CaseIterable, Sendable, Encodable {
        /// The claim's first appearance, else its report.
        case seen
        /// Someone found it false, misleading or outdated.
        case verified
        /// Our first correction to reach the public was drafted, else the first draft.
        case drafted
        /// That correction was approved.
        case approved
        /// The correction was first posted anywhere.
        case firstCarrier = "first-carrier"
        /// A carrier of the claim was corrected, counted from the claim's first appearance on that
        /// carrier. Of several carriers, the one that took longest.
        case sameCarrier = "same-carrier"
        /// The last carrier of the claim was corrected; waived carriers don't count.
        case lastCarrier = "last-carrier"

        /// For people.
        public var title: String {
            switch self {
            case .firstCarrier: "first correction"
            case .sameCarrier: "correction where it appeared"
            case .lastCarrier: "correction everywhere"
            default: rawValue.replacing("-", with: " ")
            }
        }
    }

    /// The state of a stage.
    public struct Reached: Sendable {
        /// The stage.
        public var stage: Stage
        /// The entry that reached it; nil if it was not.
        public var end: Measure.End?
        /// For a correction where the claim appeared: the account or outlet.
        public var carrier: String?
        /// The time since it was seen, on `carrier` if there is one; nil if it can't be computed. See
        /// ``Span``.
        public var sinceSeen: Duration?
        /// The time since the latest earlier stage that has a time; nil if this stage came first.
        public var sincePrevious: Duration?
        /// The certainty of `sinceSeen`.
        public var certainty: TimeCertainty
        /// Whether a time behind it is approximate.
        public var isApproximate: Bool { certainty.isInexact }
        /// Whether it was reached, is open, or isn't recorded.
        public var standing: Standing
    }

    /// Whether a stage was reached.
    public enum Standing: String, Sendable, Encodable {
        case reached
        /// It may still come.
        case open
        /// The log has no entry for it, although a later stage was reached.
        case notRecorded = "not-recorded"
    }

    /// One claim, from the first sighting to the last correction.
    public struct Item: Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// Whether our own messages made the claim.
        public var isOwn: Bool
        /// The stages in their order.
        public var stages: [Reached]
        /// The claim's first appearance on a carrier that is neither corrected nor waived; nil if
        /// there is none.
        public var openSince: Measure.End?
        /// Carriers that still wait for a correction.
        public var openCarriers: Int
        /// All carriers of the claim.
        public var carriers: Int
        /// Carriers on which no correction is needed.
        public var waived: Int

        /// The state of one stage; nil if the claim doesn't have it.
        public func reached(_ stage: Stage) -> Reached? { stages.first { $0.stage == stage } }
    }

    /// One stage over all claims.
    public struct StageSummary: Sendable, Encodable {
        /// The stage.
        public var stage: Stage
        /// The time from the first sighting to this stage.
        public var sinceSeen: Summary
    }

    /// - Parameters:
    ///   - measures: The intervals of the same state, for the corrections on each carrier.
    ///   - hidesDrafting: For readers who may not see drafting times.
    init(
        state: IncidentState, index: ClaimIndex, measures: [Measure], hidesDrafting: Bool = false
    ) {
        let byRumor = Dictionary(
            grouping: measures.filter { $0.kind == .timeToCorrectionSameCarrier }, by: \.subject)
        let found = state.rumors.all.filter(\.needsCorrection).map { rumor in
            Found(
                rumor, on: byRumor[rumor.id.description] ?? [], state: state, index: index,
                hidesDrafting: hidesDrafting)
        }
        let items = found.map(\.item)
        self.items =
            items.filter { $0.openSince != nil } + items.filter { $0.openSince == nil }
        stages = Stage.allCases.dropFirst().map { stage in
            StageSummary(
                stage: stage,
                sinceSeen: stage == .sameCarrier
                    ? Summary(found.flatMap(\.carriers))
                    : Summary(
                        items.compactMap { item in
                            item.reached(stage).map { $0.item(of: item) }
                        }))
        }
    }
}

extension CorrectionTimes.Reached {
    fileprivate func item(of item: CorrectionTimes.Item) -> Summary.Item {
        switch standing {
        case .open: return .open
        case .notRecorded: return .notRecorded
        case .reached:
            guard let seen = item.stages.first?.end, let end else { return .notComputed }
            return Summary.Item(Span(from: seen, to: end), subject: item.rumor.description)
        }
    }
}

/// A claim's stages, and its corrections carrier by carrier.
private struct Found {
    var item: CorrectionTimes.Item
    /// One for each carrier that needed a correction.
    var carriers: [Measure]

    init(
        _ rumor: Rumor, on measures: [Measure], state: IncidentState, index: ClaimIndex,
        hidesDrafting: Bool
    ) {
        let cells = index.coverage(of: rumor)
        let seen = cells.flatMap(\.appearances).min(by: Stamp.happensBefore) ?? rumor.reported
        let corrections = index.corrections(of: rumor).filter {
            !Stamp.happensBefore($0.stamp, seen)
        }
        let own = corrections.first { $0.message != nil }
        let candidates = index.messages(concerning: rumor).filter {
            $0.corrects.contains(rumor.id)
        }
        let message =
            own?.message.flatMap { state.messages[$0] }
            ?? candidates.min { Stamp.happensBefore($0.drafted, $1.drafted) }
        let waived = Set(
            cells.filter { $0.corrected == nil && $0.waived != nil }.map(\.carrier.description))
        carriers = measures.filter { measure in
            !measure.isOpen || !(measure.carrier.map(waived.contains) ?? false)
        }
        let waiting = cells.filter(\.isOpen)
        let last =
            waiting.isEmpty ? cells.compactMap(\.corrected).max(by: Stamp.happensBefore) : nil
        let isOpen = !waiting.isEmpty || (cells.isEmpty && own == nil)
        let ends: [Measure.End?] = [
            seen, rumor.firstFoundWrong, hidesDrafting ? nil : message?.drafted,
            message?.approvalOfFirstRelease, own?.stamp,
        ].map { $0.map(Measure.End.init) }
        let corrected = carriers.filter { !$0.isOpen }
        let worst = corrected.max { ($0.duration ?? .zero) < ($1.duration ?? .zero) }
        item = CorrectionTimes.Item(
            rumor: rumor.id, isOwn: rumor.origin == .ownMessage,
            stages: Self.stages(
                ends + [worst?.to, last.map(Measure.End.init)], worst: worst, isSettled: !isOpen),
            openSince: isOpen
                ? Measure.End(waiting.map(\.openSince).min(by: Stamp.happensBefore) ?? seen) : nil,
            openCarriers: waiting.count, carriers: cells.count, waived: waived.count)
    }

    private static func stages(
        _ ends: [Measure.End?], worst: Measure?, isSettled: Bool
    ) -> [CorrectionTimes.Reached] {
        let seen = ends.first.flatMap(\.self)
        var previous = seen
        return zip(CorrectionTimes.Stage.allCases, ends).enumerated().map { place, pair in
            let (stage, end) = pair
            let comesLater = ends.dropFirst(place + 1).contains { $0 != nil }
            let isWorst = stage == .sameCarrier
            var reached = CorrectionTimes.Reached(
                stage: stage, end: end, carrier: isWorst ? worst?.carrier : nil, sinceSeen: nil,
                sincePrevious: nil, certainty: .exact,
                standing: end != nil ? .reached : comesLater || isSettled ? .notRecorded : .open)
            guard let end, let start = isWorst ? worst?.from : seen else { return reached }
            let span = Span(from: start, to: end)
            reached.sinceSeen = span.duration
            reached.certainty = span.certainty
            // One carrier's interval isn't a stage of the whole claim.
            if isWorst || span.duration == nil { return reached }
            if let last = previous, place > 0 {
                reached.sincePrevious = Span(from: last, to: end).duration
            }
            if previous.map({ ($0.time, $0.position) < (end.time, end.position) }) ?? true {
                previous = end
            }
            return reached
        }
    }
}

extension Rumor {
    /// The first finding that the claim was wrong, since it was last assessed otherwise.
    var firstFoundWrong: Stamp? {
        var found: Stamp?
        for assessment in assessments {
            switch assessment.finding {
            case .false, .misleading, .outdated: found = found ?? assessment.stamp
            case .true, .unsubstantiated, .unspecified, .UNRECOGNIZED: found = nil
            }
        }
        return found
    }
}

extension Message {
    /// The approval of the first release; nil if the log doesn't have it.
    fileprivate var approvalOfFirstRelease: Stamp? {
        guard let release = releases.first else { return approvals.last?.stamp }
        return approval(of: release)?.stamp
    }

    func approval(of release: Release) -> Approval? {
        approvals.last {
            $0.contentSHA256 == release.contentSHA256
                && $0.stamp.position <= release.stamp.position
        }
    }
}

extension CorrectionTimes.Reached: Encodable {
    private enum Key: String, CodingKey {
        case stage, standing, at, carrier, secondsSinceSeen, secondsSincePrevious, approximate
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(stage, forKey: .stage)
        try container.encode(standing, forKey: .standing)
        try container.encode(end, forKey: .at)
        try container.encodeIfPresent(carrier, forKey: .carrier)
        try container.encode(sinceSeen?.wholeSeconds, forKey: .secondsSinceSeen)
        try container.encode(sincePrevious?.wholeSeconds, forKey: .secondsSincePrevious)
        try container.encode(isApproximate, forKey: .approximate)
    }
}
