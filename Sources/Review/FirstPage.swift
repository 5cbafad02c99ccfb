internal import Basics
internal import Channels
internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The review's first page, for the chief: one printed page, written by the program but for two
/// sentences.
struct FirstPage {
    private let author: ReviewAuthor
    private let report: ReviewReport
    private let index: ClaimIndex
    private var state: IncidentState { report.state }

    /// The most items of each list, and the most characters of a quotation, so that it all fits.
    private static let most = 3
    private static let quotation = 100

    init(_ author: ReviewAuthor) {
        self.author = author
        report = author.report
        index = ClaimIndex(report.state)
    }

    var section: Document.Section {
        .init(
            id: "first-page", heading: "For the chief: one page", takesPage: true,
            blocks: [.heading("What happened"), .paragraph(happened)]
                + [.blank("Write one sentence here: what happened, and how it ended.")]
                + orders + [.heading("How fast we were"), list(speed)] + removed
                + [.heading("What we got wrong"), list(errors)]
                + [.heading("Promised updates"), list(promises)]
                + [.heading("Strengths"), list(strengths), .heading("Fixes"), list(fixes)]
                + [.blank("Write one sentence here: what we change first, and why.")])
    }

    /// One line: the section on performance says which figures.
    private var removed: [Document.Block] {
        let entries = report.entries.uncounted.filter { !$0.figures.isEmpty }.count
        return entries == 0
            ? []
            : [
                .paragraph(
                    "These figures may lack \(words: counted(entries, "entry", "entries")) removed by order."
                )
            ]
    }

    private func list(_ lines: [DocumentText]) -> Document.Block {
        .list(lines.map { Document.Item(text: $0) })
    }

    /// The first lines, and a line that counts the rest.
    private func capped(_ lines: [DocumentText], _ rest: (Int) -> String) -> [DocumentText] {
        let hidden = lines.count - Self.most
        return Array(lines.prefix(Self.most)) + (hidden > 0 ? ["\(words: rest(hidden))"] : [])
    }

    // MARK: What happened

    private var happened: DocumentText {
        let incident = report.incident
        var sentences: [DocumentText] = []
        let place: DocumentText = incident.place.map { " at \($0)" } ?? ""
        let hazard: DocumentText = incident.hazard.map { " (\($0))" } ?? ""
        sentences.append("\(incident.title.recorded)\(hazard)\(place).")
        if let onset = incident.onset {
            let time = author.zone.words(for: onset, certainty: incident.onsetCertainty ?? .exact)
            sentences.append("It began \(words: time).")
        }
        if let opened = incident.opened {
            sentences.append("The log was opened \(words: author.time(opened)).")
        }
        let closing = state.closures.last.flatMap { $0.isClosure ? $0.stamp : nil }
        sentences.append(
            closing.map { "It was closed \(words: author.time(Moment($0)))." }
                ?? "It isn't closed: this page shows it as of \(words: author.zone.dated(report.asOf))."
        )
        let posted = state.messages.all.filter { !$0.publicPostings.isEmpty }
        let carriers = Set(posted.flatMap(\.publicPostings).map(\.carrier)).count
        let accounts = counted(carriers, "account", "accounts")
        sentences.append(
            "We posted \(words: counted(posted.count, "message", "messages")) on \(words: accounts)."
        )
        return sentences.joined(" ")
    }

    // MARK: Orders

    /// The places where an order reaches people at once.
    private enum Reach: CaseIterable {
        case phones, social, broadcast

        var title: String {
            switch self {
            case .phones: "Phones (WEA, SMS)"
            case .social: "Social media"
            case .broadcast: "Radio and EAS"
            }
        }

        var channels: Set<ChannelID> {
            switch self {
            case .phones: [.wea90, .wea360, .sms]
            case .social: Set(ChannelCatalogue.social.map(\.id))
            case .broadcast: [.radio, .eas]
            }
        }
    }

    private var orders: [Document.Block] {
        let given = state.messages.all.filter { message in
            !message.publicPostings.isEmpty
                && (message.kind == .alert || report.guiding.contains(message.id))
        }.sorted { Stamp.happensBefore($0.firstPublic, $1.firstPublic) }
        guard !given.isEmpty else {
            return [.heading("Orders to the public"), list(["None was given."])]
        }
        let hidden = given.count - Self.most
        return [
            .heading("Orders to the public"),
            .list(
                given.prefix(Self.most).map { message in
                    Document.Item(
                        text: order(message), below: [reached(message)] + end(of: message))
                }
                    + (hidden > 0
                        ? [
                            Document.Item(
                                text:
                                    "\(words: counted(hidden, "more order is", "more orders are")) in the table of turning points."
                            )
                        ]
                        : [])),
        ]
    }

