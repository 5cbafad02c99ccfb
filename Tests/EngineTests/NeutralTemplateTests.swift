import Engine
import Incident
import IncidentEvents
import Playbooks
import Testing

/// What an incident keeps of the neutral templates, and what it does without them.
@Suite struct NeutralTemplateTests {
    private static let storm = """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        phases: [{id: initial, title: Initial, cadence: 1h}]
        channels: [x, sms]
        languages: [en, es]
        """

    /// An incident that runs by the small playbook.
    ///
    /// - Parameter completing: Whether it is opened as this version does; else as 0.1 did.
    private func open(in bench: EngineBench, completing: Bool = true) throws {
        let files = try Files()
        let yaml = Array(Self.storm.utf8)
        let opening = LifecycleCommand.OpenIncident(
            title: nil, place: "Main", mode: .live, zone: files.zone, playbookYAML: yaml,
            departmentYAML: files.departmentYAML)
        let opened = (try Playbook.load(yaml: yaml, file: "storm.yaml").0, files.department)
        let request = bench.request("open")
        if completing {
            _ = try bench.engine.open(opening, as: "riverton", request: request, files: opened)
        } else {
            _ = try bench.engine.perform(
                in: "riverton", request: request, openingWith: opened
            ) { try $0.perform(.lifecycle(.open(opening))) }
        }
    }

    private func draft(_ kind: MessageKind, in bench: EngineBench) throws -> Outcome {
        try bench.engine.perform(in: "riverton", request: bench.request("draft \(kind)")) {
            try $0.perform(.message(.draft(.init(kind: kind))))
        }
    }

    @Test func `an incident has the neutral texts that its playbook lacks, from its first moment`()
        throws
    {
        let bench = try EngineBench()
        try open(in: bench)
        let state = try bench.engine.state(of: "riverton")
        #expect(state.messages.all.map(\.template) == ["holding"])
        #expect(try draft(.update, in: bench).state.messages.all.last?.template == "update")
    }

    @Test func `the log keeps the bytes of the neutral texts that it runs by`() throws {
        let bench = try EngineBench()
        try open(in: bench)
        let kept = try bench.engine.state(of: "riverton").policies["neutral-templates"]
        #expect(kept?.bytes == (try ShippedFiles.neutral().file.yaml))
        // A playbook that lacks nothing leaves nothing to keep.
        let whole = try EngineBench()
        try whole.open("drill", mode: .exercise)
        #expect(try whole.engine.state(of: "drill").policies["neutral-templates"] == nil)
    }

    @Test func `an incident that was opened without them goes on without them`() throws {
        let bench = try EngineBench()
        try open(in: bench, completing: false)
        let state = try bench.engine.state(of: "riverton")
        #expect(state.messages.isEmpty)
        #expect(try bench.engine.playbook(of: state)?.templates.isEmpty == true)
        let rejection = #expect(throws: Rejection.self) { try draft(.retraction, in: bench) }
        #expect(rejection?.problem == "The playbook storm has no template \"retraction\".")
    }
}

/// What an incident keeps of the library's templates that its playbook uses.
@Suite struct AdoptedLibraryTests {
    private static let storm = """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        phases: [{id: initial, title: Initial, cadence: 1h}]
        channels: [x, sms]
        languages: [en]
        templates:
          holding: {use: library/officers-responding, title: First words}
        """

    @Test func `the log keeps whole templates, and no name of the library`() throws {
        let bench = try EngineBench()
        let files = try Files()
        let yaml = Array(Self.storm.utf8)
        let opening = LifecycleCommand.OpenIncident(
            title: nil, place: "Main", mode: .live, zone: files.zone, playbookYAML: yaml,
            departmentYAML: files.departmentYAML)
        let playbook = try Playbook.load(yaml: yaml, file: "storm.yaml").0
        _ = try bench.engine.open(
            opening, as: "riverton", request: bench.request("open"),
            files: (playbook, files.department))
        let state = try bench.engine.state(of: "riverton")
        let kept = try #require(state.playbook).bytes
        #expect(kept == (try Playbook.resolved(yaml: yaml, file: "storm.yaml")))
        let text = String(decoding: kept, as: UTF8.self)
        #expect(!text.contains("use:") && text.contains("police incident at {place}"))
        // It is read without what ships.
        #expect(try bench.engine.playbook(of: state)?.template("holding")?.title == "First words")
    }
}
