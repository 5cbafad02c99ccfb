import Channels
import Testing

@Suite struct LanguageFormsTests {
    @Test(arguments: [
        ("en", "7", "7"), ("en", "1234", "1,234"), ("en", "1234567", "1,234,567"),
        ("en-US", "-12345.50", "-12,345.50"), ("es", "1234", "1234"), ("es", "12345", "12 345"),
        ("es-US", "1234567.25", "1 234 567.25"), ("zh-Hans", "1234567", "1234567"),
        ("en", "about 1234", "about 1234"), ("en", "1.2.3", "1.2.3"), ("en", "", ""),
        ("en", "-", "-"), ("en", "1.", "1."), ("en", "١٢٣٤", "١٢٣٤"),
    ])
    func `a number is written as its language does`(
        language: String, digits: String, written: String
    ) {
        #expect(LanguageForms(language).number(digits) == written)
    }

    @Test(arguments: [
        ("en", ["A", "B", "C"], "A, B and C"), ("en", ["A", "B"], "A and B"), ("es", ["A"], "A"),
        ("es", ["A", "B", "C"], "A, B y C"), ("es", ["padres", "hijos"], "padres e hijos"),
        ("es", ["Elm", "Irving"], "Elm e Irving"), ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["Elm", "Íñigo"], "Elm e Íñigo"), ("es", ["cationes", "iones"], "cationes y iones"),
        ("es", ["Elm", "Hill"], "Elm e Hill"), ("ko", ["A", "B", "C"], "A, B, C"), ("en", [], ""),
    ])
    func `a list is joined as its language does`(
        language: String, items: [String], written: String
    ) {
        #expect(LanguageForms(language).list(items) == written)
    }
}
