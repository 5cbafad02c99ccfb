internal import Basics
internal import Channels
internal import Foundation
internal import IncidentEvents
internal import SwiftProtobuf

extension Decider {
    /// Records what posts reached. A file is recorded once, and a count of a post that is already
    /// known isn't recorded again.
    static func reportReach(
        _ report: ReachReport, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let known = state.campaign?.reach ?? []
        if known.contains(where: { $0.fileSHA256 == report.fileSHA256 }) { return Ruling() }
        let before = known.flatMap(\.figures)
        for figure in report.figures { _ = try state.require(message: figure.message) }
        let new = report.figures.filter { !before.contains($0) }
        guard !new.isEmpty else { return Ruling() }
        return Ruling([
            .reachReported(
                .with {
                    $0.fileSha256 = Data(report.fileSHA256)
                    $0.mappingSha256 = Data(report.mappingSHA256)
                    $0.mapping = report.mapping
                    $0.refused = UInt64(report.refused)
                    $0.figures = new.map { figure in
                        .with {
                            $0.message = figure.message.description
                            $0.channel = figure.channel.rawValue
                            if let reach = figure.reach { $0.reach = reach }
                            if let shown = figure.impressions { $0.impressions = shown }
                            $0.asOf = figure.asOf.timestamp
                        }
                    }
                })
        ])
    }

    static func takeMeasure(
        _ result: Campaign.Result, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let names = state.campaign?.plan.measures.map(\.name) ?? []
        guard names.contains(result.measure) else {
            throw .unknown(
                "The campaign's plan has no measure \"\(result.measure)\".", typed: result.measure,
                among: names, remedy: "See its measures: \(do: .showCampaign)")
        }
        guard Campaign.Counted(rawValue: result.measure) == nil else {
            throw Rejection(
                .invalid, "\"\(result.measure)\" is counted from the log, so nobody enters it.",
                remedy: "See its value: \(do: .showCampaign)")
        }
        guard result.value.isFinite else {
            throw Rejection(.invalid, "The value isn't a number.", remedy: "Give one, e.g. 31.")
        }
        guard result.asOf <= context.now else {
            throw Rejection(
                .invalid, "\(state.zone.dated(result.asOf)) is still to come.",
                remedy: "Give the time at which it was counted: \(option: .asOf) DATE")
        }
        let source = try line(result.source, "source")
        if state.campaign?.results.last(where: { $0.measure == result.measure }) == result {
            return Ruling()
        }
        return Ruling([
            .measureTaken(
                .with {
                    $0.measure = result.measure
                    $0.value = result.value
                    $0.asOf = result.asOf.timestamp
                    $0.source = source
                })
        ])
    }
}

extension Campaign {
    /// Measures that the log itself answers.
    public enum Counted: String, CaseIterable, Sendable {
        /// The largest reported reach of one post on one channel.
        case reach
        /// The percentage of the occurrences that came due and were posted.
        case deliveredShare = "delivered share"
        /// The number of questions that were answered.
        case answers
    }
}

extension IncidentState {
    mutating func apply(_ event: ReachReported) {
        campaign?.reach.append(
            ReachReport(
                fileSHA256: Array(event.fileSha256), mappingSHA256: Array(event.mappingSha256),
                mapping: event.mapping,
                figures: event.figures.compactMap { figure in
                    MessageID(figure.message).map {
                        ReachReport.Figure(
                            $0, ChannelID(rawValue: figure.channel),
                            reach: figure.hasReach ? figure.reach : nil,
                            impressions: figure.hasImpressions ? figure.impressions : nil,
                            asOf: Instant(figure.asOf))
                    }
                }, refused: Int(clamping: event.refused)))
    }

    mutating func apply(_ event: MeasureTaken) {
        campaign?.results.append(
            Campaign.Result(
                event.measure, event.value, asOf: Instant(event.asOf), source: event.source))
    }
}
