internal import Documents
internal import ArgumentParser
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
        commandName: "demo", abstract: "Load the Dallas 2016 reenactment and tour it.",
        discussion: """
            The demo creates its own home in a temporary folder or in --home DIR. It never touches \
            your own home.
            Example: tocsin demo --home /tmp/dallas
            """)

    @Option(help: "A new or empty folder. Default: a temporary one.") var home: String?

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
        for line in view.heading { world.print(line) }
        world.print(TerminalText.safe(view.state.opening?.title ?? ""))
        world.print("\(file.scenario.injects.count) injects, \(count) entries, in \(home.path)")
        section("Turning points", view)
        world.print(view.renderer.timeline(try view.timeline(.internal).filter(\.isTurningPoint)))
        section("Rumor register and coverage", view)
        world.print(view.renderer.coverage(CorrectionRegister(state: view.state)))
        section("Drafts", view)
        world.print(view.renderer.drafts(view.drafts()))
        try printPlaybookDrafts(file, session, view)
        section("Review", view)
        let report = try ReviewReport(view)
        for (name, bytes) in [
            ("review.md", Array(report.markdown().utf8)), ("review.json", try report.jsonData()),
            ("review.html", report.html()),
        ] {
            try BoundedFile.write(bytes, to: "\(home.path)/\(name)")
            world.print("Written: \(home.path)/\(name)")
        }
        world.print("Next: tocsin --home \(home.path) timeline --as-of 2016-07-07T22:55:00-05:00")
    }

    private func section(_ title: String, _ view: IncidentView) {
        view.session.world.print("\n" + view.renderer.styled("== \(title)", .bold))
    }

    /// Prints the playbook's drafts for that time and place, decided and not stored: a reenactment
    /// contains only the actual messages.
    private func printPlaybookDrafts(
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
        var board = DraftBoard(
            state: preview.state, playbook: playbook.playbook, department: department.department)
        let shown: Set<String> = ["x", "sms", "podium"]
        for index in board.drafts.indices {
            board.drafts[index].variants.removeAll {
                $0.language != "en" || !shown.contains($0.channel)
            }
        }
        world.print(
            "The playbook's first drafts as an EXERCISE (not stored; x, sms, podium):")
        world.print(view.renderer.drafts(board))
    }

    private static func temporaryFolder(_ world: World) -> String {
        let base = world.temporaryFolder
        let path = "\(base)/tocsin-demo-\(UUID().uuidString.prefix(8).lowercased())"
        return path
    }
}
