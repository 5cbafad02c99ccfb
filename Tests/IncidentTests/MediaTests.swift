import HandwrittenLog
import Channels
import Foundation
import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct MediaTests {
    private func scenario() throws -> Scenario {
        var scenario = try Scenario(
            opened: .live,
            playbook: ComposingTests.playbook(
                channels: [.instagram, .web], ["en": [.init("Here.")], "es": [.init("Aquí.")]]))
        try scenario.given("pio-1", .draft(template: "update", .update))
        return scenario
    }

    private func image(
        _ byte: UInt8 = 1, alt: [String: String] = ["en": "A map"],
        identifies persons: [Identification]? = []
    ) -> AttachedMedia {
        var media = AttachedMedia()
        media.sha256 = Data(repeating: byte, count: 32)
        media.mediaType = "image/png"
        media.size = 1_000
        media.alt = alt.sorted { $0.key < $1.key }.map { language, text in
            var alt = VariantText()
            (alt.language, alt.text) = (language, text)
            return alt
        }
        media.identifications = persons ?? []
        media.identifiesNobody = persons?.isEmpty ?? false
        return media
    }

    private func attach(_ attachment: AttachedMedia) -> Command {
        .message(.attach("M2", attachment))
    }

    private func released(_ outcome: Outcome) -> [String] {
        outcome.events.flatMap { event -> [String] in
            guard case .messageReleased(let event) = event else { return [] }
            return event.texts.map { "\($0.channel)/\($0.language)" }
        }
    }

    @Test func `a picture says whom it shows and what, by words`() throws {
        let scenario = try scenario()
        scenario.when("pio-1", attach(image(identifies: nil)))
            .thenRefused(.invalid, "image/png doesn't declare whom it shows", naming: .identifies)
        scenario.when("pio-1", attach(image(alt: [:]))).thenRefused(.invalid, "no alt text")
        scenario.when("pio-1", attach(image(alt: ["en": " "])))
            .thenRefused(.invalid, "alt text is empty")
        scenario.when("pio-1", attach(image(identifies: [Identification()])))
            .thenRefused(.invalid, "person identified is empty")
        scenario.when("pio-1", attach(image())).then("media-attached")
    }

    @Test func `a channel that needs a picture with words is held back alone, by language`() throws
    {
        var scenario = try scenario()
        try scenario.given("pio-1", .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let bare = scenario.when("pio-1", .release("M2"))
        // Reported once, because it is the same in both languages.
        #expect(bare.refusals.map(\.guard) == [.mediaMissing])
        #expect(bare.refusals.map(\.languages) == [["en", "es"]])
        #expect(released(bare) == ["web/en", "web/es"])

        try scenario.given("pio-1", attach(image()), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let english = scenario.when("pio-1", .release("M2"))
        #expect(english.refusals.map(\.languages) == [["es"]])
        #expect(released(english) == ["instagram/en", "web/en", "web/es"])

        try scenario.given("pio-1", attach(image(alt: ["es": "Un mapa"])), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given("pio-1", .release("M2"))
        let release = try #require(scenario.state.messages["M2"]?.releases.last)
        #expect(release.texts.count == 4)
        #expect(release.attachments.first?.alt.map(\.text) == ["A map", "Un mapa"])
    }

    @Test func `a picture of a person is an identification, and needs its proof`() throws {
        var scenario = try scenario()
        var person = Identification()
        person.whom = "the suspect"
        person.purpose = .suspect
        person.details = [.photo]
        try scenario.given("pio-1", attach(image(identifies: [person])))
        #expect(scenario.state.messages["M2"]?.declaration == .persons([person]))
        try scenario.given("pio-1", .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        scenario.when("pio-1", .release("M2", on: [.web])).thenStopped(by: .identification)
        // Declaring that the texts name nobody doesn't remove anyone from the picture.
        try scenario.given(
            "pio-1", .message(.revise("M2", .init(declaration: .nobody))))
        #expect(scenario.state.messages["M2"]?.declaration == .persons([person]))
        try scenario.given(
            "pio-1", .message(.detach("M2", sha256: Array(repeating: 1, count: 32))))
        #expect(scenario.state.messages["M2"]?.declaration == .nobody)
    }

    @Test func `what goes out in public does not say whom a picture shows`() throws {
        var scenario = try scenario()
        var official = Identification()
        official.whom = "the chief"
        official.purpose = .official
        official.details = [.photo]
        try scenario.given("pio-1", attach(image(identifies: [official])), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let outcome = scenario.when("pio-1", .release("M2", on: [.web]))
        guard case .messageReleased(let event) = outcome.events.last else {
            Issue.record("not released: \(outcome.findings)")
            return
        }
        #expect(event.attachments.count == 1)
        #expect(event.attachments.allSatisfy { $0.identifications.isEmpty })
    }

    @Test func `what is attached is approved with the texts, and any change takes that back`()
        throws
    {
        var scenario = try scenario()
        func hash() throws -> [UInt8] {
            try #require(scenario.state.messages["M2"]?.submission?.contentSHA256)
        }
        try scenario.given("pio-1", .submit("M2"))
        let bare = try hash()
        try scenario.given("pio-1", attach(image()))
        #expect(scenario.state.messages["M2"]?.submission == nil)
        try scenario.given("pio-1", .submit("M2"))
        let one = try hash()
        try scenario.given("pio-1", attach(image(2)), .submit("M2"))
        let two = try hash()
        try scenario.given("pio-1", attach(image(2, alt: ["en": "A photograph"])), .submit("M2"))
        let described = try hash()
        #expect(Set([bare, one, two, described]).count == 4)
        scenario.when("pio-1", attach(image(2, alt: ["en": "A photograph"]))).thenNothing()
        try scenario.given(
            "pio-1", .message(.detach("M2", sha256: Array(repeating: 1, count: 32))),
            .message(.detach("M2", sha256: Array(repeating: 2, count: 32))), .submit("M2"))
        #expect(try hash() == bare)
    }
}
