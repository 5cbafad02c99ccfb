import TextChecks
import Channels
import Testing

@Suite struct JudgingRuleTests {
    /// The passages that one rule marks in a text, in order.
    private func found(
        _ rule: TextRule, _ text: String, _ language: String = "en",
        by judge: TextJudge = TextJudge()
    ) -> [String] {
        judge.remarks(on: text, language: language).filter { $0.rule == rule }.map { remark in
            String(
                decoding: Array(text.utf8)[remark.span.lowerBound..<remark.span.upperBound],
                as: UTF8.self)
        }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        var rule: TextRule
        var text: String
        var language: String
        /// The expected passages; empty for none.
        var marks: [String]

        var testDescription: String { "\(rule.rawValue): \(text)" }

        init(_ rule: TextRule, _ text: String, _ marks: [String]) {
            self.init(rule, text, "en", marks)
        }

        init(_ rule: TextRule, _ text: String, _ language: String, _ marks: [String]) {
            self.rule = rule
            self.text = text
            self.language = language
            self.marks = marks
        }
    }

    static let mustFire: [Example] = [
        Example(.personalData, "Call 214-555-0199 now.", ["214-555-0199"]),
        Example(.personalData, "Call (214) 555-0199 now.", ["(214) 555-0199"]),
        Example(.personalData, "Call 1-214-555-0199.", ["1-214-555-0199"]),
        Example(.personalData, "Call 555-0199.", ["555-0199"]),
        Example(.personalData, "Llame al +52 55 1234 5678.", "es", ["+52 55 1234 5678"]),
        Example(.personalData, "Escriba a señor@ejemplo.mx hoy.", "es", ["señor@ejemplo.mx"]),
        Example(.personalData, "He lives at 1234 N Elm Street.", ["1234 N Elm Street"]),
        Example(.personalData, "He lives at 1400 N. Main Street.", ["1400 N. Main Street"]),
        Example(.personalData, "Go to 123 N. Main St. now.", ["123 N. Main St"]),
        Example(.personalData, "Go to 12 N.W. 5th Avenue.", ["12 N.W. 5th Avenue"]),
        Example(.personalData, "Vive en Av. Juárez 120.", "es", ["Av. Juárez 120"]),
        Example(.personalData, "His SSN is 123-45-6789.", ["123-45-6789"]),
        Example(.personalData, "Vive en Calle Olmo 123.", "es", ["Calle Olmo 123"]),
        Example(.personalData, "A red truck, plate ABC 1234, left.", ["ABC 1234"]),
        Example(.personalData, "Placas 8ABC123 de Texas.", "es", ["8ABC123"]),
        Example(.personalData, "The man was born on 5 March 1990.", ["born on 5 March 1990"]),
        Example(.personalData, "DOB 3/4/1990, at home.", ["DOB 3/4/1990"]),
        Example(
            .personalData, "Nacido el 5 de marzo de 1990.", "es", ["Nacido el 5 de marzo de 1990"]),
        // Addresses in running Spanish.
        Example(.personalData, "El hombre vive en la calle Olmo 1234.", "es", ["calle Olmo 1234"]),
        Example(.personalData, "Vive en la avenida Juárez 450.", "es", ["avenida Juárez 450"]),
        Example(.personalData, "vive en la calle olmo 1234", "es", ["calle olmo 1234"]),
        Example(
            .personalData, "Está en la calle 5 de Mayo núm. 12 con su hijo.", "es",
            ["calle 5 de Mayo núm. 12"]),
        Example(
            .personalData, "Su casa, en la avenida de la Paz, número 45, arde.", "es",
            ["avenida de la Paz, número 45"]),
        Example(
            .personalData, "Vive en el callejón Luna, 12, piso 2.", "es", ["callejón Luna, 12"]),
        Example(.personalData, "Fue a la C/ Olmo 12 ayer.", "es", ["C/ Olmo 12"]),
        Example(.personalData, "Av. del Sol #45 es su casa.", "es", ["Av. del Sol #45"]),
        Example(.personalData, "Ông ở số 12 đường Lê Lợi.", "vi", ["12 đường Lê Lợi"]),
        Example(.personalData, "他住在忠孝路12號三樓", "zh-Hant", ["他住在忠孝路12號"]),
        // Telephone numbers in any digits, with any dashes, in any script.
        Example(.personalData, "請撥打714-555-0190查詢", "zh-Hant", ["714-555-0190"]),
        Example(.personalData, "010-1234-5678로 전화하세요", "ko", ["010-1234-5678"]),
        Example(
            .personalData, "電話は090ー1234ー5678へ、または０９０－１２３４－５６７８", "ja",
            ["090ー1234ー5678", "０９０－１２３４－５６７８"]),
        Example(.personalData, "Call ２１４-５５５-０１４２.", ["２１４-５５５-０１４２"]),
        Example(.personalData, "اتصل على ٢١٤-٥٥٥-٠١٤٢ الآن", "ar", ["٢١٤-٥٥٥-٠١٤٢"]),
        Example(.personalData, "Call 214 – 555 – 0142.", ["214 – 555 – 0142"]),
        Example(
            .personalData, "Call 214—555—0142 or 214−555−0143.", ["214—555—0142", "214−555−0143"]),
        Example(.personalData, "Llame al 2 1 4 5 5 5 0 1 4 2.", "es", ["2 1 4 5 5 5 0 1 4 2"]),
        Example(
            .personalData, "Call 214·555·0142 or 214/555/0143.", ["214·555·0142", "214/555/0143"]),
        Example(.personalData, "Call ²¹⁴-⁵⁵⁵-⁰¹⁴² now.", ["²¹⁴-⁵⁵⁵-⁰¹⁴²"]),
        Example(
            .personalData, "Call 214\u{200B}-555\u{200B}-0142.", ["214\u{200B}-555\u{200B}-0142"]),
        Example(.personalData, "Call 555-0142/555-0143.", ["555-0142", "555-0143"]),
        Example(.personalData, "Call ＋52 55 1234 5678.", ["＋52 55 1234 5678"]),
        Example(.personalData, "Gọi 0912 345 678 ngay.", "vi", ["0912 345 678"]),
        Example(.personalData, "Dial 011 52 55 1234 5678.", ["011 52 55 1234 5678"]),
        Example(.personalData, "Off Highway 75 214-555-0142 answers.", ["214-555-0142"]),
        Example(.personalData, "Social Security number 219 09 9999", ["219 09 9999"]),
        Example(.personalData, "Su seguro social es 219099999.", "es", ["219099999"]),
        Example(.personalData, "His SSN is 219–09–9999.", ["219–09–9999"]),
        Example(.identityTerm, "We seek a Hispanic male in a red shirt.", ["Hispanic"]),
        Example(.identityTerm, "He is described as black, about 30.", ["black"]),
        Example(.identityTerm, "A mentally ill man ran north.", ["mentally ill"]),
        Example(.identityTerm, "A young Muslim woman", ["Muslim"]),
        Example(.identityTerm, "The illegal alien fled.", ["illegal alien"]),
        Example(.identityTerm, "We seek an illegal immigrant.", ["illegal immigrant"]),
        Example(.identityTerm, "Illegal immigrants were seen.", ["Illegal immigrants"]),
        Example(.identityTerm, "Buscamos a un hombre hispano.", "es", ["hispano"]),
        Example(.identityTerm, "Un sospechoso de raza negra huyó.", "es", ["negra"]),
        Example(.identityTerm, "Una mujer musulmana", "es-US", ["musulmana"]),
        Example(.blame, "They lied to you.", ["lied"]),
        Example(.blame, "It is your own fault.", ["your own fault"]),
        Example(.blame, "Fue por su culpa.", "es", ["por su culpa"]),
        Example(.blame, "Son unos irresponsables", "es", ["irresponsables"]),
        Example(.shouting, "STAY AWAY FROM Main.", ["STAY AWAY FROM"]),
        Example(.shouting, "Evacuate IMMEDIATELY.", ["IMMEDIATELY"]),
        Example(.shouting, "¡NO SALGAN de casa!", "es", ["NO SALGAN"]),
        Example(.shouting, "Stay away!! Really?!", ["!!", "?!"]),
        Example(.jargon, "The perp fled.", ["perp"]),
        Example(.jargon, "One victim with a GSW.", ["GSW"]),
        Example(.jargon, "Units are 10-7 at Main.", ["10-7"]),
        Example(.jargon, "We are 10-97.", ["10-97"]),
        Example(
            .jargon, "El occiso fue trasladado a un nosocomio.", "es", ["occiso", "nosocomio"]),
        Example(.hashtagCase, "Read #staysafe and #STAYHOME now", ["#staysafe", "#STAYHOME"]),
        Example(.hashtagCase, "#ánimo", "es", ["#ánimo"]),
        Example(.emojiRun, "Stay away 🚨🚨 🚨 now", ["🚨🚨 🚨"]),
        Example(.emojiRun, "👩‍👧🇺🇸1️⃣", ["👩‍👧🇺🇸1️⃣"]),
    ]

