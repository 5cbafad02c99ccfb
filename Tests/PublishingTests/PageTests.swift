import Documents
import Foundation
import MarkdownReader
import TestData
import Testing

@testable import Publishing

@Suite struct PageTests {
    static let canCheckHTML = OutsideProgram.runs("python3", ["-c", "import html5lib"])

    static let content = PageContent(
        guidance: ["Stay inside.", "Lock doors & windows <now>."], known: ["Two people are hurt."],
        notKnown: ["Whether anyone else is involved."], doing: [], nextUpdate: "22:45 CST")

    static func release(marking: String? = nil, language: String = "en-US") -> NewsRelease {
        NewsRelease(
            agency: "Riverton Police", headline: "Shelter in place downtown",
            dateline: "Riverton, Texas, 2026-03-04 22:15 CST",
            paragraphs: ["Shots were fired near *Main* & Lamar.\n\n1. Do not come here."],
            content: content, contacts: ["Press desk, +1 555 0100"], language: language,
            words: .english, marking: marking)
    }

    static let brief = PodiumBrief(
        agency: "Policía de Riverton", title: "Disparos en el centro",
        occasion: ["22:30 CST, ayuntamiento"], opening: ["Pensamos en los heridos."],
        content: PageContent(known: ["Hay dos heridos."], nextUpdate: "22:45 CST"),
        questions: [.init("¿Cuántos?", answer: "Dos.")], language: "es-US", words: .spanish,
        marking: "SIMULACRO")

