import Testing

@testable import TextChecks

/// Words that people read and that a search by letters misses.
@Suite struct DisguisedWordTests {
    @Test(arguments: [
        ("sh\u{43E}oter", "shooter"), ("\u{455}hooter", "shooter"), ("sho\u{200B}oter", "shooter"),
        ("s h o o t e r", "shooter"), ("s.h.o.o.t.e.r", "shooter"), ("S-H-O-O-T-E-R", "shooter"),
        ("\u{FF53}hooter", "shooter"), ("\u{1D42C}hooter", "shooter"),
        ("sho\u{AD}oter", "shooter"), ("\u{24D3}ead", "dead"), ("\u{1D05}ead", "dead"),
        ("g u n", "gun"), ("sho\u{300}oter", "shooter"),
    ])
    func `a word has the same key however it is dressed`(written: String, key: String) {
        #expect(WordText("The \(written) is here").words.map(\.key) == ["the", key, "is", "here"])
    }

    @Test func `wider gaps divide spaced words`() {
        let words = WordText("s h o o t e r   d e a d").words
        #expect(words.map(\.key) == ["shooter", "dead"])
        #expect(words.allSatisfy { $0.disguise == .spacedLetters })
    }

    @Test(arguments: [
        "U.S.A.F. crews help", "Plan B, C, D, E", "Call at 5 p.m. or 6 p.m.", "a b",
        "Level 4 a 5 b",
        "naïve café señor", "Привет всем", "日本語のJR線", "100 µg", "Zürich Straße",
    ])
    func `plain words of any language have no disguise`(text: String) {
        #expect(WordText(text).words.allSatisfy { $0.disguise == nil }, "\(text)")
    }

    @Test(arguments: [
        ("p\u{430}ge", WordText.Disguise.mixedScripts), ("\u{441}\u{43E}\u{440}", .lookAlike),
        ("a\u{200D}b", .hiddenCharacters), ("d e a d", .spacedLetters),
    ])
    func `a disguise is told by its kind`(word: String, disguise: WordText.Disguise) {
        #expect(WordText(word).words.map(\.disguise) == [disguise])
    }

    @Test func `a joined word has the place of all its letters`() {
        let text = WordText("Now: d e a d!")
        #expect(text.string(text.words[1].scalars) == "d e a d")
    }
}

/// Numbers with letters that look like digits.
@Suite struct LetterDigitTests {
    @Test(arguments: ["214-555-O199", "214-555-0l99", "2l4 555 o199"])
    func `a letter O or l in a telephone number counts as the digit`(written: String) {
        let digits = written.map { "Oo".contains($0) ? "0" : $0 == "l" ? "1" : $0 }
            .filter(\.isNumber)
        let found = StatedDigits("Call \(written) now.").all.filter { $0.kind == .telephone }
        #expect(found.map(\.digits) == [String(digits)])
    }

    @Test(arguments: ["Only 24 of 30 lots are open", "look at lot 12", "E. coli O157 was found"])
    func `words with those letters are no numbers`(text: String) {
        #expect(StatedDigits(text).all.allSatisfy { $0.kind != .telephone })
    }
}

/// Words in a language whose claims nobody finds.
@Suite struct UnjudgedWordTests {
    @Test(arguments: [
        ("Trois personnes sont mortes à l'hôpital.", "en"),
        ("Stay away. Zwei Menschen wurden verletzt und sind im Krankenhaus.", "en"),
        ("Ba người đã chết.", "en"), ("На мосту погибли люди.", "es"), ("桥上有三人死亡", "en"),
        ("Três pessoas foram feridas.", "es"), ("Moun mouri nan lopital la.", "en"),
        ("Đừng đến gần cầu.", "vi"), ("Évitez le pont.", "fr"),
    ])
    func `words in a language without lists count as a claim`(text: String, language: String) {
        #expect(StatedClaims.claim(in: text, language: language) != nil)
    }

    @Test(arguments: [
        ("Avoid downtown streets near campus. Crews are working on Elm Street.", "en"),
        ("Roads closed. Use Route 9.", "en"), ("No se acerque. Use la calle Elm.", "es"),
        ("Meet at the corner of Fond du Lac Avenue and Rue Chez Pierre.", "en"),
        ("Evite la zona. Visite riverton.example.", "es"),
        ("Police officers responding now.", "en"),
    ])
    func `plain words in English and Spanish need no fact`(text: String, language: String) {
        #expect(StatedClaims.claim(in: text, language: language) == nil)
    }

    @Test func `a claim in the other language is found`() {
        #expect(StatedClaims.claim(in: "Hay tres muertos.", language: "en") == "muertos")
        #expect(StatedClaims.claim(in: "Three are dead.", language: "es") == "dead")
    }
}

/// What a value may say that nobody reads before the public.
@Suite struct NameFormTests {
    @Test(arguments: [
        "Main and Lamar", "Main St. and Lamar Ave.", "St. Mary's Hospital", "Elm Street",
        "I-35 at Exit 12", "1400 Main Street", "US 75 near Mill Creek", "El Centro College",
        "the bridge at Mill Falls", "Calle 5 y Avenida de la Paz", "Plaza del Sol, Zona 3",
        "Martin Luther King Boulevard", "Riverside (north bank)", "Fire Station 4",
        "Oak Park Fire House", "Downtown",
    ])
    func `a place is a name`(name: String) { #expect(NameForm.fault(in: name) == nil) }

    @Test(arguments: [
        "Main St. Suspect is X, armed", "Main Street. Everyone inside is dead.",
        "Main Street: Gunman At Large", "Main Street, Everyone Inside Is Dead",
        "Officer Down Road", "Shots Fired Avenue", "Fire at Elm School", "Calle del Tiroteo",
        "Main Street - Leave Town Now", "Main Street, call 214-555-0199", "Main Street!",
        "Main Street\nThe dam broke", "Main St, see evil.example", "Main Street 2145550199",
        "Main Street, d e a d", "M\u{430}in Street", "Main Street, El Tirador Está Armado",
        "Main Street, they shot him", "{department}", "Main Street \"safe\"",
        "Main Street, This Is Not A Drill", "Main Street, Bomb Squad",
    ])
    func `what states or asks something is no name`(name: String) {
        #expect(NameForm.fault(in: name) != nil)
    }
}
