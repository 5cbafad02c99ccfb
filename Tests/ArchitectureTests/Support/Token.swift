/// A word, number, string or sign of Swift source, with the line that it begins on.
struct Token: Equatable {
    enum Kind {
        case word
        /// A number or a sign of one character.
        case sign
        /// A literal's text, without quotation marks and interpolations.
        case string
        /// A line of a `///` comment.
        case documentation
    }

    var kind: Kind
    var text: String
    var line: Int
}

extension Token {
    /// The tokens of Swift source. Comments are left out; code in interpolations is not.
    static func scan(_ source: String) -> [Token] {
        var scanner = Scanner(bytes: Array(source.utf8))
        scanner.scan(untilParenthesis: false)
        return scanner.tokens
    }
}

/// Enough of Swift's lexical rules to tell code from comments and strings.
private struct Scanner {
    let bytes: [UInt8]
    var index = 0
    var line = 1
    var tokens: [Token] = []

    private func byte(_ offset: Int = 0) -> UInt8 {
        index + offset < bytes.count ? bytes[index + offset] : 0
    }

    private func text(from start: Int) -> String {
        String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
    }

    mutating func scan(untilParenthesis: Bool) {
        var depth = 1
        while index < bytes.count {
            let byte = byte()
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"): advance()
            case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "/"): lineComment()
            case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "*"): blockComment()
            case UInt8(ascii: "/") where isExpressionNext: regularExpression()
            case UInt8(ascii: "\""), UInt8(ascii: "#"):
                if !string() { sign() }
            case _ where Self.isWord(byte): word()
            default:
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                if untilParenthesis, depth == 0 { return advance() }
                sign()
            }
        }
    }

    private mutating func sign() {
        tokens.append(Token(kind: .sign, text: String(UnicodeScalar(byte())), line: line))
        advance()
    }

    private mutating func word() {
        let start = index
        while Self.isWord(byte()) { index += 1 }
        let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start])
        tokens.append(
            Token(kind: isNumber ? .sign : .word, text: text(from: start), line: line))
    }

    private mutating func lineComment() {
        let start = index
        while index < bytes.count, byte() != UInt8(ascii: "\n") { index += 1 }
        let text = text(from: start)
        if text.hasPrefix("///") {
            tokens.append(Token(kind: .documentation, text: text, line: line))
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            let pair = (byte(), byte(1))
            if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
                depth += 1
                advance(2)
            } else if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
                depth -= 1
                advance(2)
            } else {
                advance()
            }
        } while depth > 0 && index < bytes.count
    }

    /// Whether a slash here would begin a regular expression, and not divide.
    private var isExpressionNext: Bool {
        guard byte(1) != UInt8(ascii: " "), byte(1) != UInt8(ascii: "=") else { return false }
        guard let last = tokens.last else { return true }
        return last.kind == .sign ? "(=,:{[".contains(last.text) : last.text == "return"
    }

    private mutating func regularExpression() {
        advance()
        while index < bytes.count, byte() != UInt8(ascii: "/"), byte() != UInt8(ascii: "\n") {
            advance(byte() == UInt8(ascii: "\\") ? 2 : 1)
        }
        advance()
    }

    /// Reads a string literal with any number of `#`; false if none begins here.
    private mutating func string() -> Bool {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
        guard byte(hashes) == UInt8(ascii: "\"") else { return false }
        let quotes =
            byte(hashes + 1) == UInt8(ascii: "\"") && byte(hashes + 2) == UInt8(ascii: "\"")
            ? 3 : 1
        let place = tokens.count
        let start = line
        advance(hashes + quotes)
        var content: [UInt8] = []
        while index < bytes.count {
            if isEnd(quotes, hashes) {
                advance(quotes + hashes)
                break
            }
            if byte() == UInt8(ascii: "\\"), isHashed(hashes, from: 1) {
                if byte(1 + hashes) == UInt8(ascii: "(") {
                    advance(2 + hashes)
                    scan(untilParenthesis: true)
                } else {
                    advance(2 + hashes)
                }
            } else {
                content.append(byte())
                advance()
            }
        }
        let text = String(decoding: content, as: UTF8.self)
        tokens.insert(Token(kind: .string, text: text, line: start), at: place)
        return true
    }

    private func isEnd(_ quotes: Int, _ hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") } && isHashed(hashes, from: quotes)
    }

    private func isHashed(_ count: Int, from offset: Int) -> Bool {
        (0..<count).allSatisfy { byte(offset + $0) == UInt8(ascii: "#") }
    }
}
