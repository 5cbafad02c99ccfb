internal import Documents
internal import Channels
internal import IncidentEvents
internal import ReadModels

/// Writes a review as text: one file for each of its parts.
struct ReviewAuthor {
    let report: ReviewReport
    let zone: Zone

    init(_ report: ReviewReport) {
        self.report = report
        zone = Zone(report.incident.zone) ?? .utc
    }

    var isPublic: Bool { report.audience == .public }

    /// A page for the chief, then the parts of an HSEEP after-action report, uncorrected claims
    /// first.
    var document: Document {
        var document = Document(
            .report(named: "review"), title: "Review: \(report.incident.title.recorded)")
        let mode = report.incident.mode
        if mode != .live {
            document.markings.append("\(mode.marking): not a live incident.")
        }
        if isPublic { document.markings.append("For the public: from public entries only.") }
        if !isPublic, report.entries.notShown > 0 {
            document.lead = [
                .paragraph(
                    "This review includes restricted entries. Give it only to people who may see them."
                )
            ]
        }
        document.footer = Self.footer
        document.sections =
            isPublic ? [] : [FirstPage(self).section]
        document.sections += [
            uncorrected, overview, whatHappened, performance, capabilities, strengths,
            improvementPlan, register, timeline,
        ]
        if !isPublic { document.sections += [guards, approvals] }
        document.sections += [inquiries, method]
        document.aliases = RecordAppendix(report.entriesSeen).aliases
        return document
    }

    static let footer: [DocumentText] = ["Computed from the incident's log by Tocsin."]

    // MARK: Words for values

    func time(_ moment: Moment) -> String { zone.words(for: moment) }

    /// A time, and its entry.
    func entry(_ moment: Moment) -> DocumentText {
        "\(words: time(moment)) (\(record: moment.position))"
    }

    func entry(_ end: Measure.End) -> DocumentText {
        let time = zone.words(for: end.time, certainty: end.certainty)
        guard let late = end.enteredLate else {
            return "\(words: time) (\(record: end.position))"
        }
        return "\(words: time) (\(record: end.position), entered \(words: late.brief) later)"
    }

    func claimed(_ end: Measure.End) -> String {
        zone.words(for: end.time, certainty: end.certainty)
    }

    /// `about 37 min (2220 s)`, or what is known instead. `!` marks a missed target.
    func duration(_ measure: Measure) -> DocumentText {
        let mark = measure.target.map { $0.isMissed ? "! " : "" } ?? ""
        guard measure.to != nil else {
            return "\(words: mark)open since \(words: claimed(measure.from))"
        }
        guard let duration = measure.duration else {
            return "\(words: Self.notComputed(atMost: measure.atMost, measure.certainty))"
        }
        return "\(words: mark + Self.words(duration, measure.certainty))"
    }

    /// `not computed (at most 35 min)`
    static func notComputed(atMost bound: Duration?, _ certainty: TimeCertainty) -> String {
        guard let bound else { return "not computed" }
        return
            "not computed (at most \(certainty == .day && bound == Span.uncountedDays ? "2 days" : bound.brief))"
    }

    /// The duration with its seconds, which days alone don't have.
    static func words(_ duration: Duration, _ certainty: TimeCertainty) -> String {
        let words = duration.words(certainty)
        return certainty == .day ? words : "\(words) (\(duration.wholeSeconds) s)"
    }

    /// The text of a cell or a line; empty if absent.
    func cell(_ text: String?) -> DocumentText { text.map { "\($0)" } ?? "" }

    /// The median, the worst and the number left out.
    func cells(_ summary: Summary) -> [DocumentText] {
        func figure(_ duration: Duration?, _ positions: [UInt64]) -> DocumentText {
            guard let duration else { return "none" }
            let words = Self.words(duration, summary.certainty)
            return "\(words: words): \(entries(positions))"
        }
        return [
            figure(summary.median, summary.medianEntries),
            figure(summary.worst, summary.worstEntries), "\(summary.counted)",
            "\(words: summary.leftOut.words)",
        ]
    }

    func entries(_ positions: [UInt64]) -> DocumentText {
        positions.map { "\(record: $0)" as DocumentText }.joined(", ")
    }

    static let summaryHeadings = ["Median", "Worst", "Counted", "Left out"]
}

extension Summary.LeftOut {
    /// `3: 2 open, 1 not recorded`
    var words: String {
        guard total > 0 else { return "0" }
        let parts = [
            (open, "open"), (notRecorded, "not recorded"), (notComputed, "not computed"),
        ]
        let named = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return "\(total): \(named.joined(separator: ", "))"
    }
}

func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
}
