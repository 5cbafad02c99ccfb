extension CAPAlert {
    /// IPAWS refuses an alert with an older `sent`.
    private static let oldestSentInSeconds: Int64 = 300
    /// The most places that a header of the Emergency Alert System can hold.
    private static let mostSamePlaces = 31

    func judgeProfile(_ context: CAPContext, _ findings: inout CAPFindings) {
        if !codes.contains(CAPProfile.ipawsCode) {
            findings.add(
                .profileCode, "code", "none is \(CAPProfile.ipawsCode)",
                mend: "Add the code, or judge it as plain CAP")
        }
        if let now = context.now, let moment = sent.moment {
            let age = now.secondsSince1970 - moment.secondsSince1970
            if abs(age) > Self.oldestSentInSeconds {
                findings.add(
                    .sentStale, "sent",
                    age > 0 ? "it is \(age) seconds old" : "it is \(-age) seconds in the future",
                    mend: "Stamp it when the file is written: IPAWS refuses after five minutes")
            }
        }
        for (index, info) in infos.enumerated() {
            let place = "info[\(index + 1)]"
            judge(info, at: place, &findings)
            if info.asksForWEA {
                info.judgeWEA(at: place, sent: sent.moment, context, &findings)
            }
        }
        guard let first = infos.first else { return }
        for (index, info) in infos.enumerated().dropFirst()
        where Set(info.categories) != Set(first.categories)
            || Set(info.sameEventCodes) != Set(first.sameEventCodes)
        {
            findings.add(
                .infosDiffer, "info[\(index + 1)]",
                "its categories or event codes are not those of info[1]",
                mend: "Keep one event an alert: the blocks may differ in language only")
        }
    }

    private func judge(_ info: CAPInfo, at place: String, _ findings: inout CAPFindings) {
        if info.expires == nil {
            findings.add(
                .expiresMissing, "\(place)/expires", "IPAWS does not take an alert without an end",
                mend: "Say when it expires")
        }
        let codes = info.sameEventCodes
        if codes.count != 1 {
            findings.add(
                .eventCode, "\(place)/eventCode",
                codes.isEmpty ? "there is no SAME event code" : "there is more than one",
                mend: "Give exactly one, such as CEM or EVI")
        }
        for code in codes where SAMEEventCode.named(code) == nil {
            findings.add(
                .eventCode, "\(place)/eventCode",
                "\"\(code.prefix(20))\" was no event code on \(SAMEEventCode.asOf)",
                mend: "Use one of the list in 47 CFR 11.31(e), such as CEM")
        }
        let organizations = info.parameter("EAS-ORG")
        if !info.blocks("EAS"),
            organizations.count != 1 || !Self.originators.contains(organizations[0])
        {
            findings.add(
                .easOrganization, "\(place)/parameter[EAS-ORG]",
                organizations.isEmpty ? "it is missing" : "it is not one known originator",
                mend: "Give CIV for civil authorities, or BLOCKCHANNEL EAS to stay off the air")
        }
        if info.areas.isEmpty {
            findings.add(
                .areaMissing, "\(place)/area", "there is none",
                mend: "Add an area with SAME geocodes, and a polygon or circle where known")
        }
        judgePlaces(of: info, at: place, &findings)
    }

    private static let originators: Set<String> = ["CIV", "WXR", "EAS", "PEP"]

    private func judgePlaces(of info: CAPInfo, at place: String, _ findings: inout CAPFindings) {
        for (index, area) in info.areas.enumerated() {
            let place = "\(place)/area[\(index + 1)]/geocode"
            if area.samePlaces.isEmpty {
                findings.add(
                    .samePlace, place, "there is no SAME geocode",
                    mend: "Add the county as six digits, such as 048113")
            }
            for code in area.samePlaces { code.judgePlace(at: place, &findings) }
        }
        for (index, area) in info.areas.enumerated() {
            for (number, circle) in area.circles.enumerated() where circle.radiusInKilometers == 0 {
                findings.add(
                    .circleForm, "\(place)/area[\(index + 1)]/circle[\(number + 1)]",
                    "the circle has no radius, so nobody is in it",
                    mend: "Give the radius in kilometers, such as 32.77,-96.81 1.5")
            }
        }
        let places = Set(info.areas.flatMap(\.samePlaces))
        if places.count > Self.mostSamePlaces {
            findings.add(
                .samePlace, "\(place)/area", "there are \(places.count) SAME places",
                mend: "A header holds \(Self.mostSamePlaces): send a second alert for the others")
        }
    }
}

extension CAPInfo {
    /// Whether `BLOCKCHANNEL` keeps the alert off this channel.
    fileprivate func blocks(_ channel: String) -> Bool {
        parameter("BLOCKCHANNEL").contains { value in
            value.split { $0 == "," || $0.isWhitespace }.contains { $0 == channel }
        }
    }

    /// Whether the alert is meant for phones. The block's name there is still the old one.
    fileprivate var asksForWEA: Bool {
        !blocks("CMAS")
            && ["WEAHandling", "CMAMtext", "CMAMlongtext"].contains { !parameter($0).isEmpty }
    }
}

extension String {
    fileprivate func judgePlace(at place: String, _ findings: inout CAPFindings) {
        guard let named = SAMEPlace(self) else {
            return findings.add(
                .samePlace, place, "\"\(prefix(20))\" is not six digits",
                mend: "Write part, state and county, such as 048113")
        }
        switch named.fault {
        case .wholeCountry:
            findings.add(
                .samePlace, place, "\(self) is the whole United States",
                mend: "Name the counties where people must act")
        case .noState:
            findings.add(
                .samePlace, place, "\(self) names no state",
                mend: "Write part, state and county, such as 048113")
        case .noCounty(let state):
            findings.add(
                .samePlace, place, "\(self) names no county of \(state)",
                mend: "Look the county's code up: https://www.weather.gov/nwr/counties")
        case nil: break
        }
    }
}
