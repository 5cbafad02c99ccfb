import TextChecks
import Channels
import Foundation
import TestData
import Testing

/// Compares the grades with published programs: textstat for English, which looks up syllables in
/// the CMU dictionary while ours follow spelling rules; legibilidad for Spanish, and silabeador for
/// its syllables. (textstat splits Spanish words as for hyphenation, which leaves single letters
/// unsplit and therefore finds too few syllables.)
@Suite struct ReadingGradeTests {
    static let canCompare = OutsideProgram.runs(
        "python3", ["-c", "import textstat, legibilidad, silabeador"])

    static let english = [
        "Stay away from Main and Lamar. Officers are there now. We will tell you more at ten.",
        "Police are looking for a person who fired at officers downtown. If you are nearby, go inside, lock the doors and stay away from windows.",
        "Two officers were hurt and are being treated in hospital. Their families have been told. We are not giving their names tonight.",
        "The evacuation order for the river district remains in effect until the authorities have inspected every residential building in the area.",
        "Smoke from the fire is moving east. Close your windows and doors. Turn off fans that bring in air from outside. Keep pets indoors.",
        "Investigators are examining information received from several witnesses, and additional personnel have been requested from neighboring jurisdictions.",
        "Do not drink the water from your tap. Use bottled water to drink, cook and brush your teeth. Boil water for one minute before you use it.",
        "A tornado was seen near the airport at six this evening. Take shelter in a small room on the lowest floor, away from windows. Cover your head.",
        "Residents who were asked to leave their homes on Monday may return today. Drive with care, because crews are still working on power lines.",
        "The department acknowledges that an earlier statement concerning the identity of the individual was inaccurate and apologizes for the consequences.",
        "School is closed today. Buses will not run. Lunch can be picked up at the front door from eleven until one. Call the school with questions.",
        "We made an error. We said that three people were in custody. In fact one person is still being sought. We are sorry that we got this wrong.",
    ]
    static let spanish = [
        "Aléjese de la calle Principal. Los agentes están en el lugar. Le diremos más a las diez.",
        "La policía busca a una persona que disparó contra agentes en el centro. Si está cerca, entre en un edificio, cierre las puertas y aléjese de las ventanas.",
        "Dos agentes resultaron heridos y reciben atención en el hospital. Sus familias ya lo saben. No daremos sus nombres esta noche.",
        "La orden de evacuación para el distrito del río continúa vigente hasta que las autoridades hayan inspeccionado todos los edificios residenciales de la zona.",
        "El humo del incendio avanza hacia el este. Cierre las ventanas y las puertas. Apague los ventiladores. Mantenga a sus mascotas dentro de la casa.",
        "Los investigadores examinan la información recibida de varios testigos y han solicitado personal adicional de las jurisdicciones vecinas.",
        "No beba agua de la llave. Use agua embotellada para beber, cocinar y lavarse los dientes. Hierva el agua durante un minuto antes de usarla.",
        "Un tornado fue visto cerca del aeropuerto esta tarde. Busque refugio en un cuarto pequeño del piso más bajo, lejos de las ventanas. Cúbrase la cabeza.",
        "Las personas que salieron de sus casas el lunes pueden regresar hoy. Maneje con cuidado, porque todavía hay trabajadores en las líneas eléctricas.",
        "El departamento reconoce que una declaración anterior sobre la identidad del individuo fue incorrecta y se disculpa por las consecuencias ocasionadas.",
        "La escuela está cerrada hoy. No habrá autobuses. La comida se puede recoger en la puerta principal. Llame a la escuela si tiene preguntas.",
        "Cometimos un error. Dijimos que tres personas estaban detenidas. En realidad todavía se busca a una persona. Lamentamos habernos equivocado.",
    ]

