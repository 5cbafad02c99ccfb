import Channels
import Foundation
import TestData

/// The conformance data of twitter-text, in a folder next to the package.
enum Conformance {
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        let text: String
        /// The strings on the line `expected`.
        var expected: [String] = []
        /// The whole numbers and Booleans below `expected`, by name.
        var values: [String: Int] = [:]
    }

    static let folder = SharedFolder.url("conformance/twitter-text")

    static let isPresent = FileManager.default.fileExists(
        atPath: folder.appending(path: "validate.yml").path)

    /// Reads the part of YAML that these files use: one key a line, texts in double quotes.
    static func cases(_ section: String, in file: String) throws -> [Case] {
        let contents = try String(
            contentsOf: folder.appending(path: file), encoding: .utf8)
        var isInSection = false
        var cases: [Case] = []
        var description = ""
        for line in contents.split(separator: "\n") {
            if line.hasPrefix("  "), line.hasSuffix(":"), line.dropFirst(2).first != " " {
                isInSection = line == "  \(section):"
                continue
            }
            guard isInSection else { continue }
            let trimmed = line.drop { $0 == " " || $0 == "-" }
            guard let colon = trimmed.firstIndex(of: ":") else { continue }
            let key = trimmed[..<colon]
            let value = trimmed[trimmed.index(after: colon)...].drop { $0 == " " }
            switch key {
            case "description": description = String(value)
            case "text":
                cases.append(
                    Case(description: description, text: strings(value).first ?? String(value)))
            case _ where cases.isEmpty: continue
            case "expected": cases[cases.count - 1].expected = strings(value)
            default:
                cases[cases.count - 1].values[String(key)] =
                    value == "true" ? 1 : value == "false" ? 0 : Int(value)
            }
        }
        return cases
    }

    /// The double-quoted strings of a line, unescaped.
    private static func strings(_ line: Substring) -> [String] {
        var strings: [String] = []
        var current: String.UnicodeScalarView?
        var scalars = Array(line.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if scalar == "\"" {
                if let string = current { strings.append(String(string)) }
                current = current == nil ? String.UnicodeScalarView() : nil
            } else if scalar == "\\", let escape = scalars.popFirst() {
                switch escape {
                case "n": current?.append("\n")
                case "u", "U":
                    let digits = escape == "u" ? 4 : 8
                    let code = UInt32(
                        String(String.UnicodeScalarView(scalars.prefix(digits))), radix: 16)
                    scalars = scalars.dropFirst(digits)
                    if let code, let value = Unicode.Scalar(code) { current?.append(value) }
                default: current?.append(escape)
                }
            } else {
                current?.append(scalar)
            }
        }
        return strings
    }
}
