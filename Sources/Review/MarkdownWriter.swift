internal import Channels
internal import IncidentEvents
internal import Projections

/// Puts values of the review into Markdown.
struct MarkdownWriter {
    let zone: Zone

    /// Text from the log, unable to act as markup.
    func text(_ text: String) -> String {
        var result = ""
        for character in VisibleText.escaping(text) {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!": result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }

    func table(_ headings: [String], _ rows: [[String]]) -> String {
        ([headings, headings.map { _ in "---" }] + rows)
            .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }

    func row(for measure: Measure) -> [String] {
        [
            measure.subject ?? "", text(measure.carrier ?? ""), end(measure.from),
            measure.to.map(end) ?? "", time(measure), measure.clock.rawValue,
            text(measure.note ?? ""),
        ]
    }

    func row(for cell: CorrectionRegister.Cell) -> [String] {
        let by = cell.correctedBy.map { " by \($0)" } ?? " by the outlet"
        return [
            text(cell.carrier.description), zone.words(for: cell.carriedSince),
            cell.withdrawn.map { zone.words(for: $0) } ?? "",
            cell.corrected.map { zone.words(for: $0) + by } ?? "",
            cell.state.rawValue + (cell.waiverReason.map { ": \(text($0))" } ?? ""),
        ]
    }

    private func end(_ end: Measure.End) -> String {
        "\(zone.words(for: end.time, certainty: end.certainty.plainWord)) (entry \(end.position))"
    }

    /// `about 37 min (2220 s)`, or why there is no figure.
    private func time(_ measure: Measure) -> String {
        guard measure.to != nil else {
            return
                "open since \(zone.words(for: measure.from.time, certainty: measure.from.certainty.plainWord))"
        }
        guard let duration = measure.duration else { return "not computed" }
        let about = measure.isApproximate ? "about " : ""
        return "\(about)\(duration.brief) (\(duration.wholeSeconds) s)"
    }
}
