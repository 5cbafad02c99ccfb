import Playbooks
import Testing

@Suite struct SpanTextTests {
    @Test(arguments: [
        ("90s", 90), ("10m", 600), ("1h30m", 5_400), ("2d", 172_800), ("1d12h", 129_600),
        ("366d", 31_622_400),
    ])
    func `a span is read`(text: String, seconds: Int) {
        #expect(SpanText.read(text) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "0m", "10", "m", "10 m", "-10m", "1.5h", "30m1h", "1h1h", "10M", "10min", "367d",
        "9999999999d", "١٠m", "1h30", "99999999999999999999s",
    ])
    func `what is no span is refused`(text: String) {
        #expect(SpanText.read(text) == nil)
    }

    @Test(arguments: ["10m", "1h30m", "2d", "45s", "1d1h1m1s"])
    func `a span is written as it was read`(text: String) throws {
        #expect(SpanText.write(try #require(SpanText.read(text))) == text)
    }

    @Test func `the largest unit comes first, and nothing is written twice`() {
        #expect(SpanText.write(.seconds(90)) == "1m30s")
        #expect(SpanText.write(.seconds(86_400)) == "1d")
        #expect(SpanText.write(.zero) == "0s")
        #expect(SpanText.write(.seconds(-60)) == "-1m")
    }
}
