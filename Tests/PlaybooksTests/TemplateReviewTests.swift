import Foundation
import IncidentEvents
@testable import Playbooks
import Testing
import Yams

/// Who has read the texts in a language.
@Suite struct TemplateReviewTests {
    private func load(_ text: String, use: String = "") throws -> MessageTemplate {
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial}]
            channels: [x, web]
            languages: [en]
            templates:
              road: {\(use)text: {\(text)}}
            """
        let playbook = try Playbook.load(yaml: Array(yaml.utf8), file: "storm.yaml").0
        return try #require(playbook.template("road"))
    }

    private let own = "kind: update, title: Road, "

    @Test func `a language's texts name their reviewer beside them`() throws {
        let road = try load(
            "en: {default: Hi.}, es: {default: Hola., reviewed: {by: kim, on: 2026-05-01}}",
            use: own)
        #expect(road.reviews == ["es": .init(by: "kim", on: "2026-05-01")])
        #expect(road.texts.count == 2)
    }

    @Test(arguments: [
        (
            "es: {default: Hola., reviewed: {by: kim}}",
            "9:95: error: \"reviewed\" is missing the key \"on\""
        ),
        (
            "es: {default: Hola., reviewed: {by: kim, on: 2026-02-30}}",
            "9:109: error: \"2026-02-30\" isn't a calendar day: write it like 2027-06-30"
        ),
        (
            "es: {default: Hola., reviewed: kim}",
            "9:95: error: \"reviewed\" must be a mapping, not a single value"
        ),
    ])
    func `a broken review is told with its place`(text: String, message: String) {
        do {
            _ = try load("en: {default: Hi.}, \(text)", use: own)
            Issue.record("It was loaded.")
        } catch let failure as LoadFailure {
            #expect(failure.diagnostics.map(\.description) == ["storm.yaml:\(message)"])
        } catch {
            Issue.record(error)
        }
    }

    @Test func `a review is read as it was written`() throws {
        let review = MessageTemplate.Review(by: "true", on: "2026-05-01")
        let faults = Faults(file: "f.yaml")
        let written = try Yams.serialize(
            node: #require(Format<MessageTemplate.Review>.review.write(review)))
        let node = try #require(YAMLDocument.read(Array(written.utf8), faults: faults))
        #expect(Format<MessageTemplate.Review>.review.read(node, "reviewed", faults) == review)
    }

    @Test func `the published schema of a review follows from the keys that are read`() throws {
        guard case .object(var review) = try PublishedSchema.part("$defs", "review"),
            case .object(var keys)? = review["properties"],
            case .object(let format) = Format<MessageTemplate.Review>.review.schema,
            case .object(var own)? = format["properties"]
        else {
            Issue.record("The schema has no review.")
            return
        }
        // The published day refers to the definition that the format writes out.
        (keys["on"], own["on"]) = (nil, nil)
        #expect(keys == own)
        review["properties"] = format["properties"]
        #expect(review == format)
    }
}
