public import Channels
public import Incident
public import IncidentEvents

/// Every false thing and where it still has to be set right.
///
/// JSON: `rumors`, those with open cells first. A cell's `state` is `open`, `corrected` or
/// `waived`; `withdrawn` is apart, since taking a text down closes nothing.
public struct CorrectionRegister: Sendable, Encodable {
    /// Every rumor in the order of its id.
    public var rumors: [Entry]

    /// One rumor with its coverage.
    public struct Entry: Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// What was claimed, in the words on record.
        public var claim: String
        /// Whether the public, an outlet or one of our messages made the claim.
        public var origin: RumorOrigin
        /// `not assessed` where nobody has.
        public var finding: Finding
        /// Whether the finding calls for a correction.
        public var needsCorrection: Bool
        /// Closed and not resurfaced since.
        public var isClosed: Bool
        /// Who looks after it, by work id; nil for nobody.
        public var assignedTo: String?
        /// When it was put on record.
        public var reported: Moment
        /// When the current finding was made; nil before the first.
        public var assessed: Moment?
        /// What the finding rests on; nil before the first.
        public var evidence: String?
        /// Until when it is only watched; nil where it isn't.
        public var watchedUntil: Instant?
        /// For a claim of our own: the messages that made it.
        public var messages: [MessageID]
        /// Rumors that say much the same.
        public var related: [RumorID]
        /// One for each carrier that carried the claim.
        public var cells: [Cell]
        /// The cells by state.
        public var counts: Counts
        /// Words of others that contradict it. They close no cell.
        public var correctionsByOthers: [ByOthers]
    }

    /// What became of the claim on one carrier.
    public struct Cell: Sendable, Encodable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Whether the account is ours.
        public var isOwn: Bool
        /// When the claim first appeared there.
        public var carriedSince: Moment
        /// When it was last seen there.
        public var lastSeen: Moment
        /// When it was taken down; nil if it is still there.
        public var withdrawn: Moment?
        /// When it was set right there; nil where it was not.
        public var corrected: Moment?
        /// The message of ours that set it right; absent where the outlet did so itself.
        public var correctedBy: MessageID?
        /// When somebody decided that no correction is needed there; nil where nobody did.
        public var waived: Moment?
        /// Why no correction is needed there.
        public var waiverReason: String?
        /// When the outlet was last asked to correct; nil where it was not.
        public var contacted: Moment?
        /// Open, corrected, waived or corrected by the outlet.
        public var state: State
    }

    /// What became of a cell. `unassessed` means that nobody has yet found the claim wrong.
    public enum State: String, Sendable, Encodable {
        case open, corrected, waived, unassessed
    }

    /// Cells by what became of them.
    public struct Counts: Hashable, Sendable, Encodable {
        /// All cells.
        public var carriers: Int
        /// Cells where the claim was taken down.
        public var withdrawn: Int
        /// Cells where it was set right.
        public var corrected: Int
        /// Cells where no correction is needed.
        public var waived: Int
        /// Cells that still wait for a correction.
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

    /// Somebody else's words that contradict the claim.
    public struct ByOthers: Sendable, Encodable {
        /// The observed statement, such as `S1`.
        public var statement: StatementID
        /// Who said it.
        public var speaker: String
        /// The account or outlet where it was said.
        public var carrier: String
        /// What was said, in their words.
        public var text: String
        /// When it was said.
        public var said: Moment
    }

    /// Builds the register of everything on record in `state`.
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
