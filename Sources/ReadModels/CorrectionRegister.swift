internal import Basics
public import Channels
public import Incident
public import IncidentEvents

/// Every false claim, and the carriers where it still needs correction.
///
/// JSON: `rumors`, those with open cells first. A cell's `state` is `open`, `corrected` or
/// `waived`; `withdrawn` is separate, because withdrawing a text closes nothing.
public struct CorrectionRegister: Sendable, Encodable {
    /// Every rumor in the order of its id.
    public var rumors: [Entry]

    /// One rumor with its coverage.
    public struct Entry: Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// The claim, in the recorded words.
        public var claim: String
        /// Whether the public, an outlet or one of our messages made the claim.
        public var origin: RumorOrigin
        /// The finding; `not assessed` if there is none.
        public var finding: Finding
        /// Whether the finding calls for a correction.
        public var needsCorrection: Bool
        /// Whether it is closed and not resurfaced since.
        public var isClosed: Bool
        /// The person assigned to it, by work id; nil if nobody is.
        public var assignedTo: String?
        /// The time it was recorded.
        public var reported: Moment
        /// The time of the current finding; nil before the first.
        public var assessed: Moment?
        /// The evidence for the finding; nil before the first.
        public var evidence: EmptyInJSON<String>?
        /// The time until which it is only watched; nil if it isn't.
        public var watchedUntil: Instant?
        /// For a claim of our own: the messages that made it.
        public var messages: [MessageID]
        /// Related rumors with a similar claim.
        public var related: [RumorID]
        /// One for each carrier that carried the claim.
        public var cells: [Cell]
        /// The cells by state.
        public var counts: Counts
        /// Statements of others that contradict it. They close no cell.
        public var correctionsByOthers: [ByOthers]
    }

    /// The claim on one carrier.
    public struct Cell: Sendable, Encodable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Whether the account is ours.
        public var isOwn: Bool
        /// The claim's first appearance there.
        public var carriedSince: Moment
        /// The claim's last sighting there.
        public var lastSeen: Moment
        /// The withdrawal; nil if the claim is still there.
        public var withdrawn: Moment?
        /// The correction there; nil if there is none.
        public var corrected: Moment?
        /// Our message that corrected it; absent if the outlet did.
        public var correctedBy: MessageID?
        /// The waiver of a correction there; nil if there is none.
        public var waived: Moment?
        /// The reason for the waiver.
        public var waiverReason: String?
        /// The last request to the outlet to correct; nil if there was none.
        public var contacted: Moment?
        /// The languages in which our own texts made the claim there.
        public var wrongLanguages: [String]
        /// The ones that no correction has followed.
        public var uncorrectedLanguages: [String]
        /// Whether it is only taken to have carried the claim, because none of our texts has the
        /// wrong words and nobody saw them there.
        public var isAssumed: Bool
        /// The state: open, corrected, waived or corrected by the outlet.
        public var state: State
    }

    /// The state of a cell. `unassessed` means that nobody has yet found the claim wrong.
    public enum State: String, Sendable, Encodable {
        case open, corrected, waived, unassessed
    }

    /// The number of cells in each state.
    public struct Counts: Hashable, Sendable, Encodable {
        /// All cells.
        public var carriers: Int
        /// Cells where the claim was withdrawn.
        public var withdrawn: Int
        /// Cells where it was corrected.
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

        /// `5 accounts or outlets, 2 withdrawn, 5 open`
        public var sentence: String {
            var parts = [
                carriers.counted("account or outlet", "accounts or outlets")
            ]
            if withdrawn > 0 { parts.append("\(withdrawn) withdrawn") }
            if corrected > 0 { parts.append("\(corrected) corrected") }
            if waived > 0 { parts.append("\(waived) waived") }
            parts.append("\(open) open")
            return parts.joined(separator: ", ")
        }
    }

    /// A statement by someone else that contradicts the claim.
    public struct ByOthers: Sendable, Encodable {
        /// The observed statement, such as `S1`.
        public var statement: StatementID
        /// The speaker.
        public var speaker: String
        /// The account or outlet where it was said.
        @EmptyInJSON public var carrier: String?
        /// The statement, in the speaker's words.
        public var text: String
        /// The time of the statement.
        public var said: Moment
    }

    /// Builds the register of all rumors in `state`.
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
        evidence = rumor.assessment.map { EmptyInJSON(wrappedValue: $0.evidence) }
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
        wrongLanguages = cell.wrongLanguages.sorted()
        uncorrectedLanguages = cell.uncorrectedLanguages
        isAssumed = cell.isAssumed
        if cell.corrected != nil {
            state = .corrected
        } else if cell.waived != nil {
            state = .waived
        } else {
            state = needsCorrection ? .open : .unassessed
        }
    }
}
