import HandwrittenLog
import Channels
import Foundation
import Hashing
import Incident
import IncidentEvents
import Testing

@Suite struct ContentHashTests {
    /// The list of `Docs/approval.md`, implemented a second time.
    private struct List {
        var bytes: [UInt8] = []

        mutating func count(_ number: Int) {
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
        }

        mutating func fields(_ texts: String...) {
            for text in texts {
                count(text.utf8.count)
                bytes += Array(text.utf8)
            }
        }

        var sha256: [UInt8] { SHA256.hash(bytes.span.bytes).bytes }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }

    private func documentation() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Docs/approval.md"), encoding: .utf8)
    }

    private let variants = [
        Message.Variant(key: .x, text: "Two are hurt, unconfirmed."),
        Message.Variant(
            key: .init(channel: .sms, language: "es"), text: "Dos heridos, sin confirmar."),
    ]
    private let cites: [Message.Cited] = [
        .init(fact: "F10", asOf: Scenario.start), .init(fact: "F2", isUnconfirmed: true),
    ]

    @Test func `the documented vector, by the documented bytes`() throws {
        var list = List()
        list.fields("tocsin content 1", "update", "nobody")
        list.count(2)
        list.fields("F2", "1", "", "F10", "0", "2016-07-08T03:15:00Z")
        list.count(1)
        list.fields("R1")
        list.count(2)
        list.fields("sms", "es", "Dos heridos, sin confirmar.")
        list.fields("x", "en", "Two are hurt, unconfirmed.")
        let hash = ContentHash.sha256(
            kind: "update", declaration: .nobody, cites: cites, corrects: ["R1"],
            variants: variants)
        #expect(hash == list.sha256)
        let text = try documentation()
        #expect(text.contains(hex(hash)))
        #expect(text.replacing("\n", with: "").contains(hex(list.bytes)))
    }

    @Test func `the documented vector with a person`() throws {
        var person = Identification()
        person.whom = "the suspect"
        person.purpose = .suspect
        person.details = [.name, .photo]
        person.fact = "F3"
        var list = List()
        list.fields("tocsin content 1", "update", "persons")
        list.count(1)
        list.fields("the suspect", "1", "1,2", "F3", "", "", "", "", "", "", "0", "0", "", "0")
        list.count(0)
        list.count(0)
        list.count(1)
        list.fields("x", "en", "We seek this man.")
        let hash = ContentHash.sha256(
            kind: "update", declaration: .persons([person]), cites: [], corrects: [],
            variants: [.init(key: .x, text: "We seek this man.")])
        #expect(hash == list.sha256)
        #expect(try documentation().contains(hex(hash)))
    }

    @Test func `the documented vector with a thread and a picture`() throws {
        let posts = ["Stay away. (1/2)", "Go indoors. (2/2)"]
        var list = List()
        list.fields("tocsin content 1", "alert", "nobody")
        list.count(0)
        list.count(0)
        list.count(1)
        list.fields("x", "en", "Stay away. Go indoors.", "threads")
        list.count(1)
        list.fields("x", "en")
        list.count(2)
        for post in posts { list.fields(post) }
        list.fields("attachments")
        list.count(1)
        list.fields(String(repeating: "01", count: 32), "image/png", "1000")
        list.count(2)
        list.fields("en", "A map", "es", "Un mapa")
        var picture = AttachedMedia()
        picture.sha256 = Data(repeating: 1, count: 32)
        picture.mediaType = "image/png"
        picture.size = 1_000
        picture.identifiesNobody = true
        picture.alt = [("es", "Un mapa"), ("en", "A map")].map { language, text in
            var alt = VariantText()
            (alt.language, alt.text) = (language, text)
            return alt
        }
        let hash = ContentHash.sha256(
            kind: "alert", declaration: .nobody, cites: [], corrects: [],
            variants: [.init(key: .x, text: "Stay away. Go indoors.", parts: posts)],
            attachments: [picture])
        #expect(hash == list.sha256)
        #expect(try documentation().contains(hex(hash)), "\(hex(hash))")
    }

    @Test func `the documented vector of a translation's source`() throws {
        var list = List()
        list.fields("tocsin source 1")
        list.count(2)
        list.fields("Go indoors.", "Stay away.")
        let hash = ContentHash.sha256(source: ["Stay away.", "Go indoors.", "Stay away."])
        #expect(hash == list.sha256)
        #expect(try documentation().contains(hex(hash)), "\(hex(hash))")
    }

    @Test func `the order of variants and citations does not matter, and all else does`() {
        func hash(
            kind: String = "update", _ declaration: Message.Declaration = .nobody,
            cites: [Message.Cited]? = nil, corrects: [String] = ["R1"],
            variants: [Message.Variant]? = nil
        ) -> [UInt8] {
            ContentHash.sha256(
                kind: kind, declaration: declaration, cites: cites ?? self.cites,
                corrects: corrects, variants: variants ?? self.variants)
        }
        #expect(hash() == hash(cites: cites.reversed(), variants: variants.reversed()))
        var person = Identification()
        person.whom = "the suspect"
        var juvenile = person
        juvenile.juvenile = true
        let others = [
            hash(kind: "alert"), hash(.undeclared), hash(.persons([person])),
            hash(.persons([juvenile])), hash(cites: []), hash(cites: ["F10", "F2"]),
            hash(corrects: []), hash(corrects: ["R1", "R2"]),
            hash(variants: [variants[0]]),
            hash(variants: [.init(key: .sms, text: variants[0].text), variants[1]]),
            // They look the same but differ in their bytes.
            hash(variants: [.init(key: .x, text: "caf\u{e9}")]),
            hash(variants: [.init(key: .x, text: "cafe\u{301}")]),
        ]
        #expect(Set(others + [hash()]).count == others.count + 1)
    }

    @Test func `what a message retracts is part of what is approved`() throws {
        var scenario = try Scenario(opened: .live)
        let said = try scenario.givenPublished("Two snipers.", on: [])
        try scenario.given("pio-1", .retract(said))
        let id = try #require(scenario.state.messages.last?.id)
        try scenario.given("pio-1", .submit(id))
        let submission = try #require(scenario.state.messages[id]?.submission)
        #expect(
            submission.contentSHA256
                == ContentHash.sha256(
                    kind: "retraction", declaration: .nobody, cites: [],
                    corrects: [said.description], variants: submission.variants))
    }
}
