import Foundation
import Testing

/// A new kind must stop the build wherever privacy, an id or authority depends on an event's kind.
@Suite struct KindSwitchTests {
    static let modules: Set<String> = [
        "Incident", "ReadModels", "Forms", "Publishing",
    ]

    private static let kinds: Set<String> = {
        do {
            let kinds = try SourceTree.kinds()
            let cases = kinds.map { kind -> String in
                let words = kind.split(separator: "_")
                return words[0] + words.dropFirst().map(\.capitalized).joined()
            }
            return Set(cases + kinds.map { $0.replacing("_", with: "-") })
        } catch {
            fatalError("The contract can't be read: \(error)")
        }
    }()

    /// The `default:` of each switch that has a kind among its own cases, and each `else if case`
    /// of a kind.
    static func faults(_ file: SourceFile) -> [String] {
        guard modules.contains(file.module) else { return [] }
        struct Switch {
            var depth: Int
            var namesKind = false
            var fallback: Token?
        }
        let code = file.code
        var faults: [String] = []
        var open: [Switch] = []
        var depth = 0
        var awaitsBrace = false
        for (index, token) in code.enumerated() {
            let next = index + 1 < code.count ? code[index + 1].text : ""
            if token.kind == .word, token.text == "switch" {
                awaitsBrace = true
            } else if token.kind == .sign, token.text == "{" {
                depth += 1
                if awaitsBrace { open.append(Switch(depth: depth)) }
                awaitsBrace = false
            } else if token.kind == .sign, token.text == "}" {
                if let last = open.last, last.depth == depth {
                    if last.namesKind, let fallback = last.fallback {
                        faults.append("\(file.place(fallback)): default of a switch over kinds")
                    }
                    open.removeLast()
                }
                depth -= 1
            } else if token.kind == .word, token.text == "default", next == ":",
                open.last?.depth == depth
            {
                open[open.count - 1].fallback = token
            } else if token.kind == .word, token.text == "case" {
                let pattern = code[(index + 1)...].prefix { $0.text != ":" && $0.text != "=" }
                let namesKind = zip([token] + pattern, pattern).contains { before, name in
                    kinds.contains(name.text) && (name.kind == .string || before.text == ".")
                }
                let isChained =
                    index > 1 && code[index - 1].text == "if" && code[index - 2].text == "else"
                if namesKind, isChained {
                    faults.append("\(file.place(token)): a chain over kinds")
                } else if namesKind, open.last?.depth == depth {
                    open[open.count - 1].namesKind = true
                }
            }
        }
        return faults
    }

    @Test func `no switch over kinds has a default`() {
        #expect(SourceTree.sources.flatMap(Self.faults) == [])
    }

    @Test func `a default and a chain over kinds are found, others are left alone`() {
        func faults(_ source: String) -> Int {
            Self.faults(SourceFile(path: "Sources/Forms/A.swift", source: source)).count
        }
        #expect(faults("switch kind { case .tipReceived(let e): e.tip; default: nil }") == 1)
        #expect(faults("switch name { case \"tip-received\", \"x\": 1\ndefault: 2 }") == 1)
        #expect(
            faults("if case .tipReceived = a {} else if case .factRecorded(let f) = a {} else {}")
                == 1)
        #expect(
            faults("switch kind { case .tipReceived: switch x { case 1: 2; default: 3 } }") == 0)
        #expect(faults("switch color { case .red: 1; default: 2 }") == 0)
        #expect(faults("if case .entryRedacted = event { true } else { false }") == 0)
    }
}