    static let mustNotFire: [Example] = [
        Example(.personalData, "Open 24/7 from 12/05/2026, routes 1 2 3 4 5, 100/2000 units.", []),
        Example(.personalData, "A field of 500 m² and 300 km² burned. Call 1-800-555-0142.", []),
        Example(.personalData, "Call 911. On 2016-07-07 at 22:15, 10,000 people.", []),
        Example(.personalData, "The 1400 block of Elm Street is closed.", []),
        Example(.personalData, "We saw 12. Main Street is closed.", []),
        Example(.personalData, "Lot 12-123-45-6789 and 123-45-678 left.", []),
        Example(.personalData, "Estamos en Av. Juárez. 120 personas salieron.", "es", []),
        Example(.personalData, "Officers of @RivertonPD are at Main and Lamar.", []),
        Example(.personalData, "License plates are checked. She was born here.", []),
        Example(.personalData, "Entre las 10 y las 11, 500 personas.", "es", []),
        Example(.personalData, "La calle está cerrada desde las 10.", "es", []),
        Example(.personalData, "Calle cerrada. 12 agentes y 3 perros.", "es", []),
        Example(.personalData, "En la calle Olmo, 3 agentes están heridos.", "es", []),
        Example(.personalData, "Cierran la calle y 300 personas esperan.", "es", []),
        Example(.personalData, "Cerca de la plaza hay 20 agentes.", "es", []),
        Example(.personalData, "Poison Control: 1-800-222-1222 or (888) 555-0142.", []),
        Example(.personalData, "Llame al 844 555 0142 o al ８３３-５５５-０１４２.", "es", []),
        Example(.personalData, "Damage is put at +100 000 000 dollars.", []),
        Example(
            .personalData, "Costó 100 000 000 y no $123.456.789 ni 123 456 789 pesos.", "es", []),
        Example(.personalData, "Between 500–1000 people and 200 – 3000 cars.", []),
        Example(.personalData, "Case 219 09 9999 and unit A214-555-0142b.", []),
        Example(.personalData, "See 2016-07-07 22:15 and https://example.org/214-555-0142", []),
        Example(.identityTerm, "A man in a black shirt near the White House.", []),
        Example(.identityTerm, "Illegal fireworks and the alien movie.", []),
        Example(.identityTerm, "If you are deaf, text 911. Deaf people can text.", []),
        Example(.identityTerm, "The Asian market is closed; a man was seen.", []),
        Example(.identityTerm, "Un hombre con camisa negra.", "es", []),
        Example(.identityTerm, "La iglesia católica está abierta.", "es", []),
        Example(.blame, "The building lies north. Bring your animals.", []),
        Example(.blame, "Traiga sus animales al refugio.", "es", []),
        Example(.shouting, "The FBI and ATF are at the USA gate. SWAT is here.", []),
        Example(.shouting, "Call 911! Stay away!", []),
        Example(.shouting, "Riverton Police: FALSE ALARM. There is no danger.", []),
        Example(.jargon, "Between 10-12 people; 10-15 minutes; from 10-12; 10-12-2026", []),
        Example(.jargon, "The police looked for the suspect.", []),
        Example(.jargon, "Los agentes detuvieron al sospechoso.", "es", []),
        Example(.hashtagCase, "#StayHome #DPD #Dallas is #1", []),
        Example(.hashtagCase, "https://example.org/page#top", []),
        Example(.emojiRun, "🚨 Stay away 🚨🚨", []),
        Example(.emojiRun, "111 ### 🇺🇸🇺🇸", []),
        Example(.readingGrade, "Unquestionable institutional irresponsibility.", []),
    ]

