internal import Channels
internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// Each rumor with its carriers, open ones first.
    func coverage(_ register: CorrectionRegister) -> String {
        guard !register.rumors.isEmpty else { return "No rumors." }
        return register.rumors.map { rumor($0) }.joined(separator: "\n\n")
    }

    private func rumor(_ entry: CorrectionRegister.Entry) -> String {
        let origin = entry.origin == .ownMessage ? ", our own words" : ""
        let assumed = entry.cells.filter(\.isAssumed).map(\.carrier.description)
        let places = assumed.count < entry.cells.count ? assumed.joined(separator: ", ") : "all"
        let counts =
            entry.counts.sentence
            + (assumed.isEmpty ? "" : " (\(places) assumed: no text of ours has its words)")
        var lines = [
            styled(
                wrapped("\(entry.rumor) \(entry.finding)\(origin): \(entry.claim)", indent: 0),
                .bold),
            styled(
                wrapped(counts, indent: 4), entry.counts.open > 0 ? .alarm : .quiet),
        ]
        if let until = entry.watchedUntil {
            lines.append(wrapped("on watch until \(zone.dated(until))", indent: 4))
        }
        for cell in entry.cells { lines.append(wrapped(self.cell(cell), indent: 4)) }
        for other in entry.correctionsByOthers {
            lines.append(
                wrapped(
                    "contradicted by \(other.speaker), \(zone.words(for: other.said)), "
                        + "not a correction of ours", indent: 4))
        }
        return lines.joined(separator: "\n")
    }

    private func cell(_ cell: CorrectionRegister.Cell) -> String {
        var parts = ["seen since \(zone.words(for: cell.carriedSince))"]
        if let withdrawn = cell.withdrawn {
            parts.append("withdrawn \(zone.words(for: withdrawn))")
        }
        if let corrected = cell.corrected {
            let by = cell.correctedBy.map { "by \($0)" } ?? "by the outlet"
            parts.append("corrected \(zone.words(for: corrected)) \(by)")
        }
        if let waived = cell.waived {
            parts.append("waived \(zone.words(for: waived)): \(cell.waiverReason ?? "")")
        }
        if let contacted = cell.contacted { parts.append("asked \(zone.words(for: contacted))") }
        if cell.state == .open, cell.wrongLanguages.count > 1 {
            parts.append("not corrected in \(cell.uncorrectedLanguages.joined(separator: ", "))")
        }
        let state = cell.state.rawValue.uppercased()
        return "\(state)  \(cell.carrier)  \(parts.joined(separator: "; "))"
    }

    func factSheet(_ sheet: FactSheet) -> String {
        guard !sheet.facts.isEmpty else { return "No facts." }
        return sheet.facts.map { fact($0) }.joined(separator: "\n\n")
    }

    private func fact(_ entry: FactSheet.Entry) -> String {
        var lines = [
            styled(wrapped("\(entry.fact) \(entry.status): \(entry.statement)", indent: 0), .bold)
        ]
        var details = ["topic \(entry.topic.recorded)"]
        if let number = entry.number { details.append("number \(number.formattedPlainly)") }
        if let scope = entry.scope { details.append("scope \(scope)") }
        if let source = entry.source { details.append("from \(source)") }
        lines.append(wrapped(details.joined(separator: "; "), indent: 4))
        for verification in entry.verifications {
            let relays = verification.relays.map { ", repeating \($0)" } ?? ""
            lines.append(
                wrapped(
                    "verified with \(verification.source)\(relays) by \(verification.by), "
                        + zone.words(for: verification.verified), indent: 4))
        }
        lines += holds(of: entry).map { wrapped($0, indent: 4) }
        if let reason = entry.refutedBecause {
            let right = entry.rightInstead.map { "; \($0) replaces it" } ?? ""
            lines.append(wrapped("wrong: \(reason)\(right)", indent: 4))
        }
        if let next = entry.supersededBy { lines.append("    now \(next)") }
        for citing in entry.citations {
            let live =
                citing.liveOn.isEmpty
                ? "" : ", live on \(citing.liveOn.map(\.description).joined(separator: ", "))"
            let concern = citing.concern.map { " (\($0.rawValue.uppercased()))" } ?? ""
            lines.append(
                styled(
                    wrapped(
                        "cited by \(citing.message) (\(citing.kind), \(citing.status))\(live)"
                            + concern, indent: 4), citing.concern == nil ? .quiet : .alarm))
        }
        return lines.joined(separator: "\n")
    }
}

extension TextRenderer {
    /// The holds of a fact: the lifted ones, then the one in force.
    private func holds(of entry: FactSheet.Entry) -> [String] {
        var lines = entry.lifted.map { hold in
            let why = hold.because.map { ": \($0)" } ?? ""
            let told = hold.familyToldBy.map { who in
                "; \(who) told the family"
                    + (hold.familyToldAt.map { " at \(zone.dated($0))" } ?? "")
            }
            return
                "held by \(hold.heldBy), \(zone.words(for: hold.held)); lifted by \(hold.by), \(zone.words(for: hold.lifted))\(why)\(told ?? "")"
        }
        if let reason = entry.heldBecause {
            let by = entry.heldBy.map { " by \($0)" } ?? ""
            let since = entry.heldSince.map { ", since \(zone.words(for: $0))" } ?? ""
            let until = entry.heldUntil.map { "; review it at \(zone.dated($0))" } ?? ""
            lines.append("held\(by)\(since): \(reason)\(until)")
        }
        return lines
    }
}

extension Double {
    /// Without a needless fraction.
    fileprivate var formattedPlainly: String { Int64(exactly: self).map(String.init) ?? "\(self)" }
}
