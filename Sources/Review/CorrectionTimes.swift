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
        /// An explicit correction was first posted on a carrier that had carried the claim.
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
        /// The time since it was seen; nil if an end is missing or a placeholder.
        public var sinceSeen: Duration?
        /// The time since the latest earlier stage that has a time; negative if this stage came
        /// first.
        public var sincePrevious: Duration?
        /// Whether a time behind it is approximate.
        public var isApproximate: Bool
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
        /// The claim's first appearance, while a carrier of it is neither corrected nor waived.
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

    /// - Parameter hidesDrafting: For readers who may not see drafting times.
    init(state: IncidentState, index: ClaimIndex, hidesDrafting: Bool = false) {
        let items = state.rumors.all.filter(\.needsCorrection).map {
            Item($0, state: state, index: index, hidesDrafting: hidesDrafting)
        }
        self.items =
            items.filter { $0.openSince != nil } + items.filter { $0.openSince == nil }
        stages = Stage.allCases.dropFirst().map { stage in
            StageSummary(
                stage: stage,
                sinceSeen: Summary(
                    items.compactMap { item in
                        item.reached(stage).map { $0.item(of: item) }
                    }))
        }
    }
}

extension CorrectionTimes.Reached {
    fileprivate func item(of item: CorrectionTimes.Item) -> Summary.Item {
        switch standing {
        case .open: .open
        case .notRecorded: .notRecorded
        case .reached:
            sinceSeen.map {
                .figure(
                    $0, subject: item.rumor.description,
                    entries: [item.stages.first?.end, end].compactMap { $0?.position },
                    isApproximate: isApproximate)
            } ?? .notComputed
        }
    }
}

extension CorrectionTimes.Item {
    fileprivate init(
        _ rumor: Rumor, state: IncidentState, index: ClaimIndex, hidesDrafting: Bool
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
        let carried = Set(cells.map(\.carrier))
        let waiting = cells.filter(\.isOpen)
        let last =
            waiting.isEmpty ? cells.compactMap(\.corrected).max(by: Stamp.happensBefore) : nil
        let stamps: [Stamp?] = [
            seen, rumor.firstFoundWrong, hidesDrafting ? nil : message?.drafted,
            message?.approvalOfFirstRelease, own?.stamp,
            corrections.first { carried.contains($0.carrier) }?.stamp, last,
        ]
        self.rumor = rumor.id
        isOwn = rumor.origin == .ownMessage
        carriers = cells.count
        waived = cells.filter { $0.corrected == nil && $0.waived != nil }.count
        openCarriers = waiting.count
        openSince =
            waiting.isEmpty && !(cells.isEmpty && own == nil) ? nil : Measure.End(seen)
        stages = Self.stages(stamps, isSettled: openSince == nil)
    }

    private static func stages(
        _ stamps: [Stamp?], isSettled: Bool
    ) -> [CorrectionTimes.Reached] {
        let seen = stamps.first.flatMap(\.self)
        var previous = seen
        return zip(CorrectionTimes.Stage.allCases, stamps).enumerated().map { place, pair in
            let (stage, stamp) = pair
            let comesLater = stamps.dropFirst(place + 1).contains { $0 != nil }
            var reached = CorrectionTimes.Reached(
                stage: stage, end: stamp.map(Measure.End.init), sinceSeen: nil, sincePrevious: nil,
                isApproximate: false,
                standing: stamp != nil
                    ? .reached : comesLater || isSettled ? .notRecorded : .open)
            guard let stamp, let seen, !stamp.isPlaceholder, !seen.isPlaceholder else {
                return reached
            }
            reached.sinceSeen = stamp.happenedAt.since(seen.happenedAt)
            reached.isApproximate = stamp.isApproximate || seen.isApproximate
            if let last = previous, place > 0 {
                reached.sincePrevious = stamp.happenedAt.since(last.happenedAt)
            }
            if previous.map({ Stamp.happensBefore($0, stamp) }) ?? true { previous = stamp }
            return reached
        }
    }
}

extension Rumor {
    /// The first finding that the claim was wrong, since it was last assessed otherwise.
    fileprivate var firstFoundWrong: Stamp? {
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
        case stage, standing, at, secondsSinceSeen, secondsSincePrevious, approximate
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(stage, forKey: .stage)
        try container.encode(standing, forKey: .standing)
        try container.encode(end, forKey: .at)
        try container.encode(sinceSeen?.wholeSeconds, forKey: .secondsSinceSeen)
        try container.encode(sincePrevious?.wholeSeconds, forKey: .secondsSincePrevious)
        try container.encode(isApproximate, forKey: .approximate)
    }
}
