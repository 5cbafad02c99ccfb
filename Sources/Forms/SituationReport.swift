internal import Review
public import Channels
internal import Incident
public import IncidentEvents
public import ReadModels

/// Where an incident stands at a moment, for whoever has to know: what is known, what was said,
/// what is open.
///
/// JSON: the properties by their names. `known` is verified and cleared to be said, `notCleared`
/// verified and not yet cleared, `held` kept back with its reason, `unconfirmed` on record only.
/// `nextUpdate` is absent where none is promised. `restrictedEntries` counts what is left out.
public struct SituationReport: Sendable, Encodable {
    public var title: String
    public var place: String
    public var phase: String?
    public var period: Period?
    public var onset: Instant?
    public var onsetCertainty: TimeCertainty?
    public var known: [Known]
    public var notCleared: [Known]
    public var held: [Known]
    public var unconfirmed: [Known]
    public var said: [Said]
    public var openRumors: [OpenRumor]
    public var openInquiries: [OpenInquiry]
    public var due: [DueItem]
    public var nextUpdate: NextUpdate?
    public var restrictedEntries: Int

    public struct Period: Sendable, Encodable {
        public var period: String
        public var from: Instant?
        public var to: Instant?
        public var objectives: [String]
    }

    public struct Known: Sendable, Encodable {
        public var fact: FactID
        /// The fact's own words; of casualties whose next of kin are not told, the figure alone.
        public var statement: String
        /// When it was last verified, else recorded.
        public var since: Moment
        public var heldBecause: String?
        public var heldUntil: Instant?
    }

    /// A text of ours that stands in public.
    public struct Said: Sendable, Encodable {
        public var message: MessageID
        public var kind: MessageKind
        public var carrier: Carrier
        public var since: Moment
        public var texts: [String]
        /// What it says and is by now found wrong.
        public var wrong: [RumorID]
    }

    public struct OpenRumor: Sendable, Encodable {
        public var rumor: RumorID
        public var claim: String
        public var finding: Finding
        /// Where it stands uncorrected.
        public var openOn: [Carrier]
        public var watchedUntil: Instant?
    }

    public struct OpenInquiry: Sendable, Encodable {
        public var inquiry: InquiryID
        public var from: String
        public var question: String
        public var deadline: Instant?
    }

    public struct NextUpdate: Sendable, Encodable {
        public var message: MessageID
        public var dueBy: Instant
        public var isOverdue: Bool
    }

    public init(_ source: FormSource) {
        let state = source.state
        title = source.title
        place = state.opening?.place ?? ""
        phase = source.phase
        period = source.period.map {
            Period(
                period: $0.id.description, from: $0.from, to: $0.to, objectives: $0.objectives)
        }
        onset = state.onset?.at
        onsetCertainty = state.onset?.certainty
        let facts = source.facts
        func known(_ status: Fact.Status) -> [Known] {
            facts.filter { $0.status == status }.map { Known($0, source) }
        }
        self.known = known(.cleared)
        notCleared = known(.verified)
        held = known(.held)
        unconfirmed = known(.recorded)
        said = PublishedNow(state: state).postings.filter { !source.isRestricted($0.message) }.map {
            Said($0, source)
        }
        let index = ClaimIndex(state)
        openRumors = state.rumors.all.filter { !source.isRestricted($0.id) }.compactMap {
            OpenRumor($0, open: index.openCells(of: $0).map(\.carrier), source)
        }
        openInquiries = state.inquiries.all.filter { $0.isOpen && !source.isRestricted($0.id) }.map
        {
            OpenInquiry(
                inquiry: $0.id, from: $0.from, question: $0.question, deadline: $0.deadline)
        }
        due = source.due
        nextUpdate = Promises(state: state, asOf: source.asOf).next.map {
            NextUpdate(message: $0.message, dueBy: $0.dueBy, isOverdue: $0.dueBy < source.asOf)
        }
        restrictedEntries = source.restrictedEntries
    }
}

extension SituationReport.Known {
    fileprivate init(_ fact: Fact, _ source: FormSource) {
        self.fact = fact.id
        statement = source.casualties.sentence(fact)
        since = Moment(fact.verifications.last?.stamp ?? fact.recorded)
        // A reason may say whose family is still to be told.
        let mayGiveReason =
            !source.casualties.isWithheld(fact)
            && !(fact.hold.map { source.isRestricted($0.stamp) } ?? false)
        heldBecause = mayGiveReason ? fact.hold?.reason : nil
        heldUntil = fact.hold?.until
    }
}

