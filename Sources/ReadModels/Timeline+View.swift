internal import Incident
public import IncidentEvents
internal import SwiftProtobuf

extension Timeline {
    /// The entries that an audience may see, each with the parts that the audience may see.
    ///
    /// The public view holds public entries that have a public form, without authors, reasons,
    /// sources or provenance. The internal view holds all but restricted entries.
    ///
    /// - Parameter audience: `.public`, `.internal` or `.restricted`.
    public func view(_ audience: Visibility) -> [TimelineEntry] {
        var shown: [TimelineEntry] = []
        shown.reserveCapacity(entries.count)
        for index in entries.indices {
            if let entry = entry(index, to: audience) { shown.append(entry) }
        }
        return shown
    }

    /// The entry of the record at `index`, counted from 0, as an audience may see it; nil if it
    /// may not.
    public func entry(_ index: Int, to audience: Visibility) -> TimelineEntry? {
        shown(entries[index], to: audience)
    }

    private func shown(_ kept: Kept, to audience: Visibility) -> TimelineEntry? {
        let visibility = effectiveVisibility(of: kept)
        guard visibility.isOpen(to: audience) else { return nil }
        let wording = wording(of: kept)
        var text = wording.text
        if audience == .public {
            guard let publicText = wording.publicText else { return nil }
            text = publicText
        }
        let mayShowTexts = wording.releases.allSatisfy { release in
            index(of: release.position).map {
                effectiveVisibility(of: entries[$0]).isOpen(to: audience)
            } ?? false
        }
        let hasOrigin = audience != .public && kept.removal == nil
        return TimelineEntry(
            moment: Moment(kept.stamp), revision: kept.revision, recordedAt: kept.recordedAt,
            kind: kept.content.kindName, subject: wording.subject, carrier: wording.carrier,
            text: text, exactTexts: mayShowTexts ? wording.releases.map(\.text) : [],
            visibility: visibility, author: hasOrigin ? kept.author : nil,
            provenance: hasOrigin ? kept.stamp.provenance.map(TimelineEntry.Source.init) : nil,
            isTurningPoint: wording.isTurningPoint && !kept.isSlip,
            clockWasBehind: kept.clockWasBehind,
            corrections: kept.corrections.filter { item in
                guard let index = index(of: item.position) else { return false }
                return effectiveVisibility(of: entries[index]).isOpen(to: audience)
            })
    }

    /// The text of an entry, without any parts removed from it later.
    private func wording(of kept: Kept) -> EventText {
        var wording: EventText
        switch kept.content {
        case .event(let event):
            let context = Context(
                zone: zone, isCampaign: isCampaign, message: kept.message ?? MessageContext())
            wording = EventText(event, context: context)
        case .unknown(let type):
            wording = EventText("This entry (\(type)) needs a newer version of Tocsin.")
        case .redacted: wording = EventText("Removed by order.")
        }
        if let exemption = kept.removal {
            wording.remove(exemption: exemption)
        } else if !wording.releases.isEmpty {
            let removed = Set(
                wording.releases.map(\.position).filter { position in
                    index(of: position).map { entries[$0].removal != nil } ?? false
                })
            for _ in removed { wording.dropText() }
        }
        return wording
    }

    /// A correction repeats the entry that it corrects, so its audience is never wider.
    private func effectiveVisibility(of kept: Kept) -> Visibility {
        guard let corrected = kept.corrected, let index = index(of: corrected),
            corrected < kept.stamp.position
        else { return kept.visibility }
        return kept.visibility.narrower(effectiveVisibility(of: entries[index]))
    }
}

extension Timeline.Kept {
    fileprivate var author: TimelineEntry.Author? {
        if case .redacted = content { return nil }
        guard let actor = stamp.actor.nonEmpty else { return nil }
        return TimelineEntry.Author(actor: actor, role: stamp.role, agency: stamp.agency)
    }
}

extension EventText {
    /// Removes everything but the note that the entry was removed.
    fileprivate mutating func remove(exemption: String) {
        text = exemption.isEmpty ? "Removed by order." : "Removed by order: \(exemption)."
        releases = []
        publicText = publicText.map { _ in "Removed by order." }
    }

    fileprivate mutating func dropText() {
        releases = []
        text = "\(text) (text removed by order)"
        publicText = publicText.map { _ in "Text removed by order." }
    }
}

extension IncidentRecord.Content {
    /// The event's name in the log; `redacted` if the body was removed.
    public var kindName: String {
        switch self {
        case .event(let event): event.name
        case .unknown(let type): type
        case .redacted: "redacted"
        }
    }
}

extension TimelineEntry.Source {
    init(_ provenance: Provenance) {
        reference = provenance.reference
        sources = provenance.sources
        confidence = provenance.confidence
    }
}
