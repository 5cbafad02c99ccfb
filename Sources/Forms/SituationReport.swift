internal import Review
public import Channels
internal import Incident
public import IncidentEvents
public import ReadModels

/// The state of an incident at a moment, for responders: known facts, published messages and open
/// items.
///
/// JSON: the properties by their names. `known` is verified and cleared to be said, `notCleared`
/// verified and not yet cleared, `held` kept back with its reason, `unconfirmed` only recorded.
/// `nextUpdate` is absent if none is promised. `restrictedEntries` counts the entries left out.
public struct SituationReport: Sendable, Encodable {
    /// The name for people.
    @EmptyInJSON public var title: String?
    /// The place, in words for the public.
    @EmptyInJSON public var place: String?
    /// The playbook's phase; nil before the first.
    public var phase: String?
    /// The operational period; nil if none has begun.
    public var period: Period?
    /// The time at which the hazard began; nil if it isn't known.
    public var onset: Instant?
    /// The certainty of the onset; nil if there isn't one.
    public var onsetCertainty: TimeCertainty?
    /// Facts that may be said.
    public var known: [Known]
    /// Verified facts that nobody has cleared.
    public var notCleared: [Known]
    /// Facts that must not be said yet.
    public var held: [Known]
    /// Facts without a confirming source.
    public var unconfirmed: [Known]
    /// Our messages that are public now.
    public var said: [Said]
    /// Claims that wait for a finding or a correction.
    public var openRumors: [OpenRumor]
    /// Questions that wait for an answer.
    public var openInquiries: [OpenInquiry]
    /// The due items, most urgent first.
    public var due: [DueItem]
    /// The next promised update; nil if none is open.
    public var nextUpdate: NextUpdate?
    /// The number of entries that the reader may not see.
    public var restrictedEntries: Int

    /// The current operational period.
    public struct Period: Sendable, Encodable {
        /// Its id, such as `P1`.
        public var period: String
        /// The start; nil if not stated.
        public var from: Instant?
        /// The end; nil if open.
        public var to: Instant?
        /// The objectives of the period.
        public var objectives: [String]
    }

