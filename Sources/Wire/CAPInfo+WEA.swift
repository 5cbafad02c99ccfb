internal import Documents
internal import TextChecks
internal import Channels

extension CAPInfo {
    /// The limits of a WEA's geometry: polygons and circles in an alert, and points in a polygon.
    /// From FEMA's guidance for alert originators, as known in 2025; not in the rule's text.
    private static let mostShapes = 10
    private static let mostPoints = 100
    private static let longestInSeconds: Int64 = 24 * 3_600

    func judgeWEA(
        at place: String, sent: WireTime?, _ context: CAPContext, _ findings: inout CAPFindings
    ) {
        judgeHandling(at: place, &findings)
        for (name, channel) in [
            ("CMAMtext", ChannelID.wea90), ("CMAMlongtext", ChannelID.wea360),
        ] {
            judgeText(named: name, on: channel, at: place, context, &findings)
        }
        judgeElements(at: place, &findings)
        if let sent, let end = expires?.moment,
            end.secondsSince1970 - sent.secondsSince1970 > Self.longestInSeconds
        {
            findings.add(
                .weaDuration, "\(place)/expires", "it is more than 24 hours after sent",
                mend: "Let it expire sooner and send an update")
        }
        judgeGeometry(at: place, &findings)
    }

    private func judgeHandling(at place: String, _ findings: inout CAPFindings) {
        let values = parameter("WEAHandling")
        guard values.count == 1, let handling = WEAHandling(rawValue: values[0]) else {
            let known = WEAHandling.allCases.map(\.rawValue).joined(separator: ", ")
            findings.add(
                .weaHandling, "\(place)/parameter[WEAHandling]",
                values.isEmpty ? "a phone text without it has no kind" : "it is not one known kind",
                mend: "Use one of \(known)")
            return
        }
        if handling == .imminentThreat {
            var wrong: [String] = []
            if ![.immediate, .expected].contains(urgency) {
                wrong.append("urgency is \(urgency.rawValue), not Immediate or Expected")
            }
            if ![.extreme, .severe].contains(severity) {
                wrong.append("severity is \(severity.rawValue), not Extreme or Severe")
            }
            if ![.observed, .likely].contains(certainty) {
                wrong.append("certainty is \(certainty.rawValue), not Observed or Likely")
            }
            if !wrong.isEmpty {
                findings.add(
                    .weaImminentThreat, "\(place)/parameter[WEAHandling]",
                    wrong.joined(separator: "; "),
                    mend: "Send it as \(WEAHandling.publicSafety.rawValue), or state the threat")
            }
        }
        let isAbduction = sameEventCodes.contains("CAE")
        if isAbduction != (handling == .amber) && handling != .test {
            findings.add(
                .weaHandling, "\(place)/parameter[WEAHandling]",
                "\(handling.rawValue) does not go with the event code",
                mend: "Use \(WEAHandling.amber.rawValue) with CAE and with nothing else")
        }
    }

    private func judgeText(
        named name: String, on channel: ChannelID, at place: String, _ context: CAPContext,
        _ findings: inout CAPFindings
    ) {
        let place = "\(place)/parameter[\(name)]"
        let texts = parameter(name)
        guard texts.count == 1, let text = texts.first, !text.foldedSpace.isEmpty else {
            findings.add(
                .weaTexts, place, texts.count > 1 ? "it stands twice" : "it is missing",
                mend: "Give both the 90 and the 360 character text, once each")
            return
        }
        for problem in ChannelCatalogue.channel(channel)?.count(text).problems ?? [] {
            findings.add(
                .weaLength, place, problem.last == "." ? String(problem.dropLast()) : problem,
                mend: "Shorten or reword it: nothing is cut")
        }
        if !WEAText.statesTime(text) {
            findings.add(
                .weaExpiryZone, place, "it states no time with its zone",
                mend: "Say until when, such as \"until 11:15 PM CDT\"")
        }
        if !WEAText.names(text, anyOf: context.agencyNames) {
            findings.add(
                .weaElements, place, "it does not name the sending agency",
                mend: "Name it, such as \(context.agencyNames[0])")
        }
    }

    /// Checks those of event, area, action, expiry and agency that no other rule already requires.
    private func judgeElements(at place: String, _ findings: inout CAPFindings) {
        let hasAction =
            responseTypes.contains { $0 != .noAction } || !(instruction ?? "").foldedSpace.isEmpty
        let elements: [(String, String, Bool)] = [
            ("responseType", "the recommended action", hasAction),
            ("senderName", "the sending agency", !(senderName ?? "").foldedSpace.isEmpty),
        ]
        for (name, meaning, isThere) in elements where !isThere {
            findings.add(
                .weaElements, "\(place)/\(name)", "\(meaning) is missing",
                mend: "A WEA has five elements: event, area, action, expiry and agency")
        }
    }

    private func judgeGeometry(at place: String, _ findings: inout CAPFindings) {
        let shapes = areas.reduce(0) { $0 + $1.polygons.count + $1.circles.count }
        if shapes > Self.mostShapes {
            findings.add(
                .weaGeometry, "\(place)/area", "there are \(shapes) polygons and circles",
                mend: "Use at most \(Self.mostShapes)")
        }
        for (index, area) in areas.enumerated() {
            for (number, polygon) in area.polygons.enumerated()
            where polygon.points.count > Self.mostPoints {
                findings.add(
                    .weaGeometry, "\(place)/area[\(index + 1)]/polygon[\(number + 1)]",
                    "it has \(polygon.points.count) points",
                    mend: "Simplify it to at most \(Self.mostPoints)")
            }
        }
    }
}