    @Test(arguments: mustFire + mustNotFire)
    func `each rule remarks what it should and nothing else`(_ example: Example) {
        #expect(found(example.rule, example.text, example.language) == example.marks)
    }

    @Test func `a language whose words are not known is judged by signs alone`() {
        let text = "Die Perp Idioten!!! #hilfe 214-555-0199"
        let rules = TextJudge().remarks(on: text, language: "de").map(\.rule)
        #expect(rules == [.shouting, .hashtagCase, .personalData])
    }

    @Test func `what the department and the incident make public is no personal data`() {
        let judge = TextJudge(
            known: ["+1 214-555-0199", "1400 Main Street", "https://riverton.example/alerts"])
        let text = "Call 214-555-0199, write to desk@riverton.example or come to 1400 Main Street."
        #expect(found(.personalData, text, by: judge) == [])
        #expect(found(.personalData, text).count == 3)
        #expect(found(.personalData, "Call 214-555-0198.", by: judge) == ["214-555-0198"])
    }

    @Test func `a published contact is known in whatever digits and dashes a text writes it`() {
        let judge = TextJudge(known: ["hotline 214-555-0199"])
        #expect(found(.personalData, "請撥打２１４－５５５－０１９９", "zh-Hant", by: judge) == [])
        #expect(found(.personalData, "Call +1 214 – 555 – 0199.", by: judge) == [])
        #expect(found(.personalData, "Call 214 – 555 – 0198.", by: judge).count == 1)
    }