    private func order(_ message: Message) -> DocumentText {
        let words = report.entriesSeen.lazy.filter { entry in
            message.publicPostings.contains { $0.stamp.position == entry.moment.position }
        }.compactMap(\.exactTexts.first).first
        let quotation: DocumentText =
            words.map { ": “\($0.shortened(to: Self.quotation))”" } ?? ""
        return "\(words: "\(message.id) (\(message.kind.word))")\(quotation)"
    }

    private func reached(_ message: Message) -> DocumentText {
        let reached = Reach.allCases.map { (reach: $0, times: times(message, on: $0)) }
        if reached.allSatisfy(\.times.isEmpty), let first = message.firstPosting {
            let time = author.time(Moment(first.stamp))
            return
                "Not on phones, social media, radio or EAS. First on \(first.carrier.description), \(words: time)."
        }
        return reached.map { reach, times in
            let words = times.isEmpty ? "not reached" : times.joined(separator: ", ")
            return "\(words: reach.title): \(words: words)." as DocumentText
        }.joined(" ")
    }

    /// When an alert ended, and where that was never said.
    private func end(of message: Message) -> [DocumentText] {
        guard message.kind == .alert else { return [] }
        guard let ending = state.ending(of: message.id) else {
            guard state.isInForce(message) else { return ["Recalled, without an end in public."] }
            guard let end = state.passedEnd(of: message, at: report.asOf) else {
                return ["Still in force."]
            }
            return [
                "In effect until \(words: author.zone.dated(end)). Nobody said that it was over."
            ]
        }
        let head = "\(ending.id) (\(ending.kind.word)) ended it"
        guard let first = ending.firstPosting else { return ["\(words: head), posted nowhere."] }
        var said: DocumentText =
            "\(words: head), first said \(words: author.time(Moment(first.stamp)))"
        if let last = ending.lastPosting, last.stamp.happenedAt != first.stamp.happenedAt {
            let time = author.time(Moment(last.stamp))
            said = "\(said), last on \(words: last.carrier.description), \(words: time)"
        }
        let missing = state.openEndings(of: message).map(\.carrier).uniqued()
        return [missing.isEmpty ? "\(said)." : "\(said). Not said on \(strong: named(missing))."]
    }

    /// The first accounts or outlets by name, and the number of the others.
    private func named(_ carriers: [Carrier]) -> String {
        let names = carriers.prefix(Self.most).map(\.description).joined(separator: ", ")
        let rest = carriers.count - Self.most
        return rest > 0 ? "\(names) and \(rest) more" : names
    }

    /// When the order reached these channels in each language, the first time only.
    private func times(_ message: Message, on reach: Reach) -> [String] {
        var known: Set<String> = []
        var times: [(time: String, languages: [String])] = []
        let postings = message.publicPostings.filter { reach.channels.contains($0.carrier.channel) }
        for posting in postings.sorted(by: { Stamp.happensBefore($0.stamp, $1.stamp) }) {
            let new = posting.languages.filter { known.insert($0).inserted }
            if new.isEmpty { continue }
            let time = author.time(Moment(posting.stamp))
            if times.last?.time != time { times.append((time, [])) }
            times[times.count - 1].languages += new.map(\.languageName)
        }
        return times.map { time, languages in
            let last = languages.suffix(1)
            let others = languages.dropLast().joined(separator: ", ")
            let names = others.isEmpty ? Array(last) : [others] + last
            return "\(time) in \(names.joined(separator: " and "))"
        }
    }

    // MARK: Speed

