/// The encoding of an SMS and its room: in each part of several, 3GPP TS 23.040 uses six octets for
/// their order.
struct SMSEncoding {
    let unit: String
    /// The room in a message of one part.
    let single: Int
    /// The room in each part of several.
    let perPart: Int

    static let gsm = SMSEncoding(unit: "septets", single: 160, perPart: 153)
    static let ucs2 = SMSEncoding(unit: "UTF-16 units", single: 70, perPart: 67)
}

extension Channel {
    /// Counts septets, or UTF-16 units as soon as one character is outside the GSM alphabet. A part
    /// never ends inside an extension pair or a surrogate pair.
    func countSMS(_ text: String) -> Count {
        var foreign = ForeignCharacters()
        var gsm = Packing(perPart: SMSEncoding.gsm.perPart)
        for (place, scalar) in text.unicodeScalars.enumerated() {
            if let septets = GSMAlphabet.septets(of: scalar) {
                gsm.add(septets)
            } else {
                foreign.note(scalar, place: place)
            }
        }
        if foreign.isEmpty { return finish(gsm, .gsm, problems: []) }

        var ucs2 = Packing(perPart: SMSEncoding.ucs2.perPart)
        for scalar in text.unicodeScalars { ucs2.add(UTF16.width(scalar)) }
        let cost = foreign.sentences {
            "\($0) forces UCS-2, \(SMSEncoding.ucs2.single) units instead of "
                + "\(SMSEncoding.gsm.single)"
        }
        return finish(ucs2, .ucs2, problems: cost)
    }

    private func finish(
        _ packing: Packing, _ encoding: SMSEncoding, problems: [String]
    ) -> Count {
        let units = packing.units
        // Only a playbook sets a limit below the room in one part.
        let single = Swift.min(encoding.single, limit ?? encoding.single)
        if units <= single {
            return Count(
                units: units, limit: single, unit: encoding.unit, parts: 1,
                remaining: single - units, fits: true, problems: problems)
        }
        let parts = units <= encoding.single ? 1 : packing.parts
        if parts <= maximumParts && maximumParts > 1 {
            return Count(
                units: units, limit: parts * encoding.perPart, unit: encoding.unit, parts: parts,
                remaining: encoding.perPart - packing.inLastPart, fits: true, problems: problems)
        }
        let most = maximumParts > 1 ? maximumParts * encoding.perPart : single
        let overrun =
            units > most
            ? Count.overrun(units, most, encoding.unit)
            : ["\(parts) parts; the limit is \(maximumParts)."]
        return Count(
            units: units, limit: most, unit: encoding.unit, parts: parts, remaining: most - units,
            fits: false, problems: overrun + problems)
    }
}

/// Fills parts in order without splitting a pair.
private struct Packing {
    let perPart: Int
    private(set) var units = 0
    private(set) var parts = 1
    private(set) var inLastPart = 0

    init(perPart: Int) {
        self.perPart = perPart
    }

    mutating func add(_ cost: Int) {
        units += cost
        if inLastPart + cost > perPart {
            parts += 1
            inLastPart = cost
        } else {
            inLastPart += cost
        }
    }
}
