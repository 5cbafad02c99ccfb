import TextChecks
import Testing

/// Words that belong in no everyday post, and descriptions that fit too many.
@Suite struct ToneTests {
    private func found(
        _ text: String, _ language: String, isEveryday: Bool = true
    ) -> [String] {
        TextJudge(readingGrade: nil, isEveryday: isEveryday).remarks(on: text, language: language)
            .filter { Self.rules.contains($0.rule) }
            .map { remark in
                let bytes = Array(text.utf8)[remark.span.lowerBound..<remark.span.upperBound]
                return "\(remark.rule.rawValue): \(String(decoding: bytes, as: UTF8.self))"
            }
    }

    private static let rules: [TextRule] = [
        .mockery, .arrestTrophy, .sentenceComment, .raceAlone, .vulgar, .electioneering,
    ]

    @Test(arguments: [
        ("Slow down, dumbass.", "en", "vulgar: dumbass"),
        ("Bajen la velocidad, pendejos.", "es", "vulgar: pendejos"),
        ("Re-elect the sheriff on Tuesday.", "en", "electioneering: Re-elect"),
        ("El martes, vote por el alguacil.", "es", "electioneering: vote por"),
        ("What a load of bullshit about the dam.", "es", "vulgar: bullshit"),
    ])
    func `vulgar words and election appeals are found in every text`(
        text: String, language: String, remark: String
    ) {
        #expect(found(text, language) == [remark])
        #expect(found(text, language, isEveryday: false) == [remark])
    }

    @Test(arguments: [
        (
            "Our criminal mastermind left his wallet at the store.", "en",
            "mockery: criminal mastermind"
        ),
        ("He hid in a trash can. LOL", "en", "mockery: LOL"),
        ("You can’t make this up: he called us himself.", "en", "mockery: can’t make this up"),
        ("Vaya genio: dejó la cartera en la tienda.", "es", "mockery: Vaya genio"),
        ("Se escondió en un bote. Jajaja", "es", "mockery: Jajaja"),
        ("Busted! A man of 30 was found with two bicycles.", "en", "arrest-trophy: Busted"),
        ("He has new silver bracelets now.", "en", "arrest-trophy: silver bracelets"),
        ("Uno menos en la calle.", "es", "arrest-trophy: Uno menos en la calle"),
        ("Ya está tras las rejas.", "es-US", "arrest-trophy: tras las rejas"),
        ("Twelve years: what he deserves.", "en", "sentence-comment: what he deserves"),
        ("A slap on the wrist for the burglar.", "en", "sentence-comment: slap on the wrist"),
        ("Doce años: se hizo justicia.", "es", "sentence-comment: se hizo justicia"),
        ("Una condena leve para el ladrón.", "es", "sentence-comment: condena leve"),
    ])
    func `mockery, gloating and comments on a sentence are found in everyday texts only`(
        text: String, language: String, remark: String
    ) {
        #expect(found(text, language) == [remark])
        #expect(found(text, language, isEveryday: false) == [])
    }

    @Test(arguments: [
        ("Stay off the streets tonight: they are icy.", "en"),
        ("A man was arrested on suspicion of burglary. The court decides.", "en"),
        ("The court sentenced a man to two years for burglary.", "en"),
        ("Officer of the month: a well-deserved award.", "en"),
        ("We got her letter and want to say thanks.", "en"),
        ("Polls are open until 7 p.m. You can vote at City Hall.", "en"),
        ("Crews put cones on Elm Street. Please drive slowly.", "en"),
        ("Un cono de tránsito marca el desvío. Elija a tiempo otra ruta.", "es"),
        ("Un hombre fue detenido por robo. El tribunal decidirá.", "es"),
        ("El tribunal condenó a un hombre a dos años.", "es"),
        ("Siéntese a la mesa con nosotros el sábado.", "es"),
    ])
    func `plain words about arrests, courts and people are left alone`(
        text: String, language: String
    ) {
        #expect(found(text, language) == [])
    }

    @Test(arguments: [
        ("We seek a Hispanic man, 20 to 30, of average height.", "en", "race-alone: Hispanic"),
        ("The suspect is described as black, in a red jacket.", "en", "race-alone: black"),
        ("We seek a white male in a cap and a jacket.", "en", "race-alone: white"),
        ("Buscamos a un hombre hispano de unos 30 años.", "es", "race-alone: hispano"),
        ("Buscamos a una mujer blanca con gorra y mochila.", "es", "race-alone: blanca"),
        // Two shirts are one feature.
        ("A black man in a shirt, a jacket and a coat.", "en", "race-alone: black"),
    ])
    func `race with fewer than three features that single a person out is found`(
        text: String, language: String, remark: String
    ) {
        #expect(found(text, language, isEveryday: false) == [remark])
        #expect(found(text, language, isEveryday: true) == [remark])
    }

    @Test(arguments: [
        ("We seek a Hispanic man in a red cap, a green jacket and white shoes.", "en"),
        ("A black man ran north. He has a beard and a scar. He rode a blue bicycle.", "en"),
        ("A white male, 6 ft, with glasses and a tattoo.", "en"),
        ("A white male, 5'10\", with glasses and a tattoo.", "en"),
        ("Un hombre hispano con gorra roja, barba y una mochila negra.", "es"),
        ("A man in a black shirt.", "en"),
        ("A Muslim woman asked for help.", "en"),
    ])
    func `three features, or no race, are enough`(text: String, language: String) {
        #expect(found(text, language) == [])
    }

    @Test func `a policy that allows the term doesn't allow it alone`() {
        let judge = TextJudge(readingGrade: nil, allowedIdentities: [.race])
        let rules = judge.remarks(on: "We seek a Hispanic man.", language: "en").map(\.rule)
        #expect(rules == [.raceAlone])
    }
}
