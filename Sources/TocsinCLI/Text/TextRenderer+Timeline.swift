internal import Documents
internal import Channels
internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// Entries in log order, a heading for each day, turning points with a star.
    func timeline(_ entries: [TimelineEntry]) -> String {
        guard !entries.isEmpty else { return "No entries." }
        var lines: [String] = []
        var day = ""
        for entry in entries {
            let entryDay = zone.day(entry.moment.at)
            if entryDay != day {
                if !day.isEmpty { lines.append("") }
                lines.append(styled(entryDay, .bold))
                day = entryDay
            }
            lines.append(self.entry(entry))
        }
        return lines.joined(separator: "\n")
    }

    /// One entry: position, time and text, with further details below.
    func entry(_ entry: TimelineEntry) -> String {
        let moment = entry.moment
        // The certainty refers to the claimed time; the log's own is exact.
        let time = zone.clockWords(
            for: moment.at,
            certainty: moment.claimed == nil ? moment.certainty : .exact)
        let head =
            "\(entry.isTurningPoint ? "*" : " ")\(padded("\(moment.position)", 6))  \(time)  "
        let text = TerminalText.lines(entry.text, width: max(20, width - head.count))
        let margin = String(repeating: " ", count: 9)
        var lines = [styled(head, entry.isTurningPoint ? .bold : .quiet) + (text.first ?? "")]
        lines += text.dropFirst().map { margin + $0 }
        // The author comes after the text if there is room, else on a separate line.
        let last = text.count > 1 ? margin + (text.last ?? "") : head + (text.first ?? "")
        if let origin = origin(of: entry) {
            let note = "  [\(TerminalText.safe(origin))]"
            if last.count + note.count <= width {
                lines[lines.count - 1] += styled(note, .quiet)
            } else {
                lines.append(styled(wrapped("[\(origin)]", indent: 9), .quiet))
            }
        }
        lines += entry.exactTexts.map { wrapped("“\($0)”", indent: 9) }
        lines += details(of: entry).map { styled(wrapped($0, indent: 9), .quiet) }
        return lines.joined(separator: "\n")
    }

    private func details(of entry: TimelineEntry) -> [String] {
        var details: [String] = []
        if let claimed = entry.moment.claimed, claimed != entry.moment.at {
            let time = zone.words(for: claimed, certainty: entry.moment.certainty)
            details.append("happened \(time), as reported")
        }
        if entry.clockWasBehind { details.append("recorded while the computer's clock was behind") }
        for correction in entry.corrections {
            let time = correction.happenedAt.map {
                " (happened \(zone.words(for: $0, certainty: correction.certainty)))"
            }
            details.append(
                "corrected by entry \(correction.position): \(correction.right)\(time ?? "")")
        }
        return details
    }

    private func origin(of entry: TimelineEntry) -> String? {
        var parts: [String] = []
        if let author = entry.author {
            parts.append(author.role.map { "\(author.actor), \($0)" } ?? author.actor)
        }
        if entry.visibility == .restricted { parts.append("restricted") }
        if let source = entry.provenance, !source.reference.isEmpty {
            parts.append("\(source.reference), confidence \(source.confidence)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// The live public messages, by carrier.
    func published(_ postings: [PublishedNow.Posting]) -> String {
        guard !postings.isEmpty else { return "None of our messages are public." }
        var lines = [styled("Our public messages", .bold)]
        for posting in postings {
            let wrong =
                posting.wrong.isEmpty
                ? "" : ", wrong: \(posting.wrong.map(\.description).joined(separator: ", "))"
            lines.append(
                wrapped(
                    "\(posting.carrier): \(posting.message) (\(posting.kind)) since "
                        + "\(zone.words(for: posting.since)), \(posting.contradicted.words)\(wrong)",
                    indent: 2))
            lines += posting.texts.map { wrapped("“\($0)”", indent: 4) }
        }
        return lines.joined(separator: "\n")
    }

    func padded(_ text: String, _ count: Int) -> String {
        String(repeating: " ", count: max(0, count - text.count)) + text
    }
}

extension PublishedNow.Contradiction {
    fileprivate var words: String {
        switch self {
        case .none: "not corrected"
        case .here: "corrected here"
        case .elsewhere: "corrected elsewhere, not here"
        }
    }
}
