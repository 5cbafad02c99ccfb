internal import Documents
internal import Foundation
internal import Channels
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension ReviewAuthor {
    /// What a campaign has achieved; nothing for another incident.
    var campaignResults: [Document.Block] {
        guard let results = report.campaign else { return [] }
        var blocks: [Document.Block] = [.heading("What the campaign achieved")]
        blocks.append(
            results.results.isEmpty
                ? .paragraph("The plan names no measure.") : .table(table(of: results.results)))
        if !results.reach.isEmpty {
            blocks.append(.heading("Reported reach"))
            blocks.append(
                .paragraph(
                    "Reach isn't added up over posts or channels: one person may be counted in each. A dash is not reported, which isn't 0."
                ))
            blocks.append(.table(table(of: results.reach)))
        }
        return blocks
    }

    private func table(of lines: [CampaignResults.Line]) -> Document.Table {
        .init(
            "Measures of the campaign", ["Measure", "Target", "Value", "As of", "Counted by"],
            of: lines
        ) { line in
            .init([
                cell(line.measure), "\(words: line.target)",
                "\(words: line.value.map { $0.formatted() } ?? "not measured")",
                "\(words: line.asOf.map { report.state.zone.dated($0) } ?? "")", cell(line.source),
            ])
        } rest: {
            "\(words: "\($0.count) more measures")"
        }
    }

    private func table(of posts: [CampaignResults.Post]) -> Document.Table {
        .init(
            "Reported reach", ["Message", "Channel", "Reach", "Impressions", "As of"], of: posts
        ) { post in
            .init([
                "\(words: post.message.description)", "\(words: post.channel.rawValue)",
                "\(words: said(post.reach))",
                "\(words: said(post.impressions))",
                "\(words: report.state.zone.dated(post.asOf))",
            ])
        } rest: {
            "\(words: "\($0.count) more posts")"
        }
    }

    private func said(_ count: UInt64?) -> String { count.map { $0.formatted() } ?? "\u{2013}" }
}

extension CampaignResults.Line {
    fileprivate var target: String {
        let target = [
            atLeast.map { "at least \($0.formatted())" },
            atMost.map { "at most \($0.formatted())" },
        ].compactMap(\.self).joined(separator: " and ")
        return target + (isMet.map { $0 ? ", met" : ", not met" } ?? "")
    }
}
