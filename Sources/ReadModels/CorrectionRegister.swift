public import Channels
public import Incident
public import IncidentEvents

/// Every false thing and where it still has to be set right.
///
/// JSON: `rumors`, those with open cells first. A cell's `state` is `open`, `corrected` or
/// `waived`; `withdrawn` is apart, since taking a text down closes nothing.
public struct CorrectionRegister: Sendable, Encodable {
    public var rumors: [Entry]

    public struct Entry: Sendable, Encodable {
        public var rumor: RumorID
        public var claim: String
        public var origin: RumorOrigin
        /// `not assessed` where nobody has.
        public var finding: Finding
        public var needsCorrection: Bool
        public var isClosed: Bool
        public var assignedTo: String?
        public var reported: Moment
        public var assessed: Moment?
        public var evidence: String?
        public var watchedUntil: Instant?
        public var messages: [MessageID]
        public var related: [RumorID]
        public var cells: [Cell]
        public var counts: Counts
        /// Words of others that contradict it. They close no cell.
        public var correctionsByOthers: [ByOthers]
    }

    public struct Cell: Sendable, Encodable {
        public var carrier: Carrier
        public var isOwn: Bool
        public var carriedSince: Moment
        public var lastSeen: Moment
        public var withdrawn: Moment?
        public var corrected: Moment?
        /// The message of ours that set it right; absent where the outlet did so itself.
        public var correctedBy: MessageID?
        public var waived: Moment?
        public var waiverReason: String?
        public var contacted: Moment?
        public var state: State
    }

    /// What became of a cell. `unassessed` means that nobody has yet found the claim wrong.
    public enum State: String, Sendable, Encodable {
        case open, corrected, waived, unassessed
    }

    public struct Counts: Hashable, Sendable, Encodable {
        public var carriers: Int
        public var withdrawn: Int
        public var corrected: Int
        public var waived: Int
        public var open: Int

        public init(carriers: Int, withdrawn: Int, corrected: Int, waived: Int, open: Int) {
            self.carriers = carriers
            self.withdrawn = withdrawn
            self.corrected = corrected
            self.waived = waived
            self.open = open
        }

        /// `5 carriers, 2 withdrawn, 5 open`
        public var sentence: String {
            var parts = ["\(carriers) \(carriers == 1 ? "carrier" : "carriers")"]
            if withdrawn > 0 { parts.append("\(withdrawn) withdrawn") }
            if corrected > 0 { parts.append("\(corrected) corrected") }
            if waived > 0 { parts.append("\(waived) waived") }
            parts.append("\(open) open")
            return parts.joined(separator: ", ")
        }
    }

    public struct ByOthers: Sendable, Encodable {
        public var statement: StatementID
        public var speaker: String
        public var carrier: String
        public var text: String
        public var said: Moment
    }

    public init(state: IncidentState) {
        let index = ClaimIndex(state)
        let entries = state.rumors.all.map { Entry($0, index: index) }
        rumors = entries.filter { $0.counts.open > 0 } + entries.filter { $0.counts.open == 0 }
    }
}

extension CorrectionRegister.Entry {
    init(_ rumor: Rumor, index: ClaimIndex) {
        self.rumor = rumor.id
        claim = rumor.claim
        origin = rumor.origin
        finding = rumor.assessment?.finding ?? .unspecified
        needsCorrection = rumor.needsCorrection
        isClosed = rumor.isClosed
        assignedTo = rumor.assignedTo
        reported = Moment(rumor.reported)
        assessed = (rumor.assessment?.stamp).map(Moment.init)
        evidence = rumor.assessment?.evidence
        watchedUntil = rumor.assessment == nil ? rumor.watches.last?.until : nil
        messages = index.claimants(of: rumor).map(\.id)
        related = rumor.related
        cells = index.coverage(of: rumor).compactMap {
            CorrectionRegister.Cell($0, needsCorrection: rumor.needsCorrection)
        }
        counts = CorrectionRegister.Counts(
            carriers: cells.count, withdrawn: cells.filter { $0.withdrawn != nil }.count,
            corrected: cells.filter { $0.state == .corrected }.count,
            waived: cells.filter { $0.state == .waived }.count,
            open: cells.filter { $0.state == .open }.count)
        correctionsByOthers = index.contradictions(of: rumor).map {
            CorrectionRegister.ByOthers(
                statement: $0.id, speaker: $0.speaker, carrier: $0.carrier, text: $0.text,
                said: Moment($0.stamp))
        }
    }
}

extension CorrectionRegister.Cell {
    init?(_ cell: CoverageCell, needsCorrection: Bool) {
        guard let first = cell.appearances.first, let last = cell.appearances.last else {
            return nil
        }
        carrier = cell.carrier
        isOwn = cell.isOwn
        carriedSince = Moment(first)
        lastSeen = Moment(last)
        withdrawn = cell.withdrawn.map(Moment.init)
        corrected = cell.corrected.map(Moment.init)
        correctedBy = cell.correctedBy
        waived = (cell.waived?.stamp).map(Moment.init)
        waiverReason = cell.waived?.reason
        contacted = cell.contacted.map(Moment.init)
        if cell.corrected != nil {
            state = .corrected
        } else if cell.waived != nil {
            state = .waived
        } else {
            state = needsCorrection ? .open : .unassessed
        }
    }
}
