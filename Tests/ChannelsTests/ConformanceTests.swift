import Channels
import Testing

@Suite(.enabled(if: Conformance.isPresent, "twitter-text's data is not beside the package"))
struct ConformanceTests {
    @Test(arguments: [
        ("WeightedTweetsWithDiscountedEmojiCounterTest", 20),
        ("UnicodeDirectionalMarkerCounterTest", 2),
    ])
    func `weighted lengths are those of version 3`(section: String, atLeast: Int) throws {
        let x = try #require(ChannelCatalogue.channel(.x))
        let cases = try Conformance.cases(section, in: "validate.yml")
        #expect(cases.count >= atLeast)
        for example in cases {
            let count = x.count(example.text)
            #expect(count.units == example.values["weightedLength"], "\(example.description)")
            #expect(count.fits == (example.values["valid"] == 1), "\(example.description)")
            #expect(!count.isUpperBound, "\(example.description)")
        }
    }

    @Test(arguments: ["urls", "tco_urls_with_params"])
    func `links are found as the library finds them`(section: String) throws {
        let cases = try Conformance.cases(section, in: "extract.yml")
        #expect(!cases.isEmpty)
        for example in cases {
            let scalars = example.text.unicodeScalars.map(\.value)
            let found = LinkScanner(.x).links(in: scalars).map { range in
                String(String.UnicodeScalarView(scalars[range].compactMap(Unicode.Scalar.init)))
            }
            #expect(found == example.expected, "\(example.description)")
        }
    }

    @Test(arguments: ["country", "generic"])
    func `every top-level domain of the list makes a link`(section: String) throws {
        let x = try #require(ChannelCatalogue.channel(.x))
        let cases = try Conformance.cases(section, in: "tlds.yml")
        #expect(!cases.isEmpty)
        for example in cases { #expect(x.count(example.text).units == 23, "\(example.text)") }
    }

    @Test func `names that end in a known domain are links without a scheme`() throws {
        let x = try #require(ChannelCatalogue.channel(.x))
        let cases = try Conformance.cases("urls_without_protocol", in: "validate.yml")
        #expect(cases.count == 5)
        for example in cases { #expect(x.count(example.text).units == 23, "\(example)") }
    }
}