    @Test func `a release as Markdown means what it says`() {
        #expect(
            Self.release().markdown == """
                Riverton Police

                # Shelter in place downtown

                **For immediate release**

                **Riverton, Texas, 2026-03-04 22:15 CST**

                Shots were fired near \\*Main\\* & Lamar.

                1\\. Do not come here.

                ## What you should do

                - Stay inside.
                - Lock doors & windows &lt;now&gt;.

                ## What we know

                Two people are hurt.

                ## What we do not know yet

                Whether anyone else is involved.

                ## Next update

                22:45 CST

                ---

                Contact:

                Press desk, +1 555 0100

                """)
    }

    @Test func `a brief as Markdown is marked first and last and says how long it takes`() {
        #expect(
            Self.brief.markdown == """
                **SIMULACRO**

                Policía de Riverton: Guion para el podio

                # Disparos en el centro

                **22:30 CST, ayuntamiento**

                Pensamos en los heridos.

                ## Lo que sabemos

                Hay dos heridos.

                ## Próxima actualización

                22:45 CST

                ## Preguntas que pueden hacer

                ### ¿Cuántos?

                Dos.

                ---

                Unos 4 segundos leído en voz alta

                **SIMULACRO**

                """)
    }

    @Test func `a marked release is not for release`() throws {
        let release = Self.release(marking: "DRAFT, NOT RELEASED")
        #expect(!release.markdown.contains("immediate release"))
        #expect(!release.html().contains("immediate release"))
        #expect(release.html().contains("<title>DRAFT, NOT RELEASED | "))
    }

    /// WCAG 2.2, 1.4.3 and 1.4.6, by its own formula.
    @Test func `text stands out from its background`() throws {
        func luminance(_ color: String) throws -> Double {
            let value = try #require(Int(color.dropFirst(), radix: 16))
            let channels = [value >> 16, value >> 8 & 255, value & 255].map { channel in
                let part = Double(channel) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        }
        let pairs = Self.release().html().matches(
            of: #/color: (#[0-9a-f]{6}); background: (#[0-9a-f]{6})/#)
        #expect(pairs.count == 2)
        for pair in pairs {
            let both = [
                try luminance(String(pair.output.1)), try luminance(String(pair.output.2)),
            ].sorted()
            #expect((both[1] + 0.05) / (both[0] + 0.05) >= 7)
        }
    }

    @Test func `a control character is shown by name in a page`() throws {
        let page = Self.release(marking: "DRAFT\u{1B}").html()
        #expect(page.contains("DRAFT\\u{1B}"))
        #expect(page.unicodeScalars.allSatisfy(VisibleText.isAllowedInXML))
    }

    @Test func `a language written from right to left says so`() {
        #expect(Self.release(language: "ar").html().contains("dir=\"rtl\""))
        #expect(!Self.release().html().contains("dir="))
    }

    @Test func `marks of direction stay, and overrides are shown`() {
        var release = Self.release(language: "he")
        release.paragraphs = ["3\u{200F} \u{2067}x\u{2069} \u{202E}y"]
        for text in [release.html(), release.markdown] {
            #expect(
                text.contains("3\u{200F} \u{2067}x\u{2069} \\u{202E}y")
                    || text.contains("3\u{200F} \u{2067}x\u{2069} \\\\u{202E}y"))
        }
    }

    @Test(.enabled(if: MarkdownReader.isInstalled, "markdown-it-py is not installed"))
    func `no text of a release or a brief acts as markup`() throws {
        func pages(_ text: String) -> [String] {
            let content = PageContent(
                guidance: [text, text], known: [text], notKnown: [text], doing: [text, text],
                nextUpdate: text)
            let release = NewsRelease(
                agency: text, headline: text, dateline: text, paragraphs: [text],
                content: content, contacts: [text], language: "en", words: .english,
                marking: text)
            let brief = PodiumBrief(
                agency: text, title: text, occasion: [text], opening: [text], content: content,
                questions: [.init(text, answer: text)], language: "en", words: .english,
                marking: text)
            return [release.markdown, brief.markdown]
        }
        let openers = MarkdownBait.openers.filter { !$0.contains("\n") }
        let read = try MarkdownReader.read((["word"] + openers).flatMap(pages))
        for (number, page) in read.enumerated() {
            #expect(
                page.difference(from: read[number % 2]) == nil, "\(openers[max(0, number / 2 - 1)])"
            )
        }
        // An agency's line begins with the text, and its lists and paragraphs contain nothing else.
        for (number, opener) in openers.enumerated() {
            let words = opener.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(read[2 * number + 2].texts.filter { $0 == words }.count >= 10)
        }
    }

    @Test(.enabled(if: Self.canCheckHTML, "Python's html5lib is not installed"))
    func `a strict HTML parser finds language, landmarks and headings in order`() throws {
        let reader = """
            import sys, html5lib
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            page = parser.parse(sys.stdin.read())
            print(page.get("lang"), page.findtext("head/title"), sep=" | ")
            assert page.find("head/meta[@charset='utf-8']") is not None
            ids = {e.get("id") for e in page.iter() if e.get("id")}
            for e in page.iter():
                if e.get("aria-labelledby"): assert e.get("aria-labelledby") in ids
                if e.tag in ("header", "main", "footer", "h1", "h2", "h3"):
                    print(e.tag, (e.text or "").strip())
                assert list(e) or e.tag in ("meta", "br") or (e.text or "").strip(), e.tag
            for e in page.iter("li"): print("li", e.text)
            """
        let release = try OutsideProgram.python(reader, input: Self.release().html())
        #expect(
            release == """
                en-US | Shelter in place downtown | Riverton Police
                header \n\
                main \n\
                h1 Shelter in place downtown
                h2 What you should do
                h2 What we know
                h2 What we do not know yet
                h2 Next update
                footer \n\
                li Stay inside.
                li Lock doors & windows <now>.

                """)
        let brief = try OutsideProgram.python(reader, input: Self.brief.html())
        #expect(
            brief == """
                es-US | SIMULACRO | Disparos en el centro | Policía de Riverton: Guion para el podio
                header \n\
                main \n\
                h1 Disparos en el centro
                h2 Lo que sabemos
                h2 Próxima actualización
                h2 Preguntas que pueden hacer
                h3 ¿Cuántos?
                footer \n
                """)
    }
}