    /// A fact, with its status for public statements.
    public struct Known: Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// The fact's own words; for casualties whose next of kin are not recorded as told, only
        /// the figure.
        public var statement: String
        /// The time it was last verified, else recorded.
        public var since: Moment
        /// The reason for the hold; nil if it isn't held.
        public var heldBecause: String?
        /// The time to review the hold; nil if none was set.
        public var heldUntil: Instant?
    }

    /// One of our live public texts.
    public struct Said: Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The time it was posted there.
        public var since: Moment
        /// The posted texts.
        public var texts: [String]
        /// Its claims that have been found wrong.
        public var wrong: [RumorID]
    }

    /// A claim that waits for a finding or a correction.
    public struct OpenRumor: Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// The claim, in the recorded words.
        public var claim: String
        /// The finding.
        public var finding: Finding
        /// The carriers where it is uncorrected.
        public var openOn: [Carrier]
        /// The time until which it is only watched; nil if it isn't.
        public var watchedUntil: Instant?
    }

    /// A question that waits for an answer.
    public struct OpenInquiry: Sendable, Encodable {
        /// The question, such as `Q1`.
        public var inquiry: InquiryID
        /// The person who asks, or an outlet.
        public var from: String
        /// The question, in the words of the person who asked.
        public var question: String
        /// The deadline for the answer; nil if none was stated.
        public var deadline: Instant?
    }

    /// The next promised update.
    public struct NextUpdate: Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// The promised time.
        public var dueBy: Instant
        /// Whether that time has passed.
        public var isOverdue: Bool
    }

    public init(_ source: FormSource) {
        let state = source.state
        title = source.title
        place = state.opening?.place
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
        nextUpdate = state.owedUpdates.first.map {
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
        // A reason may reveal whose family has not been told yet.
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
    /// Nil if there is nothing left to do about it.
    fileprivate init?(_ rumor: Rumor, open: [Carrier], _ source: FormSource) {
        guard rumor.isUnsettled && !rumor.isClosed || !open.isEmpty else { return nil }
        self.rumor = rumor.id
        claim = source.words.claim(of: rumor)
        finding = rumor.assessment?.finding ?? .unspecified
        openOn = open
        watchedUntil = rumor.assessment == nil ? rumor.watches.last?.until : nil
    }
}

extension SituationReport {
    /// The words of a page, without the marking at its foot.
    public static let wordsOnAPage = 600

    /// The report as a sheet: one page with the most urgent items of each block, and an annex with
    /// the others.
    public func form(_ source: FormSource) -> Form {
        let lines =
            source.lines + [
                "Place: \(place ?? Form.notRecorded)", "Onset: \(source.onset ?? Form.notRecorded)",
                "Phase: \(phase ?? Form.notRecorded)",
            ]
        var form = Form(
            nil, "Situation report", marking: source.marking, lines: lines, blank: "none",
            blocks: [])
        // Two words for the mark and slack of each line, two markings, and the title.
        let head =
            lines.reduce(0) { $0 + $1.split(separator: " ").count + 1 }
            + (source.marking.map { 2 * $0.split(separator: " ").count } ?? 0) + 3
        let sheet = OnePage(blocks(source.zone), words: Self.wordsOnAPage - head)
        form.blocks = sheet.page + sheet.annex
        return form
    }

    private func blocks(_ zone: Zone) -> [Form.Block] {
        [
            .init(
                nil, "Next update to the public",
                Form.Content(
                    nextUpdate.map { next in
                        "\(next.isOverdue ? "OVERDUE since" : "By") \(zone.dated(next.dueBy)), "
                            + "as \(next.message) promised"
                    })),
            .init(nil, "Operational period", Form.Content(list: periodLines(zone))),
            .init(nil, "Facts cleared for release", facts(known, zone)),
            .init(nil, "Facts verified, not yet cleared", facts(notCleared, zone)),
            .init(nil, "Facts on hold", facts(held, zone)),
            .init(nil, "Facts not verified", facts(unconfirmed, zone)),
            .init(nil, "Our public messages", messages(zone)),
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
                        return time.map { $0 + item.text } ?? item.text
                    })),
        ]
    }

    /// The latest facts first.
    private func facts(_ facts: [Known], _ zone: Zone) -> Form.Content {
        Form.Content(
            list: facts.reversed().map { known in
                var line = "\(known.fact): \(known.statement)"
                if let reason = known.heldBecause { line += " (held: \(reason))" }
                if let until = known.heldUntil { line += ", until \(zone.dated(until))" }
                return "\(line) [since \(zone.words(for: known.since))]"
            })
    }

    /// The wrong messages first, then the latest.
    private func messages(_ zone: Zone) -> Form.Content {
        let wrong = said.filter { !$0.wrong.isEmpty }
        let others = said.filter(\.wrong.isEmpty)
        return Form.Content(
            columns: ["Account", "Message", "Since", "Text"],
            rows: (wrong.reversed() + others.reversed()).map { said in
                let marks =
                    said.wrong.isEmpty
                    ? "" : ", WRONG: \(said.wrong.map(\.description).joined(separator: ", "))"
                return [
                    said.carrier.description, "\(said.message) (\(said.kind))\(marks)",
                    zone.words(for: said.since),
                    said.texts.joined(separator: " / ").nonEmpty ?? Form.notRecorded,
                ]
            })
    }

    private func periodLines(_ zone: Zone) -> [String] {
        guard let period else { return [] }
        let from = period.from.map { " from \(zone.dated($0))" } ?? ""
        let to = period.to.map { " to \(zone.dated($0))" } ?? ""
        return ["\(period.period)\(from)\(to)"] + period.objectives.map { "Objective: \($0)" }
    }
}