    private var speed: [DocumentText] {
        guard let onset = state.onset else { return ["Not known: no onset is recorded."] }
        let alerts = state.messages.all.filter { $0.kind == .alert }.flatMap { message in
            message.publicPostings.map { (message.id, $0.stamp) }
        }.filter { $0.1.happenedAt >= onset.at }.sorted { Stamp.happensBefore($0.1, $1.1) }
        let posted = state.messages.all.filter { !$0.publicPostings.isEmpty }
        let warning = Measure(
            .timeToFirstMessage, subject: alerts.first?.0.description, from: onset.end,
            to: (alerts.first?.1).map(Measure.End.init), bound: alerts.map(\.1).firstSure)
        let messages = report.measures.filter { $0.kind == .timeToFirstMessage && !$0.isOpen }
        let message = messages.min {
            ($0.to?.time ?? onset.at, $0.to?.position ?? 0)
                < ($1.to?.time ?? onset.at, $1.to?.position ?? 0)
        }
        let guidance = report.measures.first { $0.kind == .timeToFirstGuidance }
        return [
            line(
                "Onset to our first message", message,
                missing: early(posted) ?? "nothing was posted"),
            line(
                "Onset to the first warning", warning,
                missing: early(posted.filter { $0.kind == .alert }) ?? "no alert was sent"),
            line(
                "Onset to the first protective action", guidance,
                missing: early(posted.filter { report.guiding.contains($0.id) })
                    ?? "no message told people what to do"),
        ]
    }

    /// What is true of messages that are older than the onset; nil if there are none.
    private func early(_ messages: [Message]) -> String? {
        let first = messages.min { Stamp.happensBefore($0.firstPublic, $1.firstPublic) }
        return first.map {
            "not computed, because \($0.id) went out before the stated onset, \(author.time(Moment($0.firstPublic)))"
        }
    }

    private func line(_ title: String, _ measure: Measure?, missing: String) -> DocumentText {
        guard let measure, let end = measure.to else {
            return "\(words: title): \(words: missing)."
        }
        let time =
            measure.duration.map { $0.words(measure.certainty) }
            ?? ReviewAuthor.notComputed(atMost: measure.atMost, measure.certainty)
        let by: DocumentText = measure.subject.map { ", \(words: $0)" } ?? ""
        return "\(words: title): \(strong: time)\(by) (\(record: end.position))."
    }

    // MARK: Errors and promises

    private var errors: [DocumentText] {
        let own = report.coverage.rumors.filter { $0.needsCorrection && $0.origin == .ownMessage }
        let told = own.map { claim in (claim, standing(of: claim)) }
            .sorted { ($0.1?.longest?.length ?? .zero) > ($1.1?.longest?.length ?? .zero) }
            .map { claim, standing in error(claim, standing) }
        let others = report.coverage.rumors.filter {
            $0.needsCorrection && $0.origin != .ownMessage && $0.counts.open > 0
        }.count
        return
            (told.isEmpty
            ? ["Nothing that we said was found wrong."]
            : capped(told) {
                "\(counted($0, "more error of ours is", "more errors of ours are")) in the register."
            })
            + (others > 0
                ? [
                    "False claims by others that aren't corrected everywhere: \(others)."
                ] : [])
    }

    /// Where one of our errors stood, from its first appearance until it was corrected or withdrawn
    /// at the last place, or until now.
    private struct Standing {
        /// The accounts or outlets, those where it stood longest first.
        var carriers: [Carrier]
        var from: Moment
        /// Nil if it is still uncorrected somewhere.
        var to: Moment?
        /// The longest time on one of them; nil if none can be computed.
        var longest: (length: Duration, certainty: TimeCertainty)?
    }

    private func standing(of claim: CorrectionRegister.Entry) -> Standing? {
        let now = Measure.End(
            position: 0, time: report.asOf, clock: .incident, certainty: .exact)
        let places = claim.cells.map {
            cell -> (cell: CorrectionRegister.Cell, end: Moment?, span: Span) in
            let ends: [Moment] = [cell.corrected, cell.withdrawn].compactMap(\.self)
            let end = ends.min { $0.happenedAt < $1.happenedAt }
            let span = Span(
                from: Measure.End(cell.carriedSince), to: end.map(Measure.End.init) ?? now)
            return (cell, end, span)
        }.sorted { ($0.span.duration ?? .zero) > ($1.span.duration ?? .zero) }
        guard
            let from = places.map(\.cell.carriedSince).min(by: { $0.happenedAt < $1.happenedAt })
        else { return nil }
        let isOver = places.allSatisfy { $0.end != nil }
        return Standing(
            carriers: places.map(\.cell.carrier), from: from,
            to: isOver ? places.compactMap(\.end).max { $0.happenedAt < $1.happenedAt } : nil,
            longest: places.first.flatMap { place in
                place.span.duration.map { ($0, place.span.certainty) }
            })
    }