    /// The values of a Python expression in `text`, one for each text.
    private func published(_ texts: [String], _ imports: String, _ expression: String) throws
        -> [Double]
    {
        let program = """
            import json, re, sys
            \(imports)
            print(json.dumps([float(\(expression)) for text in json.load(sys.stdin)]))
            """
        let input = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
        return try JSONDecoder().decode(
            [Double].self, from: Data(try OutsideProgram.python(program, input: input).utf8))
    }

    private func compare(
        _ ours: [Double], _ theirs: [Double], each: Double, mean: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(ours.count == 12 && theirs.count == 12, sourceLocation: sourceLocation)
        let differences = zip(ours, theirs).map { abs($0 - $1) }
        #expect(
            differences.allSatisfy { $0 <= each }, "\(differences)", sourceLocation: sourceLocation)
        let average = differences.reduce(0, +) / Double(differences.count)
        #expect(average <= mean, "\(average)", sourceLocation: sourceLocation)
    }

    /// One syllable more or less in twenty words is 0.6 of a grade: spelling rules occasionally
    /// miss one.
    @Test(.enabled(if: canCompare))
    func `English grades are textstat's within a grade, and within a third on average`() throws {
        let ours = try Self.english.map { try #require(ReadingGrade(of: $0, language: "en")).grade }
        compare(
            ours,
            try published(Self.english, "import textstat", "textstat.flesch_kincaid_grade(text)"),
            each: 1, mean: 1.0 / 3)
    }

    /// One syllable in eighteen words is 3.3 points; legibilidad misses one in one text, where
    /// silabeador agrees with ours.
    @Test(.enabled(if: canCompare))
    func `Spanish readability is legibilidad's, and every syllable silabeador's`() throws {
        let ours = try Self.spanish.map { try #require(ReadingGrade(of: $0, language: "es")) }
        compare(
            ours.map(\.score),
            try published(
                Self.spanish, "from legibilidad import legibilidad",
                "legibilidad.fernandez_huerta(text)"), each: 3.5, mean: 0.5)
        let syllables = try published(
            Self.spanish, "import silabeador",
            "sum(len(silabeador.syllabify(word)) for word in re.findall(r'[^\\W\\d_]+', text.lower()))"
        )
        #expect(ours.map { Double($0.syllables) } == syllables)
    }

    /// Words, sentences and syllables were counted by hand.
    @Test func `the formulas are those that were published`() throws {
        let english = try #require(
            ReadingGrade(of: "Stay at home. Lock every door.", language: "en"))
        #expect((english.words, english.sentences, english.syllables) == (6, 2, 8))
        #expect(abs(english.grade - (0.39 * 3 + 11.8 * 8 / 6 - 15.59)) < 1e-9)
        let spanish = try #require(
            ReadingGrade(of: "La policía busca a dos personas.", language: "es-MX"))
        #expect((spanish.words, spanish.sentences, spanish.syllables) == (6, 1, 12))
        #expect(abs(spanish.score - (206.84 - 60 * 2 - 1.02 * 6)) < 1e-9)
        #expect(spanish.grade == 5)
    }

    @Test func `no grade is made up for a language without a formula`() {
        #expect(ReadingGrade(of: "Restez chez vous.", language: "fr") == nil)
        #expect(TextJudge().remarks(on: Self.spanish[3], language: "fr") == [])
    }

    @Test func `a grade above the limit marks the longest sentence`() throws {
        let opening = "Stay away from here now. "
        let text = opening + Self.english[5]
        let remark = try #require(TextJudge().remarks(on: text, language: "en").first)
        #expect(remark.rule == .readingGrade)
        #expect(remark.span.lowerBound == opening.utf8.count)
        #expect(TextJudge(readingGrade: 20).remarks(on: text, language: "en") == [])
        #expect(TextJudge(readingGrade: nil).remarks(on: text, language: "en") == [])
        let hard = TextJudge().remarks(on: Self.spanish[3], language: "es")
        #expect(hard.map(\.rule) == [.readingGrade])
    }
}
