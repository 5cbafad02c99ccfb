extension PersonalData {
    /// `1234 N Elm Street`, `1400 N. Main St.`, `calle Olmo 123`, `Av. del Sol #45`,
    /// `12 đường Lê Lợi`, `忠孝路12號`.
    static func streets(_ text: WordText) -> [Range<Int>] {
        text.words.indices.compactMap { index in
            let end =
                text.words[index].isNumber
                ? englishEnd(text, index) ?? vietnameseEnd(text, index)
                : spanishEnd(text, index)
            return end.map { text.scalars(ofWords: index..<$0) }
        } + chineseStreets(text)
    }

    private static let streetSuffixes: Set<String> = [
        "street", "st", "avenue", "ave", "road", "rd", "drive", "dr", "lane", "ln", "court", "ct",
        "boulevard", "blvd", "circle", "cir", "place", "pl", "way", "terrace", "ter", "trail",
        "trl", "parkway", "pkwy", "highway", "hwy",
    ]

    private static let directions: Set<String> = [
        "n", "s", "e", "w", "ne", "nw", "se", "sw",
    ]

    /// Whether only the period of an abbreviation is between a word and the one before: `N. Main`,
    /// `N.W. 5th`.
    private static func followsStop(_ text: WordText, _ index: Int) -> Bool {
        let gap = gap(text, before: index)
        return gap.first == "." && (gap.count == 1 || (gap.count == 2 && gap.last == " "))
    }

    private static func gap(_ text: WordText, before index: Int) -> ArraySlice<Unicode.Scalar> {
        let before = text.words[index - 1].scalars.upperBound
        return text.scalars[before..<text.words[index].scalars.lowerBound]
    }

    // MARK: English

    /// The number, then up to four words that begin in capitals, then a kind of street.
    private static func englishEnd(_ text: WordText, _ index: Int) -> Int? {
        let words = text.words
        guard words[index].scalars.count <= 6 else { return nil }
        for end in (index + 1)..<max(index + 1, min(index + 6, words.count)) {
            let isAbbreviated = directions.contains(words[end - 1].key) && followsStop(text, end)
            guard words[end].gap == .space || isAbbreviated,
                words[end].startsUpper || end > index + 1
            else { return nil }
            if end > index + 1, streetSuffixes.contains(words[end].key) { return end + 1 }
            guard words[end].startsUpper || words[end].key.first?.isNumber == true else {
                return nil
            }
        }
        return nil
    }

    // MARK: Spanish

    private static let streetPrefixes: Set<String> = [
        "calle", "c", "avenida", "av", "avda", "ave", "calzada", "bulevar", "blvd", "callejon",
        "paseo", "camino", "carretera", "plaza", "privada", "cerrada", "pasaje", "andador",
        "prolongacion", "circuito", "calz", "prol", "priv",
    ]
    /// Words that are not a street before a lowercase name: `cerrada desde las 10`.
    private static let ambiguousPrefixes: Set<String> = [
        "c", "ave", "paseo", "camino", "carretera", "plaza", "privada", "cerrada", "pasaje",
        "circuito",
    ]
    private static let connectors: Set<String> = ["de", "del", "la", "las", "los", "el", "y", "e"]
    private static let numberWords: Set<String> = [
        "numero", "num", "no", "nro", "n", "n\u{BA}", "n\u{B0}",
    ]
    /// Words that may follow an address. After any other word the number is a count:
    /// `en la calle Olmo, 3 agentes`.
    private static let addressEnds: Set<String> = [
        "y", "e", "o", "en", "de", "del", "con", "desde", "hasta", "donde", "colonia", "col",
        "barrio", "fraccionamiento", "piso", "interior", "int", "apartamento", "apto",
        "departamento",
        "depto", "dpto", "local", "esquina", "entre", "frente", "cerca", "junto",
    ]

    /// A kind of street, its name, then the number: `calle Olmo 123`, `calle 5 de Mayo, núm. 12`.
    private static func spanishEnd(_ text: WordText, _ index: Int) -> Int? {
        let words = text.words
        guard streetPrefixes.contains(words[index].key), index + 2 < words.count else { return nil }
        // `c` alone is a letter.
        if words[index].key == "c" {
            guard let mark = gap(text, before: index + 1).first, mark == "/" || mark == "." else {
                return nil
            }
        }
        var names = 0
        var lower = 0
        var isNumbered = false
        for end in (index + 1)..<min(index + 9, words.count) {
            let word = words[end]
            let isAbbreviated = words[end - 1].key.count <= 4 && followsStop(text, end)
            let isFirst = end == index + 1
            guard word.gap < .sentence || isAbbreviated,
                !isFirst || word.gap != .clause || words[index].key == "c"
            else { return nil }
            if word.isNumber, word.scalars.count <= 6, names > 0 {
                // `calle Insurgentes 5 de Mayo` names no house; `calle Olmo 5 de Dallas` does.
                let isSure = isNumbered || gap(text, before: end).contains("#")
                let isPlain = lower == 0 && word.gap <= .space
                return isSure || isPlain || endsAddress(text, end) ? end + 1 : nil
            }
            if numberWords.contains(word.key), names > 0 {
                isNumbered = true
            } else if word.gap > .space, !isAbbreviated, !(isFirst && words[index].key == "c") {
                return nil
            } else if word.isNumber || word.startsUpper {
                names += 1
            } else if !connectors.contains(word.key) {
                guard lower == 0, word.letters > 0, !ambiguousPrefixes.contains(words[index].key)
                else { return nil }
                lower += 1
                names += 1
            }
        }
        return nil
    }

    private static func endsAddress(_ text: WordText, _ index: Int) -> Bool {
        guard index + 1 < text.words.count else { return true }
        let next = text.words[index + 1]
        return next.gap >= .clause || next.startsUpper || addressEnds.contains(next.key)
    }

    // MARK: Others

    /// The keys of a road, a street and an alley, with and without their marks.
    private static let vietnameseStreets: Set<String> = [
        "đường", "đuong", "phố", "pho", "ngõ", "ngo",
    ]

    /// The number, the kind of street and up to four words of its name.
    private static func vietnameseEnd(_ text: WordText, _ index: Int) -> Int? {
        let words = text.words
        guard index + 2 < words.count, vietnameseStreets.contains(words[index + 1].key),
            words[index + 1].gap <= .clause
        else { return nil }
        let names = words[(index + 2)...].prefix(4).prefix { $0.gap == .space && $0.startsUpper }
        return names.isEmpty ? nil : names.endIndex
    }

    /// A street's name and its kind, then digits, then the word for a house's number.
    private static func chineseStreets(_ text: WordText) -> [Range<Int>] {
        let scalars = text.scalars
        return DigitRun.all(in: text).compactMap { run in
            let place = run.scalars
            guard run.groups.count == 1, place.upperBound < scalars.count,
                scalars[place.upperBound] == "號" || scalars[place.upperBound] == "号",
                let kind = scalars[..<place.lowerBound].last, "路街巷弄段道".unicodeScalars.contains(kind)
            else { return nil }
            let name = scalars[..<place.lowerBound].suffix(6).reversed()
                .prefix(while: \.properties.isIdeographic)
            return place.lowerBound - name.count..<place.upperBound + 1
        }
    }
}
