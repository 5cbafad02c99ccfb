import Incident
import Testing

@Suite struct SampleTextTests {
    /// Twelve forms of handle, each with the marker that must not survive.
    static let handles = [
        "@markerone", "@markertwo@social.example", "markerthree.bsky.social",
        "https://x.com/markerfour/status/123456", "x.com/markerfive", "u/markersix",
        "did:plc:markerseven2345abcdef", "＠markereight", "@\u{200B}markernine",
        "markerten@mail.example", "<@1234567890>", "ig: markereleven",
        "@markertwelve:matrix.example",
        "markerthirteen#1234", "npub1markerfourteenqqqqqqqqqqqq", "@[42:Markerfifteen]",
        "t.me/markersixteen", "facebook.com/profile.php?id=100012345678901",
        "acct:markerseventeen@server.example", "@ markereighteen", "@marker_nineteen.bsky.social",
        "&#64;markertwenty",
        "<a href=\"https://m.example/@markertwentyone\">@<span>markertwentyone</span></a>",
        "my handle is markertwentytwo", "$markertwentythree",
    ]

    @Test(arguments: handles)
    func `no form of a handle survives`(handle: String) {
        for post in [
            "The bridge is closed, says \(handle) now", "\(handle) the bridge is closed",
            "the bridge is closed (\(handle)).",
        ] {
            let sample = SampleText(post)
            #expect(!sample.text.lowercased().contains("marker"), "\(sample.text)")
            #expect(!sample.text.contains("1234567890") && !sample.text.contains("10001234"))
            #expect(sample.text.contains("bridge is closed"), "\(sample.text)")
            #expect(sample.stripped >= 1)
        }
    }

    @Test(arguments: [
        ("Call 214-555-0100 or write to a.b@mail.example", "214"),
        ("I live at 123 Maple Street", "Maple"),
    ])
    func `telephone numbers, mails and addresses are taken out`(post: String, marker: String) {
        let sample = SampleText(post)
        #expect(!sample.text.contains(marker) && sample.stripped >= 1, "\(sample.text)")
    }

    @Test func `the words of a post stay, without HTML`() {
        let sample = SampleText(
            "<p>Is the water safe?<br>5 &lt; 7 &amp; it&#39;s brown #boilwater</p>")
        #expect(sample.text == "Is the water safe? 5 < 7 & it's brown #boilwater")
        #expect(sample.stripped == 0)
    }

    @Test func `a long post is cut`() {
        #expect(SampleText(String(repeating: "word ", count: 500)).text.count == 501)
    }
}
