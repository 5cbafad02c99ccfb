/// A place by its SAME code: which part, state and county, in six digits (47 CFR 11.31(f)).
public struct SAMEPlace: Hashable, Sendable {
    /// The reason that six digits don't name a place for a local alert.
    enum Fault: Hashable {
        case noState
        case noCounty(state: String)
        case wholeCountry
    }

    /// 0 for the whole county, 1 to 9 for a ninth of it.
    let part: Int
    let state: String
    let county: String

    /// - Parameter code: Such as `048113`; nil if it isn't six digits.
    init?(_ code: String) {
        let digits = Array(code.utf8)
        guard digits.count == 6, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        part = Int(digits[0] - 0x30)
        state = String(decoding: digits[1...2], as: UTF8.self)
        county = String(decoding: digits[3...5], as: UTF8.self)
    }

    var fault: Fault? {
        if state == "00" { return .wholeCountry }
        if Self.marineAreas.contains(state) { return nil }
        guard let known = Self.states[state] else { return .noState }
        return county == "000" || known.counties[county] != nil ? nil : .noCounty(state: known.name)
    }

    /// The name that stations use, such as `Dallas County, TX`; nil for waters and codes without a
    /// place.
    var name: String? {
        guard let known = Self.states[state] else { return nil }
        if county == "000" { return known.name }
        guard let name = known.counties[county] else { return nil }
        let whole = "\(name), \(known.postalCode)"
        return Self.parts[part].map { "\($0) \(whole)" } ?? whole
    }

    /// The ninths of a county; 0 is all of it.
    private static let parts: [String?] = [
        nil, "Northwest", "North", "Northeast", "West", "Central", "East", "Southwest", "South",
        "Southeast",
    ]
    /// Coastal waters and the Great Lakes, which the National Weather Service numbers like states.
    private static let marineAreas: Set<String> = [
        "57", "58", "59", "61", "65", "73", "75", "77", "91", "92", "93", "94", "96", "97", "98",
    ]

    private struct State {
        var name: String
        var postalCode: String
        var counties: [String: String] = [:]
    }

    private static let states: [String: State] = {
        var states: [String: State] = [:]
        var current = ""
        for line in CountyTable.text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            if words[0].utf8.count == 2 {
                current = String(words[0])
                let names = words[1].split(separator: " ", maxSplits: 1)
                states[current] = State(name: String(names[1]), postalCode: String(names[0]))
            } else {
                states[current]?.counties[String(words[0])] = String(words[1])
            }
        }
        return states
    }()
}