extension SituationReport.Said {
    fileprivate init(_ posting: PublishedNow.Posting, _ source: FormSource) {
        message = posting.message
        kind = posting.kind
        carrier = posting.carrier
        since = posting.since
        let why = source.state.messages[posting.message].flatMap(source.withholding)
        texts = why.map { [$0] } ?? posting.texts
        wrong = posting.wrong
    }
}

extension SituationReport.OpenRumor {
    /// Nil where nothing is left to do about it.
    fileprivate init?(_ rumor: Rumor, open: [Carrier], _ source: FormSource) {
        let isUnassessed = rumor.assessment == nil && !rumor.isClosed
        guard isUnassessed || !open.isEmpty else { return nil }
        self.rumor = rumor.id
        claim = source.words.claim(of: rumor)
        finding = rumor.assessment?.finding ?? .unspecified
        openOn = open
        watchedUntil = rumor.assessment == nil ? rumor.watches.last?.until : nil
    }
}

extension SituationReport {
    /// The report as a sheet, what people ask first at the top.
    public func form(_ source: FormSource) -> Form {
        let zone = source.zone
        func facts(_ known: [Known]) -> Form.Content {
            Form.Content(
                list: known.map { known in
                    var line = "\(known.fact): \(known.statement)"
                    if let reason = known.heldBecause { line += " (held: \(reason))" }
                    if let until = known.heldUntil { line += ", until \(zone.dated(until))" }
                    return "\(line) [since \(zone.words(for: known.since))]"
                })
        }
        return Form(
            nil, "Situation report", marking: source.marking,
            lines: source.lines + [
                "Place: \(place.isEmpty ? Form.notRecorded : place)",
                "Onset: \(source.onset ?? Form.notRecorded)",
                "Phase: \(phase ?? Form.notRecorded)",
            ], blank: "none",
            blocks: [
                .init(nil, "Operational period", Form.Content(list: periodLines(zone))),
                .init(nil, "Known and cleared to be said", facts(known)),
                .init(nil, "Known, not yet cleared", facts(notCleared)),
                .init(nil, "Known and held back", facts(held)),
                .init(nil, "Not confirmed", facts(unconfirmed)),
                .init(
                    nil, "Said: what stands in public",
                    Form.Content(
                        columns: ["Carrier", "Message", "Since", "Text"],
                        rows: said.map { said in
                            [
                                said.carrier.description,
                                "\(said.message) (\(said.kind))"
                                    + (said.wrong.isEmpty
                                        ? ""
                                        : ", WRONG: "
                                            + said.wrong.map(\.description).joined(separator: ", ")),
                                zone.words(for: said.since),
                                said.texts.joined(separator: " / ").nonEmpty ?? Form.notRecorded,
                            ]
                        })),
                .init(
                    nil, "Open rumors",
                    Form.Content(
                        columns: ["Rumor", "Claim", "Finding", "Open on"],
                        rows: openRumors.map { rumor in
                            [
                                rumor.rumor.description, rumor.claim, rumor.finding.word,
                                rumor.openOn.map(\.description).joined(separator: ", "),
                            ]
                        })),
                .init(
                    nil, "Open inquiries",
                    Form.Content(
                        list: openInquiries.map { inquiry in
                            "\(inquiry.inquiry), \(inquiry.from): \(inquiry.question)"
                                + (inquiry.deadline.map { " (by \(zone.dated($0)))" } ?? "")
                        })),
                .init(
                    nil, "Due",
                    Form.Content(
                        list: due.map { item in
                            let time = item.dueAt.map {
                                "\(item.isOverdue ? "OVERDUE since" : "by") \(zone.dated($0)): "
                            }
                            return (time ?? "") + item.text
                        })),
                .init(
                    nil, "Next update to the public",
                    Form.Content(
                        nextUpdate.map { next in
                            "\(next.isOverdue ? "OVERDUE since" : "By") \(zone.dated(next.dueBy)), "
                                + "as \(next.message) promised"
                        })),
            ])
    }

    private func periodLines(_ zone: Zone) -> [String] {
        guard let period else { return [] }
        let from = period.from.map { " from \(zone.dated($0))" } ?? ""
        let to = period.to.map { " to \(zone.dated($0))" } ?? ""
        return ["\(period.period)\(from)\(to)"] + period.objectives.map { "Objective: \($0)" }
    }
}
