internal import ArgumentParser
internal import Basics
internal import Channels
internal import Documents
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct CampaignMeasure: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Record what a measure of the campaign has come to.",
        discussion: """
            The measure is one of the campaign's plan. Reach, delivered share and answers are \
            counted from the log.
            Example: tocsin campaign measure "thefts from cars" 31 --as-of 2027-06-30 --source \
            "records bureau"
            """)
    static let positionals = ["measure", "value"]

    @Argument(help: "The measure's name.") var measure: String
    @Argument(help: "The value, a number.") var value: Double
    @Option(parsing: .unconditional, help: "When it was counted: a day or a time. Default: now.")
    var asOf: String?
    @Option(help: "Who counted.") var source: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let result = Campaign.Result(
            measure, value, asOf: try asOf.map { try decision.past($0) } ?? decision.context.now,
            source: source)
        try decision.perform(.routine(.takeMeasure(result)))
    }
}

struct CampaignLink: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Mark a link with the campaign, and with nothing else.",
        discussion: """
            It adds utm_campaign with the campaign's id, for the statistics of your own site. A link \
            with a mark that names a click or a person, such as fbclid, is refused.
            Example: tocsin campaign link https://police.example/tips
            """)

    @Argument(help: "The link, with https.") var link: String
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var link: String
    }

    private func marked(_ view: IncidentView) throws -> String {
        try view.state.requireCampaign()
        return try MarkedLink(link, campaign: view.stream).text
    }

    func text(_ view: IncidentView) throws -> String { try marked(view) }

    func json(_ view: IncidentView) throws -> any Encodable { Answer(link: try marked(view)) }
}

/// A link of ours that names the campaign it belongs to, and no click and no person.
struct MarkedLink {
    let text: String

    /// Marks by which a platform recognizes one click or one person.
    private static let clickMarks: Set<String> = [
        "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igshid", "li_fat_id", "mc_eid", "msclkid",
        "rdt_cid", "scid", "ttclid", "twclid", "wbraid", "yclid", "_hsenc", "_hsmi", "utm_id",
        "utm_term", "utm_content", "utm_source", "utm_medium",
    ]

    init(_ link: String, campaign: String) throws(Failure) {
        guard var parts = URLComponents(string: link), parts.scheme == "https",
            parts.host?.isEmpty == false, parts.user == nil
        else {
            throw Failure(
                .badData, "\"\(link.prefix(80))\" isn't a link of a website.",
                remedy: "Give it with https, e.g. https://police.example/tips")
        }
        var items = parts.queryItems ?? []
        if let mark = items.first(where: { Self.clickMarks.contains($0.name.lowercased()) }) {
            throw Failure(
                .badData,
                "The link has the mark \(mark.name.prefix(40)), which may name a click or a person. A campaign's link names the campaign only.",
                remedy: "Take \(mark.name.prefix(40)) out of the link.")
        }
        items.removeAll { $0.name.lowercased() == "utm_campaign" }
        parts.queryItems = items + [URLQueryItem(name: "utm_campaign", value: campaign)]
        guard let text = parts.string else {
            throw Failure(
                .badData, "\"\(link.prefix(80))\" can't be marked.", remedy: "Give another link.")
        }
        self.text = text
    }
}

extension Choice {
    /// A measure with its target, such as `calls >= 100`.
    static func measure(_ text: String) throws -> Campaign.Measure {
        guard
            let match = text.wholeMatch(
                of: /\s*(.*?[^\s<>=])\s*(>=|<=|≥|≤)\s*([0-9][0-9,.]*)\s*%?\s*/)
        else {
            guard !text.contains(where: "<>≥≤".contains) else {
                throw Failure(
                    .badData, "\"\(text.prefix(60))\" has no target that can be read.",
                    remedy: "Write it as \"calls >= 100\" or \"thefts <= 40\".")
            }
            return Campaign.Measure(text)
        }
        guard let target = Double(match.3.replacing(",", with: "")) else {
            throw Failure(
                .badData, "\"\(match.3)\" isn't a number.",
                remedy: "Write it as \"calls >= 100\".")
        }
        let isFloor = match.2 == ">=" || match.2 == "≥"
        return Campaign.Measure(
            String(match.1), atLeast: isFloor ? target : nil, atMost: isFloor ? nil : target)
    }
}

extension CampaignResults.Line {
    /// `calls: 120 of at least 100, met; as of 2027-06-30 12:00 CDT, counted by the hotline`
    func text(in zone: Zone) -> String {
        let target = [
            atLeast.map { "at least \($0.formatted())" },
            atMost.map { "at most \($0.formatted())" },
        ].compactMap(\.self).joined(separator: " and ")
        guard let value else {
            return "\(measure): not measured" + (target.isEmpty ? "" : "; target: \(target)")
        }
        let met = isMet.map { $0 ? ", met" : ", not met" } ?? ""
        return "\(measure): \(value.formatted())" + (target.isEmpty ? "" : " of \(target)\(met)")
            + "; "
            + [asOf.map { "as of \(zone.dated($0))" }, source].compactMap(\.self)
            .joined(separator: ", ")
    }
}

/// A count of a post, as it is printed.
struct ReachLine: Encodable {
    var message: MessageID
    var channel: ChannelID
    var reach: UInt64?
    var impressions: UInt64?
    var asOf: Instant

    init(_ figure: ReachReport.Figure) {
        (message, channel, asOf) = (figure.message, figure.channel, figure.asOf)
        (reach, impressions) = (figure.reach, figure.impressions)
    }

    init(_ post: CampaignResults.Post) {
        (message, channel, asOf) = (post.message, post.channel, post.asOf)
        (reach, impressions) = (post.reach, post.impressions)
    }

    /// `M3 on x: reach 1,200; impressions not reported; as of 2027-06-30 12:00 CDT`
    func text(in zone: Zone) -> String {
        func said(_ count: UInt64?) -> String { count.map { $0.formatted() } ?? "not reported" }
        return
            "\(message) on \(channel): reach \(said(reach)); impressions \(said(impressions)); as of \(zone.dated(asOf))"
    }
}
