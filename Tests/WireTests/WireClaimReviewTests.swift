import Foundation
import TestData
import Testing

@testable import Wire

@Suite struct WireClaimReviewTests {
    static func review(_ finding: ClaimReview.Finding = .false) throws -> ClaimReview {
        ClaimReview(
            claim: "There are two shooters </script> on the roof", finding: finding,
            findingWords: "False", explanation: "One person was found, and nobody else is sought.",
            address: "https://police.example/r/rumors#R1",
            published: try #require(WireTime(rfc3339: "2026-03-04T22:40:00-06:00")),
            agencyName: "Riverton Police", agencyAddress: "https://police.example",
            language: "en-US", firstSeen: WireTime(rfc3339: "2026-03-04T22:05:00-06:00"),
            appearances: ["https://social.example/1", "https://social.example/2"])
    }

    @Test func `a finding that proves nothing has words and no number`() throws {
        for finding in ClaimReview.Finding.allCases {
            let json = try ClaimReview.jsonLD([try Self.review(finding)])
            let isProven = ![.unsubstantiated, .outdated].contains(finding)
            #expect(json.contains("\"ratingValue\"") == isProven)
            #expect(json.contains("\"alternateName\" : \"False\""))
        }
    }

    @Test func `the text can stand inside a page's script element`() throws {
        #expect(!(try ClaimReview.jsonLD([try Self.review()]).contains("<")))
    }

    @Test func `an appearance without an address is refused`() throws {
        var review = try Self.review()
        review.appearances = ["phone"]
        let error = try #require(throws: WireError.self) { try ClaimReview.jsonLD([review]) }
        #expect(error.reason == "\"phone\" isn't a valid absolute address")
    }

    @Test(.enabled(if: WireValidators.canCheckJSONLD, "Python's rdflib is not installed"))
    func `a JSON-LD processor finds the review in schema.org's words`() throws {
        // Without a network the processor can't fetch the vocabulary's context.
        let reader = """
            import sys, json, rdflib
            data = json.load(sys.stdin)
            assert data["@context"] == "https://schema.org"
            data["@context"] = {"@vocab": "https://schema.org/"}
            graph = rdflib.Graph().parse(data=json.dumps(data), format="json-ld")
            rows = graph.query('''PREFIX s: <https://schema.org/>
                SELECT ?r ?claim ?value ?agency ?seen WHERE {
                ?r a s:ClaimReview; s:claimReviewed ?claim; s:datePublished ?d; s:url ?u.
                ?r s:author [a s:GovernmentOrganization; s:name ?agency].
                ?r s:reviewRating [a s:Rating; s:ratingValue ?value; s:bestRating 5].
                ?r s:itemReviewed [a s:Claim; s:appearance [s:url ?seen]] } ORDER BY ?seen''')
            for row in rows: print(*row, sep=" | ")
            """
        let json = try ClaimReview.jsonLD([try Self.review()])
        let start =
            "https://police.example/r/rumors#R1 | There are two shooters </script> on the roof "
            + "| 1 | Riverton Police | https://social.example/"
        #expect(try OutsideProgram.python(reader, input: json) == "\(start)1\n\(start)2\n")
    }
}
