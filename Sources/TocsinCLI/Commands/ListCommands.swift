internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct FactList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All facts, and which messages rest on them.",
        discussion: "Example: tocsin fact list --as-of 22:15")

    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) -> String {
        view.renderer.factSheet(FactSheet(state: view.state))
    }

    func json(_ view: IncidentView) -> any Encodable { FactSheet(state: view.state) }
}

struct FactShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One fact with its lineage.",
        discussion: "Example: tocsin fact show F4")

    @Argument(help: "The fact, e.g. F4.") var fact: String
    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) throws -> String { view.renderer.factSheet(try sheet(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try sheet(view) }

    private func sheet(_ view: IncidentView) throws -> FactSheet {
        let id = try FactID.read(fact)
        var sheet = FactSheet(state: view.state)
        sheet.facts.removeAll { $0.fact != id }
        if sheet.facts.isEmpty {
            throw Failure(.badData, "There is no fact \(id). See them: tocsin fact list")
        }
        return sheet
    }
}

struct RumorList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All rumors with their findings.",
        discussion: "Example: tocsin rumor list")

    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) -> String {
        let register = CorrectionRegister(state: view.state)
        guard !register.rumors.isEmpty else { return "No rumors." }
        return Console.table(
            register.rumors.map { entry in
                [
                    entry.rumor.description, entry.isClosed ? "closed" : entry.finding,
                    entry.counts.sentence, TerminalText.safe(entry.claim),
                ]
            })
    }

    func json(_ view: IncidentView) -> any Encodable { CorrectionRegister(state: view.state) }
}

struct RumorShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One rumor with its coverage.",
        discussion: "Example: tocsin rumor show R1")

    @Argument(help: "The rumor, e.g. R1.") var rumor: String
    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) throws -> String {
        view.renderer.coverage(try CorrectionRegister(state: view.state, only: rumor))
    }

    func json(_ view: IncidentView) throws -> any Encodable {
        try CorrectionRegister(state: view.state, only: rumor)
    }
}

struct Coverage: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "For each rumor: the carriers that carried it, and where it was set right.",
        discussion: """
            Open cells are the work list. Taking a post down closes none.
            Example: tocsin coverage R1
            """)

    @Argument(help: "Only this rumor, e.g. R1.") var rumor: String?
    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) throws -> String {
        view.renderer.coverage(try register(view))
    }

    func json(_ view: IncidentView) throws -> any Encodable { try register(view) }

    private func register(_ view: IncidentView) throws -> CorrectionRegister {
        try rumor.map { try CorrectionRegister(state: view.state, only: $0) }
            ?? CorrectionRegister(state: view.state)
    }
}

extension CorrectionRegister {
    fileprivate init(state: IncidentState, only text: String) throws {
        let id = try RumorID.read(text)
        self.init(state: state)
        rumors.removeAll { $0.rumor != id }
        if rumors.isEmpty {
            throw Failure(.badData, "There is no rumor \(id). See them: tocsin rumor list")
        }
    }
}

struct StatementList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What other bodies and outlets said.",
        discussion: "Example: tocsin statement list")

    @OptionGroup var reading: ReadingOptions

    struct Line: Encodable {
        var statement: StatementID
        var said: Moment
        var speaker: String
        var carrier: String
        var address: String
        var text: String
        var facts: [FactID]
        var corrects: [RumorID]
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.state.statements.all.map { statement in
            Line(
                statement: statement.id, said: Moment(statement.stamp),
                speaker: statement.speaker, carrier: statement.carrier,
                address: statement.address, text: statement.text, facts: statement.facts,
                corrects: statement.corrects)
        }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No statements." }
        return lines.map { line in
            view.renderer.wrapped(
                "\(line.statement)  \(view.renderer.time(line.said))  \(line.speaker),"
                    + " on \(line.carrier): \(line.text)", indent: 0)
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("statements", lines(view)) }
}

