import Documents
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain, é and 🔥", "plain, é and 🔥"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
        ("a\u{202E}b", "a\\u{202E}b"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"),
        ("two\nlines", "two / lines"), ("two\r\nlines", "two / lines"), ("a\tb", "a b"),
        ("\u{9B}31m", "\\u{9B}31m"), ("bell\u{7}", "bell\\u{7}"), ("\u{7F}", "\\u{7F}"),
        ("family 👨‍👩‍👧", "family 👨‍👩‍👧"),
    ])
    func `nothing in a text can move a cursor or turn a line`(_ text: String, _ shown: String) {
        #expect(VisibleText.escaping(text) == shown)
    }

    @Test func `line breaks stay where they are wanted`() {
        #expect(VisibleText.escaping("a\nb\u{1B}", keepsLineBreaks: true) == "a\nb\\u{1B}")
    }
}