    @Test func `a department adds words, and its own note goes before ours`() {
        let judge = TextJudge(
            blameWords: ["slackers"], jargonWords: ["perp > the man", "APB > a call to look out"])
        #expect(found(.blame, "Those slackers lied.", by: judge) == ["slackers", "lied"])
        let jargon = judge.remarks(on: "An APB for the perp", language: "en")
        #expect(jargon.map(\.remedy) == ["Write: a call to look out.", "Write: the man."])
    }

    @Test func `a policy allows one class of terms and no other`() {
        let judge = TextJudge(allowedIdentities: [.race])
        let text = "A Hispanic male and a Muslim woman"
        #expect(found(.identityTerm, text, by: judge) == ["Muslim"])
    }

    @Test func `spans are bytes, and accents may be written either way`() {
        let text = "Señor, el nin\u{303}o y un hombre a\u{301}rabe 🚨 lied"
        let remark = TextJudge().remarks(on: text, language: "es").first
        #expect(remark?.rule == .identityTerm)
        let place = remark.map { String(decoding: Array(text.utf8)[$0.span], as: UTF8.self) }
        #expect(place?.unicodeScalars.elementsEqual("a\u{301}rabe".unicodeScalars) == true)
    }

    @Test func `a placeholder and a link are no words`() {
        let text = "Next by {next-update}: https://example.org/IDIOTS/STAY-AWAY"
        #expect(TextJudge().remarks(on: text, language: "en") == [])
    }
}

@Suite struct StatedNumberTests {
    private func stated(_ text: String, _ language: String = "en") -> [Double] {
        StatedNumbers(text, language: language).all.map(\.value)
    }

    @Test(arguments: [
        ("Five officers and 1,200 people", "en", [5, 1200]),
        ("Twenty-five of two hundred and five", "en", [25, 205]),
        ("three thousand four hundred and a dozen; a hundred", "en", [3400, 12, 100]),
        ("One officer is dead; no one else", "en", [1]),
        ("4.5 percent of 1.200.000", "en", [4.5, 1_200_000]),
        ("Treinta y cinco agentes y 1.200 personas", "es", [35, 1200]),
        ("Dos mil quinientos; ciento veinte; mil vecinos", "es", [2500, 120, 1000]),
        ("Un agente herido", "es", []),
        ("At 22:15 or 5 p.m. on July 7, 2016 and 7 de julio, in 2016", "en", []),
        ("Back at ten. Update by 10; a las diez", "en", []),
        ("Call 911 or 214-555-0199 within 30 minutes", "en", []),
        ("Highway 75, Station 4, 1500 Marilla Street, 10-15 people, I-35E", "en", []),
        ("Zwölf und 12", "de", [12]),
    ])
    func `numbers are read in figures and words, and what is no count is left out`(
        _ text: String, _ language: String, _ values: [Double]
    ) {
        #expect(stated(text, language) == values)
    }

    @Test(arguments: [
        ("Five officers are dead", "en", "officers", "dead"),
        ("It killed 5 police officers", "en", "officers", "dead"),
        ("Murieron cinco agentes", "es", "officers", "dead"),
        ("12 muertos", "es", nil, "dead"),
        ("Two of the suspects are in custody", "en", "suspects", "in custody"),
    ])
    func `what is counted has one name in both languages`(
        _ text: String, _ language: String, _ subject: String?, _ outcome: String?
    ) {
        let first = StatedNumbers(text, language: language).all.first
        #expect(first?.subject == subject)
        #expect(first?.outcome == outcome)
    }
}
