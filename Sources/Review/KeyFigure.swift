public import IncidentEvents
internal import ReadModels

/// One short figure of a review, for comparing two incidents.
///
/// JSON: `figure`, `value` (a count or seconds; null if there is none), `unit` (`s`, or the thing
/// counted), `atMostSeconds` if only a bound is sure, `leftOut` for a median, `entries` (positions of
/// the entries behind a duration) and `approximate`.
public struct KeyFigure: Sendable {
    /// A stable name.
    public var figure: String
    /// The name for people.
    public var title: String
    /// The value in `unit`; nil if it can't be computed.
    public var value: Int64?
    /// The unit of the value, such as `seconds`.
    public var unit: String
    /// The number of cases it leaves out; nil for none.
    public var leftOut: Int?
    /// The entries behind a duration; a count's entries are in the tables of its section.
    public var entries: [UInt64] = []
    /// The certainty of the least sure time behind it.
    public var certainty: TimeCertainty
    /// The words in place of a value that can't be computed; nil if it can, or if nothing happened.
    var notComputed: String?
    /// The longest that a duration without a value can be; nil if that isn't sure either.
    public var atMost: Duration?

    /// Whether a time behind it is approximate.
    public var isApproximate: Bool { certainty.isInexact }

    /// The value for people.
    var words: String {
        guard let value else {
            return notComputed ?? leftOut.map { $0 > 0 ? "none (\($0) left out)" : "none" }
                ?? "not recorded"
        }
        let left = leftOut.map { " (\($0) left out)" } ?? ""
        guard unit == "s" else { return "\(value)" }
        return ReviewAuthor.words(.seconds(value), certainty) + left
    }
}

extension KeyFigure {
    static func all(of report: ReviewReport) -> [KeyFigure] {
        var figures = [
            count(
                "entries", "Entries",
                report.entries.count - (report.audience == .public ? report.entries.notShown : 0)),
            first(.timeToFirstMessage, "Onset to our first message", report),
            first(.timeToFirstGuidance, "Onset to the first protective guidance", report),
        ]
        for stage in report.corrections.stages {
            let title =
                stage.stage == .sameCarrier
                ? "Appeared to corrected on one account or outlet"
                : "Seen to \(stage.stage.title)"
            let name = "seen-to-\(stage.stage.rawValue)"
            figures += [
                Self(
                    name + "-median", "\(title), median", stage.sinceSeen.median,
                    of: stage.sinceSeen,
                    stage.sinceSeen.medianEntries),
                Self(
                    name + "-worst", "\(title), worst", stage.sinceSeen.worst,
                    of: stage.sinceSeen, stage.sinceSeen.worstEntries),
            ]
        }
        figures += worked(.knownToSaid, "Fact known to first said", report)
        figures += worked(.knownFalseToSaid, "Claim known to be wrong to first said", report)
        figures += worked(.seenToUnconfirmed, "Rumor seen to labeled unconfirmed", report)
        figures += worked(.reportToFinding, "Rumor reported to finding", report)
        let totals = report.coverage.totals
        let cadence = report.cadence
        figures += [
            count("claims-found-wrong", "Claims found wrong", report.coverage.needingCorrection),
            count(
                "claims-uncorrected", "Of them not corrected everywhere",
                report.coverage.withOpenCells),
            count("cells-open", "Accounts and outlets with such claims, open", totals.open),
            count("cells-corrected", "Accounts and outlets corrected", totals.corrected),
            count("cells-waived", "Accounts and outlets waived", totals.waived),
            count("cells-withdrawn", "Accounts and outlets withdrawn", totals.withdrawn),
            count("promises-kept", "Promised updates kept", cadence.kept),
            count("promises-missed", "Promised updates missed", cadence.missed),
            count("silences", "Silences longer than allowed", cadence.silences.count),
            Self(
                "channel-skew-median", "Median delay between our first and last channel",
                cadence.skew.median,
                of: cadence.skew,
                cadence.skew.medianEntries),
            Self(
                "channel-skew-worst", "Longest delay between our first and last channel",
                cadence.skew.worst, of: cadence.skew,
                cadence.skew.worstEntries),
            count("inquiries-unanswered", "Inquiries unanswered", report.timeToAnswer.leftOut.open),
            Self(
                "time-to-answer-median", "Time to answer, median", report.timeToAnswer.median,
                of: report.timeToAnswer, report.timeToAnswer.medianEntries),
        ]
        figures += [
            missed(.reportToFinding, "findings-late", "Findings later than the target", report),
            missed(.questionToAnswer, "answers-late", "Answers later than the target", report),
        ].compactMap(\.self)
        if report.audience == .public { return figures.filter { $0.figure != "silences" } }
        let approvals = report.approvalsByRole.map(\.submittedToApproved)
        let slowest = approvals.filter { $0.worst != nil }.max {
            ($0.worst ?? .zero) < ($1.worst ?? .zero)
        }
        figures += [
            count(
                "approvals-recorded", "Releases with a timed approval",
                approvals.reduce(0) { $0 + $1.counted }),
            Self(
                "approval-worst", "Slowest approval", slowest?.worst, slowest?.worstEntries ?? [],
                leftOut: approvals.reduce(0) { $0 + $1.leftOut.total },
                approvals.map(\.certainty).reduce(.exact, TimeCertainty.lessSure)),
            count(
                "guards-flagged", "Guards: flagged",
                report.guards.filter { $0.overrideReason == nil }.count),
            count(
                "guards-overridden", "Guards: overridden",
                report.guards.filter { $0.overrideReason != nil }.count),
        ]
        figures += worked(.holdToLift, "Hold of a fact", report)
        if let steps = report.steps {
            figures += [
                count("steps-done", "Playbook steps done", steps.done),
                count("steps-late", "Of them late", steps.late),
                count("steps-skipped", "Playbook steps skipped", steps.skipped),
                count("steps-overdue", "Playbook steps overdue", steps.overdue),
            ]
        }
        return figures
    }