struct InquiryList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Questions, open ones first.",
        discussion: "Example: tocsin inquiry list")

    @OptionGroup var reading: ReadingOptions

    struct Line: Encodable {
        var inquiry: InquiryID
        var state: String
        var origin: String
        var from: String
        var question: String
        var channel: String
        var received: Moment
        var deadline: Instant?
        var assignedTo: String?
        var answer: String?
        var message: MessageID?
        var declinedBecause: String?
    }

    private func lines(_ view: IncidentView) -> [Line] {
        let lines = view.state.inquiries.all.map { inquiry in
            Line(
                inquiry: inquiry.id,
                state: inquiry.statusWord,
                origin: inquiry.origin.plainWord, from: inquiry.from, question: inquiry.question,
                channel: inquiry.channel, received: Moment(inquiry.received),
                deadline: inquiry.deadline, assignedTo: inquiry.assignedTo,
                answer: inquiry.answer?.text, message: inquiry.answer?.message,
                declinedBecause: inquiry.declined?.reason)
        }
        return lines.filter { $0.state == "open" } + lines.filter { $0.state != "open" }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No inquiries." }
        return lines.map { line in
            var text =
                "\(line.inquiry)  \(line.state)  \(view.renderer.time(line.received))"
                + "  \(line.from): \(line.question)"
            if let deadline = line.deadline, line.state == "open" {
                text += " (by \(view.zone.clock(deadline)))"
            }
            if let person = line.assignedTo { text += " [\(person)]" }
            if let answer = line.answer { text += " Answer: \(answer)" }
            if let reason = line.declinedBecause { text += " Declined: \(reason)" }
            return view.renderer.wrapped(text, indent: 0)
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("inquiries", lines(view)) }
}

struct NoteList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The running log.", discussion: "Example: tocsin note list")

    @OptionGroup var reading: ReadingOptions

    var showsEntries: Bool { true }

    private func entries(_ view: IncidentView) throws -> [TimelineEntry] {
        let positions = Set(view.state.notes.all.map(\.stamp.position))
        return try view.timeline(.restricted).filter { positions.contains($0.moment.position) }
    }

    func text(_ view: IncidentView) throws -> String {
        view.renderer.timeline(try entries(view))
    }
    func json(_ view: IncidentView) throws -> any Encodable {
        Listed("notes", try entries(view))
    }
}

struct RoleList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Who holds which role, and who did.",
        discussion: "Example: tocsin role list")

    @OptionGroup var reading: ReadingOptions

    struct Line: Encodable {
        var person: String
        var role: String
        var agency: String
        var assigned: Moment
        var relieved: Moment?
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.state.assignments.map { assignment in
            Line(
                person: assignment.person, role: assignment.role, agency: assignment.agency,
                assigned: Moment(assignment.assigned),
                relieved: assignment.relieved.map { Moment($0) })
        }
    }

    func text(_ view: IncidentView) -> String {
        Console.table(
            lines(view).map { line in
                [
                    TerminalText.safe(line.person), TerminalText.safe(line.role),
                    TerminalText.safe(line.agency),
                    line.relieved.map { "until \(view.renderer.time($0))" }
                        ?? "since \(view.renderer.time(line.assigned))",
                ]
            })
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("roles", lines(view)) }
}

struct PhaseList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The playbook's phases, and when each was entered.",
        discussion: "Example: tocsin phase list")

    @OptionGroup var reading: ReadingOptions

    struct Line: Encodable {
        var phase: String
        var title: String
        var isCurrent: Bool
        var entered: Moment?
        /// The longest time between two updates while the phase lasts.
        var cadenceSeconds: Int64?
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.playbook.phases.map { phase in
            Line(
                phase: phase.id, title: phase.title, isCurrent: phase.id == view.state.phase,
                entered: view.state.entered(phase.id).map { Moment($0) },
                cadenceSeconds: phase.cadence?.wholeSeconds)
        }
    }

    func text(_ view: IncidentView) -> String {
        Console.table(
            lines(view).map { line in
                [
                    line.isCurrent ? "*" : " ", line.phase,
                    line.entered.map { view.renderer.time($0) } ?? "not entered",
                    line.cadenceSeconds.map { "update every \(Duration.seconds($0).brief)" }
                        ?? "no cadence", line.title,
                ]
            })
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("phases", lines(view)) }
}

struct StepList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The playbook's steps and what is due.",
        discussion: "Example: tocsin step list")

    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) -> String { view.renderer.steps(view.progress) }
    func json(_ view: IncidentView) -> any Encodable { view.progress }
}
