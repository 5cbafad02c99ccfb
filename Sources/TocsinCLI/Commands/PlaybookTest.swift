internal import ArgumentParser
internal import Basics
internal import Channels
internal import Documents
internal import Incident
internal import Playbooks

struct PlaybookTest: Command {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Check that a playbook's examples give their texts.",
        discussion: """
            The playbook's "examples" give facts and fields, and the texts that must come out. \
            Each text that differs is told with its line, as expected and as it came out. Exits \
            with 65 if there is one.
            Example: tocsin playbook test my-playbook.yaml
            """)

    @Argument(help: "The playbook's id, or a path.", completion: .playbooks) var playbook: String
    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var file: String
        var examples: [Example]

        struct Example: Encodable {
            var example: String
            var template: TemplateID
            var passes: Bool
            /// Why nothing could be drafted; absent if it could.
            var problem: String?
            var texts: [Text]
        }

        struct Text: Encodable {
            var channel: String
            var language: String
            var line: Int
            var column: Int
            var passes: Bool
            /// The posts of a thread, or one text.
            var expected: [String]
            var actual: [String]
            /// Why no text came out; absent if one did.
            var problem: String?
        }
    }

    func run(in world: World) throws {
        let file = try library.playbook(
            playbook, in: world.home(global), world, InputReader(world))
        let runs = try ExampleRuns(yaml: file.yaml, file: file.name)
        if global.json {
            try world.printJSON(
                Answer(file: file.name, examples: runs.runs.map(Answer.Example.init)))
        } else if runs.runs.isEmpty {
            world.print("\(file.name) has no examples.")
        } else {
            for diagnostic in runs.diagnostics {
                world.print(
                    VisibleText.escaping(diagnostic.description, keepsLineBreaks: true))
            }
            world.print(runs.summary)
        }
        if !runs.diagnostics.isEmpty { throw ExitCode(ExitStatus.badData.rawValue) }
    }
}

/// A playbook's examples and what came out of them.
struct ExampleRuns {
    let runs: [ExampleRun]
    private let file: String

    /// - Throws: A `LoadFailure` for a file with a fault.
    init(yaml: [UInt8], file: String) throws {
        let (playbook, examples) = try Playbook.examples(yaml: yaml, file: file)
        runs = examples.map { ExampleRun($0, in: playbook) }
        self.file = file
    }

    /// A fault for each text that differs.
    var diagnostics: [Diagnostic] {
        runs.flatMap { run -> [Diagnostic] in
            if let refusal = run.refusal, let text = run.example.texts.first {
                return [fault(run, text, "can't be drafted: \(refusal.problem)")]
            }
            return run.texts.filter { !$0.passes }.map { text in
                fault(run, text.expected, Self.difference(text))
            }
        }
    }

    var summary: String {
        let texts = runs.flatMap(\.texts)
        let failed = texts.count { !$0.passes }
        let examples = runs.count.counted("example", "examples")
        return failed == 0
            ? "\(examples), \(texts.count.counted("text", "texts")): all as expected."
            : "\(examples): \(failed) of \(texts.count.counted("text", "texts")) differ."
    }

    private func fault(
        _ run: ExampleRun, _ text: PlaybookExample.Text, _ what: String
    ) -> Diagnostic {
        Diagnostic(
            severity: .error, file: file, line: text.line, column: text.column,
            message: "the example \"\(run.example.name)\" \(what)")
    }

    private static func difference(_ text: ExampleRun.Text) -> String {
        let expected = text.expected
        let place = "\(expected.channel) in \(expected.language)"
        if let problem = text.problem { return "gives no text for \(place): \(problem)" }
        let count = max(expected.posts.count, text.posts.count)
        let lines = (0..<count).flatMap { index -> [String] in
            let before = index < expected.posts.count ? expected.posts[index] : ""
            let after = index < text.posts.count ? text.posts[index] : ""
            if before == after { return [] }
            let words = WordDifference(before, after)
            return [("-", words.before), ("+", words.after)].filter { !$0.1.isEmpty }
                .map { "    \($0.0) \($0.1)" }
        }
        return "gives another text for \(place):\n" + lines.joined(separator: "\n")
    }
}

extension PlaybookTest.Answer.Example {
    fileprivate init(_ run: ExampleRun) {
        self.init(
            example: run.example.name, template: run.example.template, passes: run.passes,
            problem: run.refusal?.problem,
            texts: run.texts.map { text in
                .init(
                    channel: text.expected.channel.rawValue, language: text.expected.language,
                    line: text.expected.line, column: text.expected.column, passes: text.passes,
                    expected: text.expected.posts, actual: text.posts, problem: text.problem)
            })
    }
}
