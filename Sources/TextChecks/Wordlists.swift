extension TextJudge {
    /// Finds vulgar words, election appeals, blame words and jargon, from our own lists and the
    /// department's.
    func wordlists(_ text: WordText, _ language: JudgedLanguage) -> [TextRemark] {
        let own: [(TextRule, PhraseList)] =
            switch language {
            case .english: [(.blame, Wordlists.englishBlame), (.jargon, Wordlists.englishJargon)]
            case .spanish: [(.blame, Wordlists.spanishBlame), (.jargon, Wordlists.spanishJargon)]
            case .other: []
            }
        // A vulgar word is one in any text.
        let everywhere: [(TextRule, PhraseList)] = [
            (.vulgar, PublicWords.vulgar), (.electioneering, PublicWords.electioneering),
        ]
        let added = [(TextRule.blame, blameWords), (.jargon, jargonWords)].filter { !$1.isEmpty }
            .map { ($0, PhraseList($1)) }
        // The department's own note on a word takes precedence over ours.
        let lists = added + own + everywhere
        var remarks: [TextRemark] = []
        for index in text.words.indices {
            var seen: Set<TextRule> = []
            for (rule, list) in lists {
                guard let match = list.match(text, at: index), seen.insert(rule).inserted
                else { continue }
                let place = text.scalars(ofWords: index..<(index + match.count))
                let what = text.quoted(place)
                let (finding, remedy) = Self.words(for: rule, note: match.note)
                remarks.append(
                    remark(rule, place, in: text, "\(what) \(finding).", remedy: remedy))
            }
        }
        return remarks
    }

    private static func words(
        for rule: TextRule, note: String
    ) -> (finding: String, remedy: String) {
        switch rule {
        case .vulgar: ("is vulgar", "Say it in words that you would use in front of a family.")
        case .electioneering:
            (
                "asks for a vote",
                "Leave it out. Say when and where people can vote, without a side, if that is the news."
            )
        case .blame:
            ("blames or insults", "State what happened and what to do. Don't judge people.")
        default: ("is jargon", note.isEmpty ? "Use everyday words." : "Write: \(note).")
        }
    }

    /// Finds two or more adjacent words in capitals, one long one, and runs of `!`. A label of up
    /// to three words near the beginning, such as `FALSE ALARM:`, doesn't count.
    func shouting(_ text: WordText) -> [TextRemark] {
        let quiet = Set(known.flatMap { WordText($0).words.map(\.key) })
        func isLoud(_ word: WordText.Word) -> Bool {
            word.lower == 0 && word.upper >= 2 && word.upper == word.scalars.count
                && !quiet.contains(word.key) && !Wordlists.acronyms.contains(word.key)
        }
        var remarks: [TextRemark] = []
        var index = 0
        while index < text.words.count {
            guard isLoud(text.words[index]) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < text.words.count, isLoud(text.words[end]), text.words[end].gap <= .clause {
                end += 1
            }
            let loud = text.words[index..<end]
            // One short word in capitals is an abbreviation; so are several without a longer one.
            let isShouting =
                loud.count > 1
                ? loud.contains { $0.upper >= 4 } : loud.contains { $0.upper >= 6 }
            let isLabel =
                loud.count <= 3 && index <= 8 && text.words[index].gap >= .clause
                && (end == text.words.count || text.words[end].gap >= .clause
                    || loud.allSatisfy { Wordlists.labels.contains($0.key) })
            if isShouting, !isLabel {
                let place = text.scalars(ofWords: index..<end)
                remarks.append(
                    remark(
                        .shouting, place, in: text, "\(text.quoted(place)) is in capitals.",
                        remedy: "Use lowercase letters."))
            }
            index = end
        }
        return remarks + exclamations(text)
    }

    private func exclamations(_ text: WordText) -> [TextRemark] {
        var remarks: [TextRemark] = []
        var start = 0
        while start < text.scalars.count {
            guard text.scalars[start] == "!" || text.scalars[start] == "?" else {
                start += 1
                continue
            }
            var end = start + 1
            while end < text.scalars.count, text.scalars[end] == "!" || text.scalars[end] == "?" {
                end += 1
            }
            let marks = text.scalars[start..<end]
            if marks.count > 1, marks.contains("!") {
                remarks.append(
                    remark(
                        .shouting, start..<end, in: text, "\(marks.count) marks in a row.",
                        remedy: "Use one mark or a period."))
            }
            start = end
        }
        return remarks
    }

    /// Finds `10-4`, but not `10-15 people`, `from 10-12` or a date.
    func tenCodes(_ text: WordText) -> [TextRemark] {
        let words = text.words
        return words.indices.dropFirst().compactMap { index in
            let word = words[index]
            guard words[index - 1].key == "10", word.gap == .hyphen, word.isNumber,
                word.scalars.count <= 2,
                word.scalars.lowerBound - words[index - 1].scalars.upperBound == 1,
                words[index - 1].gap >= .space
            else { return nil }
            if index + 1 < words.count {
                let next = words[index + 1]
                if next.gap == .hyphen || next.gap == .joined { return nil }
                if next.gap == .space, !Wordlists.afterTenCode.contains(next.key) { return nil }
            }
            if index >= 2, words[index - 1].gap == .space,
                Wordlists.beforeRange.contains(words[index - 2].key)
            {
                return nil
            }
            let place = text.scalars(ofWords: (index - 1)..<(index + 1))
            return remark(
                .jargon, place, in: text, "\(text.quoted(place)) looks like a 10-code.",
                remedy: "Spell out its meaning.")
        }
    }
}

