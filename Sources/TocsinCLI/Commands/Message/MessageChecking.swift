internal import Basics
internal import Documents
internal import TextChecks
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct MessageCheck: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what would stop its release.",
        discussion: """
            With --text or --text-file it checks a text outside any incident, with a playbook's \
            settings and the home's department file if it has one.
            Example: tocsin message check M2
            Example: tocsin message check --text "Officers need YOU to stay away!!!" --channel x
            """)

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message:
        String?
    @Option(help: "Check this text instead.") var text: String?
    @Option(help: "Check the text in this file, or in - (standard input).", completion: .file())
    var textFile: String?
    @Option(help: "With a text: its channel.", completion: .channels) var channel: String?
    @Option(help: "With a text: its language, BCP 47. Default: en.", completion: .languages)
    var language: String?
    @Option(help: "With a text: the playbook whose settings apply.", completion: .playbooks)
    var playbook: String?
    @OptionGroup var library: LibraryOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private var isOfText: Bool { text != nil || textFile != nil }

    func validate() throws {
        if reading.asOf != nil {
            throw ValidationError("A check always uses the current message. Drop --as-of.")
        }
        if isOfText == (message != nil) {
            throw ValidationError("Name a message, or give a text with --text or --text-file.")
        }
        if !isOfText, channel != nil || language != nil || playbook != nil {
            throw ValidationError(
                "--channel, --language and --playbook need --text. A message has its own.")
        }
    }

    func run(in world: World) throws {
        guard isOfText else {
            let session = try Session(global, .reading, world)
            let view = try IncidentView(session, session.incident(), asOf: nil)
            let check = try check(view)
            if global.json {
                return try world.printJSON(
                    Enveloped(envelope: view.envelope, content: check.answer))
            }
            for line in view.heading { world.print(line) }
            return world.print(check.text(width: world.width))
        }
        let check = try TextCheck(
            CommandText(file: textFile, InputReader(world)).text(text, "text", option: "--text"),
            language: language ?? "en", channel: channel,
            playbook: playbook.map {
                try library.playbook(
                    $0, in: world.home(global), world, InputReader(world)
                ).playbook
            },
            department: department(world))
        global.json
            ? try world.printJSON(check.answer) : world.print(check.text(width: world.width))
    }

    func text(_ view: IncidentView) throws -> String {
        try check(view).text(width: view.session.world.width)
    }
    func json(_ view: IncidentView) throws -> any Encodable { try check(view).answer }

    /// The home's department; nil if the home has none, or if there is no home.
    private func department(_ world: World) throws -> Department? {
        let path = world.home(global).departmentPath
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let yaml = try InputReader(world).bytes(path, limit: 1_048_576, what: "a department file")
        return try Department.load(yaml: yaml, file: path).0
    }

    private func check(_ view: IncidentView) throws -> IncidentCheck {
        let id = try view.state.message(message ?? "")
        let writing = try WritingOptions.parse([])
        let request = try view.session.request(
            writing, in: view.stream, asking: Asked(self, [], earlier: []))
        var judgement: MessageJudgement?
        var refused: [GuardFinding] = []
        var problem: String?
        do {
            let decision = try view.session.engine.preview(in: view.stream, request: request) {
                judgement = try $0.judgement(of: id)
                try $0.perform(.message(.release(id, .init())))
            }
            refused = decision?.refusals ?? []
        } catch let rejection as Rejection {
            if rejection.code == .unknownThing || rejection.code == .unauthorized {
                throw rejection
            }
            problem = rejection.problem
            refused = rejection.findings
        }
        let found = judgement?.findings ?? []
        if problem != nil, refused.isEmpty {
            // Not submitted yet: the other blocking findings.
            refused = found.filter { $0.guard.isBlocking && $0.guard != .unapproved }
        }
        // A release that is out already is refused by nothing, but what is over or wrong stays so.
        refused += found.filter { $0.guard == .knownWrong && !refused.contains($0) }
        return IncidentCheck(
            message: id, problem: problem, refused: refused,
            warnings: found.filter { !$0.guard.isBlocking },
            variants: judgement?.variants ?? [],
            incident: try view.session.incidentToName(for: view.stream))
    }
}

/// The guards' findings about a message of an incident.
private struct IncidentCheck {
    var message: MessageID
    var problem: String?
    var refused: [GuardFinding]
    var warnings: [GuardFinding]
    var variants: [Message.Variant]
    /// The incident to name in suggested commands; nil if it is clear.
    var incident: String?

    struct Answer: Encodable {
        var message: MessageID
        var passes: Bool
        var problem: String?
        var refused: [Receipt.Finding]
        var warnings: [Receipt.Finding]
        var texts: [Text]

        struct Text: Encodable {
            var channel: String
            var language: String
            var text: String
            var reading: ReadingAnswer?
        }
    }

    private var passes: Bool { problem == nil && refused.isEmpty }

    var answer: Answer {
        Answer(
            message: message, passes: passes, problem: problem,
            refused: refused.map { Receipt.Finding($0, for: incident) },
            warnings: warnings.map { Receipt.Finding($0, for: incident) },
            texts: variants.map { variant in
                Answer.Text(
                    channel: variant.key.channel.rawValue, language: variant.key.language,
                    text: variant.text,
                    reading: ReadingAnswer(variant.text, language: variant.key.language))
            })
    }

