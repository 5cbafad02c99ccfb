import Channels
import Foundation
import Testing

@Suite struct NormalizationTests {
    /// Long enough to compose the text in pieces, whose borders fall at every offset.
    @Test(arguments: [
        "e\u{301}", "a\u{327}\u{301}b", "\u{1112}\u{1161}\u{11AB}", "\u{1161}\u{11AB}",
        "\u{CC6}\u{CC2}\u{CD5}", "\u{9BE}", "\u{BC6}\u{BBE}\u{B3E}", "\u{DD9}\u{DCF}\u{DCA}",
        "か\u{3099}", "\u{212B}", "\u{FB2C}", "🏴\u{E0067}", "\u{301}\u{327}\u{345}",
    ])
    func `composing in pieces changes nothing`(piece: String) {
        for lead in 0..<4 {
            let text =
                String(repeating: "x", count: lead) + String(repeating: piece, count: 1_500)
            let whole = text.precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
            #expect(Normalization.composed(text) == whole)
        }
    }
}
