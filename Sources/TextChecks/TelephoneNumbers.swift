extension PersonalData {
    /// Finds groups of digits in the form of telephone numbers: `214-555-0100`, `(214) 555-0100`,
    /// `+52 55 1234 5678`, `555-0100`, `010–1234–5678`; in the digits of any script.
    static func telephones(_ text: WordText) -> [Range<Int>] {
        DigitRun.all(in: text).flatMap { run -> [Range<Int>] in
            if isAmount(run, in: text) { return [] }
            if let place = telephone(run, in: text) { return [place] }
            // `Highway 75 214-555-0100`
            return run.parts.compactMap { telephone($0, in: text) }
        }
    }

    /// Whether it is a toll-free number of North America: the hotline of an organization, never a
    /// private person's.
    static func isTollFree(_ digits: String) -> Bool {
        let number =
            digits.utf8.count == 11 && digits.hasPrefix("1") ? digits.dropFirst() : digits[...]
        return number.utf8.count == 10 && tollFreeCodes.contains(String(number.prefix(3)))
    }

    private static let tollFreeCodes: Set<String> = [
        "800", "833", "844", "855", "866", "877", "888",
    ]

    private static func telephone(_ run: DigitRun, in text: WordText) -> Range<Int>? {
        var start = run.scalars.lowerBound
        let before = start > 0 ? text.scalars[start - 1] : " "
        let hasPlus = before == "+" || before == "\u{FF0B}"
        guard isTelephone(run, hasPlus: hasPlus) else { return nil }
        if hasPlus || before == "(" || before == "\u{FF08}" { start -= 1 }
        return start..<run.scalars.upperBound
    }

    private static func isTelephone(_ run: DigitRun, hasPlus: Bool) -> Bool {
        let lengths = run.lengths
        let count = lengths.reduce(0, +)
        if hasPlus { return (8...15).contains(count) }
        // Digit by digit: `2 1 4 5 5 5 0 1 0 0`.
        if lengths.allSatisfy({ $0 == 1 }) { return count == 7 || (10...11).contains(count) }
        if run.groups.dropFirst().contains(where: { $0.gap == .slash }) {
            return lengths == [3, 3, 4] || lengths == [1, 3, 3, 4]
        }
        let first = run.groups[0].digits
        // Dialed from abroad: `011 52 55 1234 5678`, `00 52 55 1234 5678`.
        if first == "011" || first == "00", lengths.count > 2 {
            return (8...15).contains(count - first.utf8.count)
        }
        switch lengths {
        case [3, 4]:
            // `500–1000 people` is a range.
            return run.groups[1].gap != .dash || !run.groups.allSatisfy { $0.digits.hasSuffix("0") }
        case [3, 3, 4], [10], [2, 4, 4], [3, 7], [3, 2, 2, 2], [3, 3, 3], [3, 3, 2, 2]:
            return true
        case [1, 3, 3, 4], [1, 10], [11]: return first.hasPrefix("1") || first.hasPrefix("0")
        case [3, 4, 4]: return first.hasPrefix("0") || first.hasPrefix("1")
        case [4, 3, 3], [4, 3, 4], [4, 6], [4, 7], [3, 8], [4, 2, 2, 2], [2, 2, 2, 2, 2]:
            return first.hasPrefix("0")
        default: return false
        }
    }

    /// Whether it is an amount of money, or a round number: `+100 000 000 dollars`, `$2 500 000`.
    private static func isAmount(_ run: DigitRun, in text: WordText) -> Bool {
        let isGrouped =
            run.lengths[0] <= 3 && run.lengths.dropFirst().allSatisfy { $0 == 3 }
            && run.groups.dropFirst().allSatisfy { $0.gap == .space || $0.gap == .mark }
        guard isGrouped || run.groups.count == 1 else { return false }
        let isRound =
            run.groups.count > 2 && run.groups.dropFirst().allSatisfy { $0.digits == "000" }
        return isRound || isMoney(run.scalars, in: text)
    }

    private static let currencies = [
        "dollar", "dolar", "usd", "peso", "mxn", "euro", "pound", "libra", "million", "millon",
        "billion", "dong", "đồng", "đong", "vnd", "yuan", "yen", "piso", "元", "美元", "塊", "块", "萬",
        "万",
        "億", "亿", "円", "원", "만", "억",
    ]

    /// Whether a currency sign is before or after it, or a currency word after it.
    private static func isMoney(_ place: Range<Int>, in text: WordText) -> Bool {
        let scalars = text.scalars
        let before = scalars[max(0, place.lowerBound - 3)..<place.lowerBound].reversed()
            .first { !WordText.isSpace($0) && $0 != "+" }
        let after = scalars[place.upperBound...].prefix(12).drop(while: WordText.isSpace)
        if before?.properties.generalCategory == .currencySymbol { return true }
        if after.first?.properties.generalCategory == .currencySymbol { return true }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: after)
        let key = WordText.key(String(word))
        return currencies.contains { key.hasPrefix($0) }
    }

    /// `123-45-6789` with any dashes, or with spaces or none near words that identify it.
    static func socialSecurityNumbers(_ text: WordText) -> [Range<Int>] {
        DigitRun.all(in: text).flatMap { run -> [Range<Int>] in
            if let place = socialSecurityNumber(run, in: text) { return [place] }
            return run.parts.compactMap { socialSecurityNumber($0, in: text) }
        }
    }

    private static func socialSecurityNumber(_ run: DigitRun, in text: WordText) -> Range<Int>? {
        if run.lengths == [3, 2, 4],
            run.groups.dropFirst().allSatisfy({ $0.gap == .hyphen || $0.gap == .dash })
        {
            return run.scalars
        }
        guard run.lengths == [3, 2, 4] || run.lengths == [9] else { return nil }
        return isNearName(of: run.scalars, in: text) ? run.scalars : nil
    }

    private static let socialSecurityNames = [
        "ssn", "social security", "seguro social", "seguridad social", "社會安全", "社会安全", "社安",
        "an sinh x", "사회보장",
    ]

    private static func isNearName(of place: Range<Int>, in text: WordText) -> Bool {
        let near = max(0, place.lowerBound - 60)..<min(text.scalars.count, place.upperBound + 30)
        let key = WordText.key(text.string(near))
        return socialSecurityNames.contains { key.contains($0) }
    }
}
