internal import Basics

/// The numbers that a text states, in figures or in words, with the things they count.
///
/// Left out, because no fact contains them: times, dates, years, durations, 911 and similar
/// numbers, telephone numbers, numbers of roads, rooms and districts, ranges, and English `one` and
/// Spanish `un` when they are not a count.
package struct StatedNumbers: Sendable {
    package struct Stated: Hashable, Sendable {
        package var value: Double
        /// The range in UTF-8 bytes.
        package var span: Range<Int>
        package var words: String
        /// The thing counted, by the same name in both languages; nil if it is no known noun.
        package var subject: String?
        /// The outcome: `dead`, `injured`, …
        package var outcome: String?
    }

    package private(set) var all: [Stated] = []

    /// - Parameter language: A BCP 47 tag; in languages other than English and Spanish only figures
    ///   are read.
    package init(_ text: String, language: String) {
        self.init(WordText(text), language: language)
    }

    /// The same for a text that is already split into words.
    package init(_ text: WordText, language: String) {
        let language = JudgedLanguage(tag: language)
        let words = text.words
        var taken: Set<Int> = []
        for place in PersonalData.telephones(text) + PersonalData.streets(text) {
            taken.formUnion(Self.words(of: place, in: words))
        }
        var index = 0
        while index < words.count {
            guard !taken.contains(index), let read = Self.read(words, at: index, language, text)
            else {
                index += 1
                continue
            }
            if !Self.isOther(read.range, in: words, read.isFigures) {
                let scalars = text.scalars(ofWords: read.range)
                var stated = Stated(
                    value: read.value, span: text.span(scalars), words: text.string(scalars))
                (stated.subject, stated.outcome) = Self.counted(read.range, in: words)
                all.append(stated)
            }
            index = read.range.upperBound
        }
    }

    /// Whether a word is a number in words, in English or Spanish.
    package static func isNumber(_ word: String) -> Bool {
        let key = WordText.key(word)
        return englishUnits[key] != nil || englishPowers[key] != nil || spanishUnits[key] != nil
            || ones.contains(key)
    }

    private static let ones: Set = ["zero", "one", "cero", "un", "uno", "una", "mil"]

    private static func words(of range: Range<Int>, in words: [WordText.Word]) -> Range<Int> {
        let start = words.partitioningIndex { $0.scalars.lowerBound >= range.lowerBound }
        var end = start
        while end < words.count, words[end].scalars.lowerBound < range.upperBound { end += 1 }
        return start..<end
    }

    // MARK: Reading

    private struct Read {
        var value: Double
        var range: Range<Int>
        var isFigures: Bool
    }

    private static func read(
        _ words: [WordText.Word], at index: Int, _ language: JudgedLanguage, _ text: WordText
    ) -> Read? {
        if words[index].isNumber { return figures(words, at: index, text) }
        switch language {
        case .english: return english(words, at: index)
        case .spanish: return spanish(words, at: index)
        case .other: return nil
        }
    }

    /// Whether minutes follow, as in `2:47pm`.
    private static func isHour(_ word: WordText.Word, in text: WordText) -> Bool {
        let next = word.scalars.upperBound
        guard next + 1 < text.scalars.count, text.scalars[next] == ":" else { return false }
        return ("0"..."9").contains(text.scalars[next + 1])
    }

    /// Reads `1,200`, `1.200` and `4.5`: three figures after a mark are thousands.
    private static func figures(
        _ words: [WordText.Word], at index: Int, _ text: WordText
    ) -> Read? {
        guard words[index].scalars.count <= 12, !isHour(words[index], in: text) else { return nil }
        var digits = words[index].key
        var fraction = ""
        var end = index + 1
        while end < words.count, words[end].isNumber, words[end].gap == .joined,
            words[end].scalars.lowerBound - words[end - 1].scalars.upperBound == 1
        {
            let mark = text.scalars[words[end].scalars.lowerBound - 1]
            // `10:30` is not a number; the words next to its parts show what they are.
            guard mark == "," || mark == "." else { break }
            if words[end].scalars.count == 3, fraction.isEmpty, digits.count <= 15 {
                digits += words[end].key
            } else {
                fraction = words[end].key
            }
            end += 1
        }
        guard let value = Double(fraction.isEmpty ? digits : "\(digits).\(fraction)") else {
            return nil
        }
        return Read(value: value, range: index..<end, isFigures: true)
    }

    private static let englishUnits: [String: Double] = [
        "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
        "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
        "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90, "dozen": 12,
    ]
    private static let englishPowers: [String: Double] = [
        "hundred": 100, "thousand": 1000, "million": 1_000_000,
    ]

    private static func english(_ words: [WordText.Word], at index: Int) -> Read? {
        if words[index].key == "one" { return one(words, at: index) }
        let isArticle = words[index].key == "a" || words[index].key == "an"
        guard englishUnits[words[index].key] != nil || isArticle else { return nil }
        if isArticle {
            guard index + 1 < words.count, words[index + 1].gap == .space,
                englishPowers[words[index + 1].key] != nil || words[index + 1].key == "dozen"
            else { return nil }
        }
        var total = 0.0
        var part = isArticle ? 1.0 : englishUnits[words[index].key] ?? 0
        var end = index + 1
        while end < words.count, words[end].gap <= .space {
            let key = words[end].key
            if let power = englishPowers[key] {
                if power == 100 { part *= 100 } else { total += part * power; part = 0 }
            } else if key == "dozen" {
                part *= 12
            } else if let unit = englishUnits[key], unit < 10,
                part.truncatingRemainder(dividingBy: 10) == 0,
                part.truncatingRemainder(dividingBy: 100) >= 20 || words[end].gap == .hyphen
            {
                part += unit
            } else if key == "one", words[end].gap == .hyphen {
                part += 1
            } else if let unit = englishUnits[key], part >= 100 || (total > 0 && part == 0) {
                part += unit
            } else if key == "and", end + 1 < words.count, part >= 100 || total > 0,
                englishUnits[words[end + 1].key] != nil
            {
                // `two hundred and five`
            } else {
                break
            }
            end += 1
        }
        return Read(value: total + part, range: index..<end, isFigures: false)
    }

    /// `one officer`, but not `no one`, `one of`, `this one`.
    private static func one(_ words: [WordText.Word], at index: Int) -> Read? {
        guard index + 1 < words.count, words[index + 1].gap <= .space else { return nil }
        let isCount = (index + 1..<min(index + 4, words.count)).contains {
            subjects[words[$0].key] != nil || outcomes[words[$0].key] != nil
        }
        let before = index > 0 && words[index].gap <= .space ? words[index - 1].key : ""
        let pronouns = ["no", "any", "every", "some", "each", "this", "that", "the", "which"]
        guard isCount, !pronouns.contains(before), words[index + 1].key != "of" else { return nil }
        return Read(value: 1, range: index..<index + 1, isFigures: false)
    }

    private static let spanishUnits: [String: Double] = [
        "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
        "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14,
        "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19,
        "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22,
        "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26,
        "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40,
        "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100,
        "ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300,
        "trescientas": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600,
        "setecientos": 700, "ochocientos": 800, "novecientos": 900, "docena": 12,
    ]

    private static func spanish(_ words: [WordText.Word], at index: Int) -> Read? {
        let isThousand = words[index].key == "mil"
        guard let first = isThousand ? 0 : spanishUnits[words[index].key] else { return nil }
        var total = isThousand ? 1000.0 : 0
        var part = first
        var end = index + 1
        while end < words.count, words[end].gap <= .space {
            let key = words[end].key
            let rest = part.truncatingRemainder(dividingBy: 100)
            if key == "mil" {
                total += max(part, 1) * 1000
                part = 0
            } else if key == "y", end + 1 < words.count, rest >= 30,
                rest.truncatingRemainder(dividingBy: 10) == 0,
                let unit = spanishUnits[words[end + 1].key]
                    ?? (["un", "uno", "una"].contains(words[end + 1].key) ? 1 : nil),
                unit < 10
            {
                part += unit
                end += 1
            } else if let unit = spanishUnits[key], rest == 0, unit < 100, part >= 100 || total > 0
            {
                part += unit
            } else if let unit = spanishUnits[key], part == 0, total > 0, unit < 1000 {
                part += unit
            } else {
                break
            }
            end += 1
        }
        return Read(value: total + part, range: index..<end, isFigures: false)
    }

    // MARK: Numbers that are not counts

    package static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec", "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ]
    private static let timeWords: Set<String> = [
        "am", "pm", "a", "p", "h", "hrs", "o'clock", "second", "seconds", "minute", "minutes",
        "min", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year",
        "years", "segundos", "minuto", "minutos", "hora", "horas", "dia", "dias", "semana",
        "semanas", "mes", "meses", "ano", "anos", "noon", "midnight",
    ]
    private static let numbered: Set<String> = [
        "highway", "interstate", "route", "exit", "mile", "district", "channel", "station",
        "room", "gate", "terminal", "engine", "division", "unit", "ward", "zone", "bus", "line",
        "flight", "phase", "level", "page", "case", "hwy", "section", "number", "version",
        "precinct", "sector", "lot", "pier", "floor", "carretera",
        "autopista", "ruta", "salida", "distrito", "canal", "estacion", "sala", "puerta",
        "zona", "vuelo", "linea", "calle", "avenida", "fase", "nivel", "pagina", "caso",
        "numero", "piso", "seccion",
    ]
    private static let hourWords: Set<String> = [
        "at", "by", "until", "till", "before", "after", "from", "las", "la",
    ]
    private static let afterHour: Set<String> = [
        "tonight", "today", "tomorrow", "this", "in", "or", "on", "de", "hoy", "manana",
    ]
    private static let emergencyNumbers: Set<Int> = [112, 211, 311, 511, 711, 811, 911, 988]

    private static func isOther(
        _ range: Range<Int>, in words: [WordText.Word], _ isFigures: Bool
    ) -> Bool {
        let word = words[range.lowerBound]
        let before = range.lowerBound > 0 ? words[range.lowerBound - 1] : nil
        let after = range.upperBound < words.count ? words[range.upperBound] : nil
        if let before, word.gap == .joined || word.gap == .hyphen {
            // Part of a time, a range, a code or a date.
            if before.isNumber || before.letters > 0 { return true }
        }
        if let after, after.gap <= .space, timeWords.contains(after.key) { return true }
        if let after, after.gap <= .space, months.contains(after.key) { return true }
        if let after, after.key == "de", range.upperBound + 1 < words.count,
            months.contains(words[range.upperBound + 1].key)
        {
            return true
        }
        if let before, word.gap <= .space,
            months.contains(before.key) || numbered.contains(before.key)
        {
            return true
        }
        // `at ten`, `a las diez`, `by 10`: an hour, unless a counted noun follows.
        if let before, word.gap <= .space, hourWords.contains(before.key),
            after.map({ $0.gap > .space || afterHour.contains($0.key) }) ?? true
        {
            return true
        }
        guard isFigures else { return false }
        if let after, after.gap == .hyphen || after.gap == .joined, after.isNumber { return true }
        guard let value = Int(word.key), range.count == 1 else { return false }
        if emergencyNumbers.contains(value) { return true }
        if let after, after.gap == .clause, after.isNumber, word.key.count <= 2 { return true }
        if let before, word.gap == .clause, before.isNumber, before.key.count <= 2 { return true }
        // A house or a year: `1500 Marilla`, `in 2016`.
        if let after, after.gap == .space, after.startsUpper, value >= 100 { return true }
        return (1900...2099).contains(value)
            && (after.map { $0.gap > .space || subjects[$0.key] == nil } ?? true)
    }

    // MARK: The thing counted

    /// The first known noun within four words, and its outcome in the clause.
    private static func counted(
        _ range: Range<Int>, in words: [WordText.Word]
    ) -> (subject: String?, outcome: String?) {
        var end = range.upperBound
        while end < words.count, end - range.upperBound < 8, words[end].gap < .clause { end += 1 }
        var start = range.lowerBound
        while start > 0, range.lowerBound - start < 6, words[start].gap < .clause { start -= 1 }
        var subject: String?
        var outcome: String?
        for index in range.upperBound..<end {
            if words[index].isNumber || isNumberWord(words[index].key) { break }
            // `three people and one dog`: the words after `and` are about something else.
            if words[index].key == "and" || words[index].key == "y" { break }
            if subject == nil, outcome == nil, index - range.upperBound < 4 {
                subject = subjects[words[index].key]
            }
            if outcome == nil { outcome = outcomes[words[index].key] }
        }
        // `killed five officers`, `murieron cinco agentes`.
        if outcome == nil, start < range.lowerBound {
            for index in (start..<range.lowerBound).reversed() {
                if words[index].isNumber || isNumberWord(words[index].key) { break }
                if let found = outcomes[words[index].key] {
                    outcome = found
                    break
                }
            }
        }
        return (subject, outcome)
    }

    private static func isNumberWord(_ key: String) -> Bool {
        englishUnits[key] != nil || spanishUnits[key] != nil || key == "one"
    }

    private static func lexicon(_ groups: [String: String]) -> [String: String] {
        var lexicon: [String: String] = [:]
        for (name, words) in groups {
            for word in words.split(separator: " ") { lexicon[String(word)] = name }
        }
        return lexicon
    }

    private static let subjects = lexicon([
        "officers":
            "officer officers deputy deputies agente agentes oficial oficiales policia policias",
        "people":
            "person people persons individuals civilians civilian residents persona personas civiles civil residentes",
        "victims": "victim victims victima victimas",
        "patients": "patient patients paciente pacientes",
        "children":
            "child children student students nino ninos nina ninas estudiante estudiantes alumnos",
        "suspects": "suspect suspects sospechoso sospechosos sospechosa",
        "shooters":
            "shooter shooters gunman gunmen sniper snipers tirador tiradores pistolero pistoleros francotirador francotiradores",
        "firefighters": "firefighter firefighters bombero bomberos",
        "homes": "home homes house houses casa casas vivienda viviendas hogares",
        "vehicles": "vehicle vehicles car cars vehiculo vehiculos auto autos carro carros",
        "shelters": "shelter shelters refugio refugios albergue albergues",
        "devices":
            "device devices bomb bombs explosive explosives artefacto artefactos bomba bombas explosivo explosivos",
    ])
    private static let outcomes = lexicon([
        "dead":
            "dead die died dies killed kill kills deaths death fatalities slain deceased muerto muertos muerta muertas murio murieron muerte muertes fallecido fallecidos fallecida fallecidas fallecieron fallecio asesinado asesinados",
        "injured":
            "injured wounded hurt injuries wounds herido heridos herida heridas lesionado lesionados lesionada lesionadas",
        "shot": "shot shoot baleado baleados tiroteado tiroteados",
        "in custody":
            "custody arrested detained arrests detenido detenidos detenida detenidas arrestado arrestados custodia",
        "missing": "missing unaccounted desaparecido desaparecidos desaparecida desaparecidas",
        "rescued": "rescued rescatado rescatados rescatada rescatadas",
        "evacuated": "evacuated evacuado evacuados evacuada evacuadas",
        "destroyed": "destroyed destruido destruidos destruida destruidas",
        "open": "open opened abierto abiertos abierta abiertas",
        "found": "found encontrado encontrados hallado hallados",
    ])
}