    private func error(
        _ claim: CorrectionRegister.Entry, _ standing: Standing?
    ) -> DocumentText {
        let open = claim.cells.filter { $0.state == .open }.map(\.carrier)
        let believers: DocumentText =
            if open.isEmpty {
                claim.counts.waived == 0
                    ? "Corrected everywhere it appeared."
                    : "Corrected, or waived on \(claim.counts.waived)."
            } else if open.count == claim.cells.count {
                "Nobody has corrected it there, so people may still believe it."
            } else {
                "People may still believe it on \(words: named(open))."
            }
        return
            "\(claim.rumor) “\(claim.claim.shortened(to: Self.quotation))” \(standing.map(stood) ?? "Where it stood isn't known.") \(believers)"
    }

    private func stood(_ standing: Standing) -> DocumentText {
        let from = author.time(standing.from)
        let period = standing.to.map { "from \(from) to \(author.time($0))" } ?? "since \(from)"
        let places = named(standing.carriers)
        guard let longest = standing.longest else {
            return "It stood \(words: period), on \(words: places); how long isn't known."
        }
        let most = standing.carriers.count > 1 ? "up to " : ""
        return
            "It stood for \(words: most)\(strong: longest.length.words(longest.certainty)), \(words: period), on \(words: places)."
    }

    private var promises: [DocumentText] {
        let cadence = report.cadence
        guard !report.promises.isEmpty else { return ["None was promised."] }
        let missed = Dictionary(grouping: report.promises.filter { $0.outcome == .missed }) {
            Promise(message: $0.message, dueBy: $0.dueBy)
        }.sorted { ($1.value.count, $0.key.dueBy) < ($0.value.count, $1.key.dueBy) }
            .map { line($0.key, $0.value) }
        let isClosed = state.closures.last?.isClosure ?? false
        let others = [
            (cadence.pending, isClosed ? "not due before it was closed" : "not due yet"),
            (cadence.notComputed, "not computed"),
        ]
        .filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
        return [
            "By channel, kept: \(cadence.kept), missed: \(cadence.missed)\(words: others)."
        ] + capped(missed) { "Promises missed besides these: \($0)." }
    }

    /// What one message promised for one time, on several channels.
    private struct Promise: Hashable {
        var message: MessageID
        var dueBy: Instant
    }

    private func line(_ promise: Promise, _ channels: [Promises.Promise]) -> DocumentText {
        let late = channels.filter { $0.keptAt != nil }
        let never = channels.filter { $0.keptAt == nil }
        func names(_ promises: [Promises.Promise]) -> String {
            promises.map(\.channel.rawValue).joined(separator: ", ")
        }
        let came = late.compactMap(\.keptAt).max { $0.happenedAt < $1.happenedAt }.map {
            "late on \(names(late)), at the latest \(author.time($0))"
        }
        let outcome = [never.isEmpty ? nil : "never on \(names(never))", came]
            .compactMap(\.self).joined(separator: "; ")
        return
            "\(words: promise.message.description) promised one by \(words: author.zone.dated(promise.dueBy)) and missed it on \(words: counted(channels.count, "channel", "channels")): \(words: outcome)."
    }

    // MARK: Strengths and fixes

    private var strengths: [DocumentText] {
        let strengths = report.improvement?.strengths ?? []
        return strengths.isEmpty
            ? ["None is recorded."]
            : strengths.prefix(Self.most).map { "\($0.text.shortened(to: Self.quotation))" }
    }

    private var fixes: [DocumentText] {
        let plan = report.improvement?.plan ?? []
        guard !plan.isEmpty else { return ["None is recorded."] }
        return plan.prefix(Self.most).map { action in
            let due =
                action.done != nil
                ? "done"
                : action.due.map { "by \(author.zone.day($0))" } ?? "no date set"
            let late = action.isOverdue ? ", overdue" : ""
            return
                "\(action.owner), \(words: due + late): \(action.text.shortened(to: Self.quotation))"
        }
    }
}

extension Message {
    fileprivate var firstPosting: Delivery? {
        publicPostings.min { Stamp.happensBefore($0.stamp, $1.stamp) }
    }

    /// The posting on the account or outlet that was the last to have it.
    fileprivate var lastPosting: Delivery? {
        Dictionary(grouping: publicPostings, by: \.carrier).values
            .compactMap { $0.min { Stamp.happensBefore($0.stamp, $1.stamp) } }
            .max { Stamp.happensBefore($0.stamp, $1.stamp) }
    }

    /// The first public posting, else the draft.
    fileprivate var firstPublic: Stamp { firstPosting?.stamp ?? drafted }
}
