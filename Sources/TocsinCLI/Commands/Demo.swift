internal import Basics
internal import Documents
internal import ArgumentParser
internal import Channels
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Review

struct Demo: Command {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Tour the Dallas 2016 reenactment.",
        discussion: """
            The demo creates its own home in a temporary folder or in --home DIR. It never touches \
            your own home.
            Example: tocsin demo --home /tmp/dallas
            """)

    @Option(help: "A new or empty folder. Default: a temporary one.", completion: .directory)
    var home: String?

    private static let scenario = "dallas-2016"

    func run(in world: World) throws {
        let file = try ScenarioFile(Self.scenario, InputReader(world))
        let home = Home(path: self.home ?? Self.temporaryFolder(world))
        let session = try Session(.parse(["--home", home.path]), .creating, world)
        let incident = file.scenario.incident
        let others = try session.engine.incidents().filter { $0 != incident }
        guard others.isEmpty else {
            throw Failure(
                .badData,
                "\(home.path) has other incidents (\(others.joined(separator: ", "))), and the demo needs"
                    + " its own home. Name another folder with --home DIR."
            )
        }
        var runner = try ScenarioRunner(file, session, .parse([]))
        var count = 0
        try runner.run { count += $0.outcome.records.count }

        let view = try IncidentView(session, incident, asOf: nil, withEntries: true)
        let report = try ReviewReport(view)
        let written = try write(report, to: home)
        for line in view.heading { world.print(line) }
        world.print(TerminalText.safe(view.state.opening?.title ?? ""))
        world.print(
            "\(file.scenario.injects.count.counted("inject")), \(count.counted("entry", "entries")), in \(home.path)"
        )
        section("How long it took", view)
        for line in DemoFigures.lines(report) {
            world.print(TerminalText.block(line, indent: 2, width: world.width))
        }
        printOwnErrors(view)
        section("What the playbook would have said first, as an EXERCISE on X (not stored)", view)
        try printFirstDraft(file, session, view)
        section("Review", view)
        world.print("Written: \(written.joined(separator: ", "))")
        printWaysOn(view)
    }

    /// The claims of our own that were found wrong, and the one that reached most accounts.
    private func printOwnErrors(_ view: IncidentView) {
        let world = view.session.world
        let register = CorrectionRegister(state: view.state)
        let own = register.rumors.filter { $0.origin == .ownMessage && $0.needsCorrection }
        section("Our own errors, and where they are uncorrected", view)
        for entry in own {
            world.print(
                TerminalText.block(
                    "\(entry.rumor) \(entry.counts.sentence): \(entry.claim)", indent: 2,
                    width: world.width))
        }
        if let widest = own.max(by: { $0.cells.count < $1.cells.count }) {
            section("The widest of them", view)
            var only = register
            only.rumors = [widest]
            world.print(view.renderer.coverage(only))
        }
    }

    /// The commands that show the rest.
    private func printWaysOn(_ view: IncidentView) {
        let (world, home) = (view.session.world, view.session.engine.home)
        section("Look further", view)
        for (command, what) in [
            (
                "tocsin --home \(home.path) timeline --as-of 2016-07-07T22:55:00-05:00",
                "the minutes after the wrong picture was posted"
            ),
            ("tocsin --home \(home.path) coverage", "every claim, account by account"),
            ("tocsin --home \(home.path) replay", "the incident, moment by moment"),
        ] {
            world.print("  \(command)\n      \(what)")
        }
    }

    /// Writes the review in three formats; returns the paths.
    private func write(_ report: ReviewReport, to home: Home) throws -> [String] {
        let files = [
            ("review.md", Array(report.markdown().utf8)), ("review.json", try report.jsonData()),
            ("review.html", report.html()),
        ]
        return try files.map { name, bytes in
            let path = "\(home.path)/\(name)"
            try BoundedFile.write(bytes, to: path)
            return path
        }
    }

    private func section(_ title: String, _ view: IncidentView) {
        view.session.world.print("\n" + view.renderer.styled("== \(title)", .bold))
    }

    /// Prints the playbook's first draft for that time and place, decided and not stored: a
    /// reenactment contains only the actual messages.
    private func printFirstDraft(
        _ file: ScenarioFile, _ session: Session, _ view: IncidentView
    ) throws {
        let world = session.world
        let playbook = try LibraryOptions.parse([]).playbook(
            file.scenario.playbook, in: session.engine.home, world, InputReader(world))
        let department = try DepartmentFile(yaml: file.scenario.department.yaml(), name: file.name)
        let opened = view.state.onset?.at ?? view.asOf
        var request = try session.request(
            .parse([]), in: nil, asking: Asked(self, [], earlier: []))
        request.actor = "demo"
        request.simulatedAt = opened
        let preview = try session.engine.preview(
            in: "preview", request: request,
            openingWith: (playbook.playbook, department.department)
        ) { decision in
            try decision.perform(
                .lifecycle(
                    .open(
                        LifecycleCommand.OpenIncident(
                            title: "", place: file.scenario.place, mode: .exercise,
                            zone: view.zone, playbookYAML: playbook.yaml,
                            departmentYAML: department.yaml))))
        }
        guard let preview else { return }
        let board = DraftBoard(
            state: preview.state, playbook: playbook.playbook, department: department.department)
        let texts = board.drafts.flatMap(\.variants).filter {
            $0.channel == ChannelID.x.rawValue && $0.language == "en"
        }
        for text in texts.compactMap(\.text) {
            world.print(TerminalText.block(text, indent: 2, width: world.width))
        }
    }

    private static func temporaryFolder(_ world: World) -> String {
        let base = world.temporaryFolder
        let path = "\(base)/tocsin-demo-\(UUID().uuidString.prefix(8).lowercased())"
        return path
    }
}

/// The review's intervals, one line a kind: how many, the shortest and the longest.
enum DemoFigures {
    static func lines(_ report: ReviewReport) -> [String] {
        Measure.Kind.allCases.compactMap { kind in
            let known = report.measures.filter { $0.kind == kind && $0.duration != nil }
                .sorted { ($0.duration ?? .zero) < ($1.duration ?? .zero) }
            guard let first = known.first, let last = known.last else { return nil }
            return known.count == 1
                ? "\(kind.title): \(words(first))"
                : "\(kind.title), \(known.count) times: \(words(first)) to \(words(last))"
        }
    }

    private static func words(_ measure: Measure) -> String {
        let subject = measure.subject.map { " (\($0))" } ?? ""
        return (measure.duration ?? .zero).brief + subject
    }
}