    private static func count(_ figure: String, _ title: String, _ value: Int) -> KeyFigure {
        KeyFigure(
            figure: figure, title: title, value: Int64(value), unit: "count", leftOut: nil,
            certainty: .exact)
    }

    /// The first of the measures of a kind, which all have the same start.
    ///
    /// A first one without a sure time is never replaced by a later one: it only bounds the figure.
    private static func first(
        _ kind: Measure.Kind, _ title: String, _ report: ReviewReport
    ) -> KeyFigure {
        let reached = report.measures.filter { $0.kind == kind }.compactMap { measure in
            measure.to.map { (measure: measure, end: $0) }
        }
        let first = reached.min {
            ($0.end.time, $0.end.position) < ($1.end.time, $1.end.position)
        }?.measure
        var figure = Self(
            kind.rawValue, title, first?.duration, first?.entries ?? [], leftOut: nil,
            first?.certainty ?? .exact)
        if let first, first.duration == nil {
            figure.atMost = reached.compactMap { $0.measure.duration ?? $0.measure.atMost }.min()
            figure.notComputed = ReviewAuthor.notComputed(atMost: figure.atMost, first.certainty)
        }
        return figure
    }

    /// The median and the worst of the measures of a kind; nothing if there are none.
    private static func worked(
        _ kind: Measure.Kind, _ title: String, _ report: ReviewReport
    ) -> [KeyFigure] {
        let measures = report.measures.filter { $0.kind == kind }
        guard !measures.isEmpty else { return [] }
        let summary = Summary(measures)
        return [
            Self(
                kind.rawValue + "-median", "\(title), median", summary.median, of: summary,
                summary.medianEntries),
            Self(
                kind.rawValue + "-worst", "\(title), worst", summary.worst, of: summary,
                summary.worstEntries),
        ]
    }

    /// The number of measures that missed their target; nil if the playbook sets none.
    private static func missed(
        _ kind: Measure.Kind, _ figure: String, _ title: String, _ report: ReviewReport
    ) -> KeyFigure? {
        let targets = report.measures.filter { $0.kind == kind }.compactMap(\.target)
        return targets.isEmpty ? nil : count(figure, title, targets.filter(\.isMissed).count)
    }

    private init(
        _ figure: String, _ title: String, _ duration: Duration?, of summary: Summary,
        _ entries: [UInt64]
    ) {
        self.init(
            figure, title, duration, entries, leftOut: summary.leftOut.total, summary.certainty)
    }

    private init(
        _ figure: String, _ title: String, _ duration: Duration?, _ entries: [UInt64],
        leftOut: Int?, _ certainty: TimeCertainty
    ) {
        self.init(
            figure: figure, title: title, value: duration?.wholeSeconds, unit: "s",
            leftOut: leftOut, certainty: certainty)
        self.entries = entries
    }
}