enum Wordlists {
    static let englishBlame = PhraseList([
        "blame", "blames", "blamed", "irresponsible", "careless",
        "idiot", "idiots", "idiotic", "stupid", "foolish", "fools", "dumb", "ignorant", "moron",
        "morons", "coward", "cowards", "cowardly", "thug", "thugs", "monster",
        "monsters", "scum", "lunatic", "maniac", "psycho", "crazy", "hysteria",
        "hysterical", "paranoid", "liar", "liars", "lied", "lying", "shame on",
        "shameful", "disgraceful", "their own fault", "your own fault", "should have known",
        "refused to listen", "failed to heed", "ignored our warnings", "ignored warnings",
    ])
    static let spanishBlame = PhraseList([
        "irresponsable", "irresponsables", "imprudente", "imprudentes",
        "idiota", "idiotas", "estupido", "estupida", "estupidos", "tonto",
        "tontos", "ignorante", "ignorantes", "cobarde", "cobardes", "maton", "matones",
        "monstruo", "monstruos", "escoria", "loco", "locos", "lunatico",
        "histeria", "paranoico", "mentiroso", "mentirosos", "mintio",
        "mintieron", "mienten", "vergonzoso", "verguenza", "por su propia culpa", "por su culpa",
        "tienen la culpa", "tiene la culpa", "no hicieron caso",
    ])
    static let englishJargon = PhraseList([
        "perp > suspect", "perps > suspects", "perpetrator > suspect", "unsub > suspect",
        "gsw > gunshot wound", "gsws > gunshot wounds", "bolo > look out for",
        "be on the lookout > look out for", "doa > dead", "eta > when it arrives",
        "eoc > emergency operations center", "jic > the joint information center",
        "ics > how the response is led", "oic > the officer in charge",
        "ic > the commander at the scene", "leo > officer", "leos > officers",
        "mci > many people hurt", "mva > crash", "mvc > crash", "rp > the caller",
        "code 3 > with lights and sirens", "code 4 > no more help needed",
        "exigent > urgent", "egress > way out", "ingress > way in", "utilize > use",
        "utilized > used", "commence > begin", "commenced > began", "apprehend > arrest",
        "apprehended > arrested", "exfil > leave", "hot zone > the area of danger",
        "warm zone > the area near the danger", "cold zone > the safe area",
        "triage > sorting the injured", "egressed > left", "ambulatory > able to walk",
        "decedent > the person who died", "aor > area",
        "officer involved shooting > a shooting by an officer",
        "vehicle borne > in a vehicle", "ied > bomb", "ieds > bombs", "vbied > car bomb",
    ])
    static let spanishJargon = PhraseList([
        "occiso > la persona muerta", "occisa > la persona muerta", "obito > muerte",
        "nosocomio > hospital", "un masculino > un hombre", "una femenina > una mujer",
        "el masculino > el hombre", "la femenina > la mujer", "siniestro > accidente",
        "perpetrador > sospechoso", "perpetradores > sospechosos",
        "arma punzocortante > cuchillo", "arma blanca > cuchillo", "egreso > salida",
        "proceder a evacuar > salir", "utilizar > usar", "aprehender > detener",
        "aprehendido > detenido", "aprehendidos > detenidos", "politraumatizado > herido grave",
        "politraumatizados > heridos graves", "codigo rojo > emergencia",
        "elementos policiales > agentes", "elementos de seguridad > agentes",
        "efectivos policiales > agentes", "unidad motorizada > patrulla",
        "coe > centro de emergencias",
    ])

    /// Capitals that are not shouting: they are read letter by letter, or are a name.
    static let acronyms: Set<String> = [
        "fbi", "atf", "dea", "fema", "noaa", "nws", "cdc", "nasa", "swat", "amber", "ems", "usa",
        "ufo", "covid", "sars", "aids", "osha", "hazmat", "dart", "txdot", "ipaws", "isis",
        "naacp", "ncmec", "onu", "ovni", "eeuu", "unicef", "exercise", "ejercicio", "simulacro",
        "drill", "test",
    ]
    static let labels: Set<String> = [
        "false", "alarm", "all", "clear", "real", "warning", "alert", "correction", "update",
        "falsa", "alarma", "aviso", "alerta", "fin", "del", "correccion", "actualizacion",
    ]
    static let afterTenCode: Set<String> = [
        "at", "in", "on", "near", "by", "and", "with", "call", "calls", "is", "was", "the",
        "we", "our", "all", "en", "cerca", "con", "y", "por", "es",
    ]
    static let beforeRange: Set<String> = [
        "from", "between", "aged", "ages", "age", "about", "around", "de", "entre", "desde",
        "unos", "unas", "july", "june", "pages", "page", "chapters", "los",
    ]
}
