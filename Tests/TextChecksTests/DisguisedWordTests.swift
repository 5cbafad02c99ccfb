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

/// What a value may say that nobody reads before the public.
@Suite struct NameFormTests {
    @Test(arguments: [
        "Main and Lamar", "Main St. and Lamar Ave.", "St. Mary's Hospital", "Elm Street",
        "I-35 at Exit 12", "1400 Main Street", "US 75 near Mill Creek", "El Centro College",
        "the bridge at Mill Falls", "Calle 5 y Avenida de la Paz", "Plaza del Sol, Zona 3",
        "Martin Luther King Boulevard", "Riverside (north bank)",
    ])
    func `a place is a name`(name: String) { #expect(NameForm.fault(in: name) == nil) }

    @Test(arguments: [
        "Main St. Suspect is X, armed", "Main Street. Everyone inside is dead.",
        "Main Street: Gunman At Large", "Main Street, Everyone Inside Is Dead",
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
