internal import Foundation
internal import TestData

/// Markdown as a third-party parser (markdown-it) reads it.
public enum MarkdownReader {
    private static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "python3"

    public static let isInstalled = OutsideProgram.runs(python, ["-c", "import markdown_it"])

    public struct Page: Decodable {
        /// The blocks, and the markup in their texts.
        public var shape: [String]
        /// The text of each block, without white space at the ends of its lines.
        public var texts: [String]

        /// The first block that differs from `other`, with those before it; nil if there is none.
        public func difference(from other: Page) -> String? {
            guard shape != other.shape else { return nil }
            let place = zip(shape, other.shape).prefix { $0 == $1 }.count
            func part(_ shape: [String]) -> String {
                shape[max(0, place - 3)..<min(place + 3, shape.count)].joined(separator: ", ")
            }
            return "block \(place): \(part(shape)) in place of \(part(other.shape))"
        }
    }

    public struct Unreadable: Error, CustomStringConvertible {
        public let description: String
    }

    public static func read(_ documents: [String]) throws -> [Page] {
        let input = String(decoding: try JSONEncoder().encode(documents), as: UTF8.self)
        let result = try OutsideProgram.run(python, ["-c", program], input: input)
        guard result.status == 0 else {
            throw Unreadable(description: result.output)
        }
        return try JSONDecoder().decode([Page].self, from: Data(result.output.utf8))
    }

    private static let program = """
        import json, sys
        from markdown_it import MarkdownIt
        reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        def page(source):
            shape, texts = [], []
            for token in reader.parse(source):
                if token.type != "inline":
                    shape.append(f"{token.type} {token.tag} {token.level}")
                    continue
                shape += [child.type for child in token.children if child.type != "text"]
                text = "".join("\\n" if child.type == "hardbreak" else child.content
                               for child in token.children)
                texts.append("\\n".join(line.strip() for line in text.split("\\n")))
            return {"shape": shape, "texts": texts}
        print(json.dumps([page(source) for source in json.load(sys.stdin)]))
        """
}

/// Text that Markdown reads as markup unless it is escaped.
public enum MarkdownBait {
    public static let openers = [
        "- x", "+ x", "* x", "1. x", "1) x", "12. x", "-", "+", "1.", "= x", "===", "---", "- - -",
        "***", "___", "> x", "# x", "###### x", "    x", "\tx", "~~~", "```", "| a | b |", "|---|",
        ":--", "<div>", "<!-- x", "</td>", "[x]: /y", "[x](/y)", "![x](/y)", "<http://a.example>",
        "&amp;", "&#45; x", "\\", "a\\", "`x`", "_x_", "**x**", "~~x~~", "*\u{301}x*", "x #",
        "x  ", "\u{A0}- x", "**", "__x", "x\u{2028}# y", "x\n- y", "x\r\n===", "x\n\n1. y",
    ]

    /// A text of several such pieces.
    public static func text(using generator: inout some RandomNumberGenerator) -> String {
        let separators = ["", " ", " | ", "\\", "\n", "é"]
        var text = openers.randomElement(using: &generator) ?? "- x"
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            text += separators.randomElement(using: &generator) ?? " "
            text += openers.randomElement(using: &generator) ?? "- x"
        }
        return text
    }
}
