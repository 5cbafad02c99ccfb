internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Hashing
internal import Incident
internal import IncidentEvents
internal import Publishing
internal import Wire

/// The most bytes of a file with questions.
private let maximumFileBytes = 16 << 20

struct InquiryImport: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Log the questions of a file.",
        discussion: """
            open311 reads the Open311 GeoReport bulk format as CSV, JSON or XML. A request that was \
            closed there is logged as referred, and places are not kept. csv reads a table whose \
            columns --columns names: question, and any of time, votes, name, language and id. Names \
            are dropped unless --consented says that everybody agreed to be named. A row that can't \
            be read is named by line and column and stops nothing else. Reading the same file again \
            changes nothing.
            Example: tocsin inquiry import requests.csv --format open311
            """)
    static let positionals = ["file"]

    @Argument(help: "The file.", completion: .file()) var file: String
    @Option(help: "open311 or csv.", completion: .list(["open311", "csv"])) var format: String
    @Option(
        parsing: .upToNextOption,
        help: "For csv: what the columns mean, e.g. question=Text votes=Likes.")
    var columns: [String] = []
    @Option(help: "The question hour that they were asked for, e.g. B1.", completion: .briefings)
    var briefing: String?
    @Flag(help: "They were asked while the question hour was on.") var live = false
    @Flag(help: "Everybody in the file agreed to be named.") var consented = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    struct Input {
        var questions: [ImportedInquiry] = []
        var faults: [String] = []
        /// Names that were in the file and are not kept.
        var droppedNames = 0
        var sha256: [UInt8]
    }

    func prepare(_ text: CommandText, _ reader: InputReader) throws -> Input {
        let isTable = try Choice.read(
            format, among: [("open311", false), ("csv", true)], "format of questions")
        let bytes = try reader.bytes(
            file, limit: maximumFileBytes, what: "a file with questions")
        var input = Input(sha256: Array(SHA256.hash(bytes.span.bytes).bytes))
        if isTable {
            try readTable(bytes, into: &input)
        } else {
            for result in ServiceRequest.read(bytes, as: Self.form(of: file, bytes)) {
                switch result {
                case .success(let request): input.questions.append(ImportedInquiry(request))
                case .failure(let fault): input.faults.append(fault.description)
                }
            }
        }
        let hour: BriefingID? = try briefing.map { try .read($0) }
        for place in input.questions.indices {
            input.questions[place].details.briefing = hour
            input.questions[place].details.isLive = live
        }
        guard !input.questions.isEmpty else {
            throw Failure(
                .badData,
                "\(file) has no request that can be read. Nothing was recorded.\n"
                    + input.faults.map { "  \(TerminalText.safe($0))" }.joined(separator: "\n"),
                remedy: "Correct the file, and import it again.")
        }
        return input
    }

    private func readTable(_ bytes: [UInt8], into input: inout Input) throws {
        var named: [QuestionTable.Meaning: String] = [:]
        for column in columns {
            let parts = column.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let meaning = QuestionTable.Meaning(rawValue: parts[0]) else {
                let known = QuestionTable.Meaning.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError(
                    "\"\(column)\" names no column. Write MEANING=COLUMN; the meanings are \(known)."
                )
            }
            named[meaning] = parts[1]
        }
        guard named[.question] != nil else {
            throw ValidationError("--format csv needs --columns question=COLUMN.")
        }
        for result in QuestionTable.read(bytes, columns: named) {
            switch result {
            case .success(let row):
                if row.name != nil, !consented { input.droppedNames += 1 }
                input.questions.append(
                    ImportedInquiry(
                        question: row.question,
                        from: consented ? row.name ?? "a resident" : "a resident", channel: nil,
                        details: Inquiry.Details(
                            language: row.language, external: row.id, votes: row.votes,
                            asked: row.asked.map { Instant(seconds: $0.secondsSince1970) }),
                        closedBy: nil))
            case .failure(let fault):
                input.faults.append("line \(fault)")
            }
        }
    }

    /// By the file's name, else by its first character.
    private static func form(of file: String, _ bytes: [UInt8]) -> ServiceRequest.Format {
        let name = file.lowercased()
        if let named = ServiceRequest.Format.allCases.first(where: {
            name.hasSuffix("." + $0.rawValue)
        }) {
            return named
        }
        switch bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) {
        case UInt8(ascii: "["): return .json
        case UInt8(ascii: "<"): return .xml
        default: return .csv
        }
    }

    func plan(_ decision: inout Decision, _ input: Input) throws {
        try decision.importInquiries(
            input.questions, format: format, sha256: input.sha256, refused: input.faults.count)
    }

    func show(_ before: IncidentState, _ input: inout Input, _ session: Session) throws {
        guard !global.json else { return }
        for fault in input.faults {
            session.world.error("refused: \(file), \(TerminalText.safe(fault))")
        }
        if input.droppedNames > 0 {
            session.world.error(
                "\(input.droppedNames.counted("name")) dropped: --consented keeps them.")
        }
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard outcome.records.isEmpty else { return nil }
        return "This file was already read. Its questions: \(do: .listInquiries)"
    }
}

extension ImportedInquiry {
    fileprivate init(_ request: ServiceRequest) {
        let name = [request.service, request.subtype].filter { !$0.isEmpty }
            .joined(separator: ", ")
        self.init(
            question: request.description.isEmpty ? name : request.description,
            from: "a resident", channel: request.source,
            details: Inquiry.Details(
                external: request.id, asked: Instant(seconds: request.requested.secondsSince1970)),
            closedBy: request.closed.map { _ in
                request.agency.isEmpty ? "another agency" : request.agency
            })
    }
}

struct InquiryExport: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the public register of questions.",
        discussion: """
            One request for all who asked the same, in the Open311 GeoReport bulk format, with the \
            number of askers and when the first one asked. It never has the people who asked, nor \
            where they live. Questions with personal data appear without their words.
            Example: tocsin inquiry export --form json
            """)

    @Option(help: "csv, json or xml. Default: csv.", completion: .list(["csv", "json", "xml"]))
    var form: String = "csv"
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var form: String
        var requests: Int
        var withoutWords: [InquiryID]
        var content: String
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let form = try Choice.read(
            form, among: ServiceRequest.Format.allCases.map { ($0.rawValue, $0) },
            "form of a register")
        let register = view.publisher.register()
        let content = try ServiceRequest.text(of: register.requests, as: form)
        return WireFile(
            answer: Answer(
                form: form.rawValue, requests: register.requests.count,
                withoutWords: register.withoutWords, content: content),
            content: content,
            note: "\(register.requests.count.counted("question")) of \(view.stream).",
            leftOut: register.withoutWords.map {
                "The words of \($0) are left out: they have personal data."
            })
    }
}