    func text(width: Int) -> String {
        var lines = [passes ? "\(message) can be released." : "\(message) can't be released yet."]
        if let problem, refused.isEmpty || !problem.contains("was not released") {
            lines.append("  \(problem)")
        }
        lines += refused.map { "  \($0.guard.id): \($0.finding) \($0.remedy.text(for: incident))" }
        lines = lines.map(TerminalText.safe)
        guard !warnings.isEmpty else { return lines.joined(separator: "\n") }
        lines.append("\(warnings.count.counted("warning")):")
        return (lines + markedTexts(width: width) + notes(width: width)).joined(separator: "\n")
    }

    private func notes(width: Int) -> [String] {
        MarkedText.notes(
            warnings.map {
                MarkedText.Note(
                    name: $0.guard.id, finding: $0.finding, remedy: $0.remedy.text(for: incident),
                    reason: $0.guard.reason)
            }, width: width)
    }

    /// Each text with marks once, with all its channels.
    private func markedTexts(width: Int) -> [String] {
        var places: [[String]: [String]] = [:]
        var order: [(text: String, language: String, marks: [MarkedText.Mark])] = []
        for variant in variants {
            let marks = warnings.enumerated().flatMap { index, finding in
                finding.places.filter { $0.key == variant.key }
                    .map { MarkedText.Mark(span: $0.span, number: index + 1) }
            }
            guard !marks.isEmpty else { continue }
            let name = [variant.key.language, variant.text]
            if places[name] == nil { order.append((variant.text, variant.key.language, marks)) }
            places[name, default: []].append(variant.key.description)
        }
        return order.map { text, language, marks in
            let heading = places[[language, text], default: []].joined(separator: ", ")
            return MarkedText.block(heading + ":", text, marks, width: width)
        }
    }
}

/// The reading grade of a text; nil if there is no formula for its language.
struct ReadingAnswer: Encodable {
    var formula: String
    var grade: Double
    var score: Double
    var words: Int
    var sentences: Int
    /// Whether it is too short for a meaningful grade, so no warning is given.
    var isTooShort: Bool

    init?(_ text: String, language: String) {
        guard let grade = ReadingGrade(of: text, language: language) else { return nil }
        formula = grade.formula
        self.grade = (grade.grade * 10).rounded() / 10
        score = (grade.score * 10).rounded() / 10
        words = grade.words
        sentences = grade.sentences
        isTooShort = grade.words < ReadingGrade.minimumWords
    }
}

/// The findings about a text outside any incident.
private struct TextCheck {
    let content: String
    let language: String
    let remarks: [TextRemark]
    let channel: Channel?
    let limit: Double

    init(
        _ text: String, language: String, channel name: String?, playbook: Playbook?,
        department: Department?
    ) throws {
        content = text
        self.language = language
        let guards = playbook?.guards ?? Playbook.GuardSettings()
        limit = guards.readingGrade
        let catalogued = try name.map { try ChannelCatalogue.known($0) }
        channel = catalogued.map { playbook?.channel($0.id) ?? $0 }
        remarks = TextJudge(
            guards, department, known: [guards.exerciseMarking],
            isEveryday: playbook?.isEveryday ?? false
        ).remarks(on: text, language: language)
    }

    struct Answer: Encodable {
        var language: String
        var reading: ReadingAnswer?
        var readingLimit: Double
        var channel: String?
        var units: Int?
        var unit: String?
        var limit: Int?
        var fits: Bool?
        var problems: [String]
        var warnings: [Warning]

        struct Warning: Encodable {
            var `guard`: String
            /// The offset in UTF-8 bytes from the text's beginning.
            var from: Int
            var to: Int
            var finding: String
            var reason: String
            var remedy: String
        }
    }

    var answer: Answer {
        let count = channel?.count(content)
        return Answer(
            language: language, reading: ReadingAnswer(content, language: language),
            readingLimit: limit, channel: channel?.id.rawValue, units: count?.units,
            unit: count?.unit, limit: count?.limit, fits: count?.fits,
            problems: count?.problems ?? [],
            warnings: remarks.map { remark in
                Answer.Warning(
                    guard: remark.rule.rawValue, from: remark.span.lowerBound,
                    to: remark.span.upperBound, finding: remark.finding,
                    reason: remark.rule.reason, remedy: remark.remedy)
            })
    }

    func text(width: Int) -> String {
        let answer = answer
        var lines: [String] = []
        if let channel = answer.channel, let units = answer.units {
            let limit = answer.limit.map { " of \($0)" } ?? ""
            lines.append(
                "\(channel): \(units)\(limit) \(answer.unit ?? ""), \(answer.fits == true ? "fits" : "does not fit")"
            )
            lines += answer.problems.map { "  " + TerminalText.safe($0) }
        }
        if let reading = answer.reading {
            lines.append(
                "reading grade \(reading.grade) by \(reading.formula), \(reading.words) words"
                    + (reading.isTooShort ? ": too short to grade" : ", limit \(limit)"))
        } else {
            lines.append(
                TerminalText.safe(
                    "reading grade: none, because Tocsin has no formula for \"\(language.prefix(40))\""
                ))
        }
        guard !remarks.isEmpty else { return (lines + ["No warnings."]).joined(separator: "\n") }
        lines.append("\(remarks.count.counted("warning")):")
        let marks = remarks.enumerated().map {
            MarkedText.Mark(span: $0.element.span, number: $0.offset + 1)
        }
        lines.append(MarkedText.block("The text:", content, marks, width: width))
        lines += MarkedText.notes(
            remarks.map {
                MarkedText.Note(
                    name: $0.rule.rawValue, finding: $0.finding, remedy: $0.remedy,
                    reason: $0.rule.reason)
            }, width: width)
        return lines.joined(separator: "\n")
    }
}
