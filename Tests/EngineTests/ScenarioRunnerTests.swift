import Engine
import EventLog
import Incident
import IncidentEvents
import Playbooks
import Testing

/// Three commands in a private form that no command line reads.
private struct TinyDecoder {
    let files: Files

    func decode(_ line: Scenario.CommandLine) throws -> ScenarioCommand {
        func value(_ option: String) -> String? { line.values(option)?.first }
        let arguments = [line.name] + line.options.flatMap { [$0.name] + $0.values }
        let action: ScenarioCommand.Action
        switch line.name {
        case "open":
            action = .open(
                ScenarioCommand.Opening(
                    title: value("title") ?? "", place: value("place") ?? "", zone: nil,
                    onset: value("onset"), isOnsetApproximate: false,
                    playbook: (files.playbook, files.playbookYAML)))
        case "note log":
            action = .perform(
                plan: { try $0.perform(.log(.note(value("text") ?? ""))) },
                labelled: { $0.state.notes.all.last?.id.description })
        case "nothing":
            action = .perform(plan: { _ in }, labelled: { _ in nil })
        default:
            throw ScenarioError.invalidCommand(line, why: "unknown", file: "drill.yaml")
        }
        return ScenarioCommand(
            action, fingerprint: Request.fingerprint(of: arguments.map { Array($0.utf8) }),
            actor: value("as"), occurred: value("occurred"),
            isOccurredApproximate: line.values("about") != nil)
    }
}

extension Scenario.CommandLine {
    fileprivate static func note(
        _ text: String, label: String? = nil, _ more: [Option] = []
    ) -> Scenario.CommandLine {
        .init(
            ["note", "log"], options: [.init(name: "text", values: [text])] + more, label: label,
            line: 7, column: 5)
    }
}

@Suite struct ScenarioRunnerTests {
    private static func drill(_ injects: [Scenario.Inject]) throws -> Scenario {
        Scenario(
            id: "drill-2026", title: "The drill", incident: "drill", mode: .exercise,
            playbook: "attack-on-officers", zone: "America/Chicago", place: "Main and Lamar",
            department: try Files().department, onset: "2026-05-01T09:55:00-05:00",
            injects: injects)
    }

    private static func inject(
        _ number: String, minute: Int, _ commands: [Scenario.CommandLine]
    ) -> Scenario.Inject {
        Scenario.Inject(
            number: number, at: "2026-05-01T10:0\(minute):00-05:00", actor: "lee",
            commands: commands, line: 6)
    }

    private static func instant(minute: Int) throws -> Instant {
        try #require(Instant(rfc3339: "2026-05-01T15:0\(minute):00Z"))
    }

    @discardableResult
    private static func run(
        _ scenario: Scenario, in bench: EngineBench, stopAfter: Int? = nil
    ) throws -> [ScenarioRunner.Step] {
        var runner = ScenarioRunner(
            scenario, file: "drill.yaml", engine: bench.engine, osAccount: "account",
            host: "host", decode: TinyDecoder(files: try Files()).decode)
        var steps: [ScenarioRunner.Step] = []
        try runner.run(stopAfter: stopAfter) { steps.append($0) }
        return steps
    }

    private static let three = [
        inject("1", minute: 0, [.note("first", label: "first")]),
        inject("2", minute: 1, [.note("a"), .note("b", label: "b")]),
        inject("3", minute: 2, [.note("$b"), .note("see=$first")]),
    ]

    // MARK: Order, labels, opening

    @Test func `injects and their commands are played in order, and labels become ids`() throws {
        let bench = try EngineBench()
        let steps = try Self.run(Self.drill(Self.three), in: bench)
        #expect(steps.map(\.inject.number) == ["1", "1", "2", "2", "3", "3"])
        let notes = try bench.engine.state(of: "drill").notes.all.map(\.text)
        #expect(notes == ["first", "a", "b", "N3", "see=N1"])
    }

    @Test func `a scenario without an opening is opened from its head`() throws {
        let bench = try EngineBench()
        try Self.run(Self.drill(Self.three), in: bench)
        let opening = try #require(try bench.engine.state(of: "drill").opening)
        #expect(opening.title == "The drill")
        #expect(opening.place == "Main and Lamar")
        let state = try bench.engine.state(of: "drill")
        #expect(state.mode == .exercise)
        #expect(state.zone == Zone("America/Chicago"))
        #expect(state.onset?.at == Instant(rfc3339: "2026-05-01T14:55:00Z"))
        #expect(opening.stamp.at == (try Self.instant(minute: 0)))
    }

    @Test func `a scenario with an opening of its own is opened by that alone`() throws {
        let open = Scenario.CommandLine(
            ["open"],
            options: [
                .init(name: "place", values: ["Elm"]), .init(name: "title", values: ["Own"]),
            ])
        let bench = try EngineBench()
        let steps = try Self.run(
            Self.drill([Self.inject("1", minute: 0, [open, .note("one")])]), in: bench)
        #expect(steps.count == 2)
        #expect(try bench.engine.state(of: "drill").opening?.title == "Own")
    }

    @Test func `an incident that exists is not opened again by another scenario`() throws {
        let bench = try EngineBench()
        try bench.open("drill", mode: .exercise)
        let error = #expect(throws: ScenarioError.self) {
            try Self.run(Self.drill(Self.three), in: bench)
        }
        guard case .failed(_, "1", "drill.yaml", let cause)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause as? EngineError == .incidentExists("drill"))
    }

    // MARK: Requests

    @Test func `a request's id follows from incident, inject and position`() throws {
        let bench = try EngineBench()
        let steps = try Self.run(Self.drill(Self.three), in: bench)
        let ids = try steps.map { try #require($0.outcome.records.first?.eventID) }
        let expected = try [("1", 0, 0), ("1", 1, 0), ("2", 0, 1), ("2", 1, 1), ("3", 0, 2)].map {
            number, place, minute in
            Request.id(
                atMilliseconds: try Self.instant(minute: minute).microseconds / 1000,
                derivedFrom: ["drill", number, "\(place)"].map { Array($0.utf8) }
            ).description
        }
        #expect(Array(ids.prefix(5)) == expected)
        // Homes store these ids: a half-finished scenario resumes by them.
        #expect(ids.first == "019de40d-c180-7e21-9ea4-277a814a117b")
    }

    @Test func `the fingerprint covers the arguments with ids for labels`() throws {
        let bench = try EngineBench()
        let last = try #require(try Self.run(Self.drill(Self.three), in: bench).last)
        let stored = try #require(try bench.stored(last.outcome).first)
        #expect(
            try Array(stored.metadata().requestSha256)
                == Request.fingerprint(
                    of: ["note log", "text", "see=N1"].map { Array($0.utf8) }))
    }

    @Test(arguments: [0, 1, 2])
    func `a run that stopped resumes and stores nothing twice`(after limit: Int) throws {
        let whole = try EngineBench()
        let cut = try EngineBench()
        try Self.run(Self.drill(Self.three), in: whole)
        let part = try Self.run(Self.drill(Self.three), in: cut, stopAfter: limit)
        let rest = try Self.run(Self.drill(Self.three), in: cut)
        #expect(rest.map(\.outcome.isRepeat) == rest.indices.map { $0 < part.count })
        func ids(_ bench: EngineBench) throws -> [String] {
            try bench.engine.load("drill").records.map(\.eventID)
        }
        #expect(try ids(cut) == ids(whole))
        // A label of a command that was found again still names the thing it created.
        #expect(
            try cut.engine.state(of: "drill").notes.all.map(\.text)
                == whole.engine.state(of: "drill").notes.all.map(\.text))
    }

    @Test func `an inject that was changed since is no repeat`() throws {
        let bench = try EngineBench()
        try Self.run(Self.drill(Self.three), in: bench, stopAfter: 1)
        var changed = Self.three
        changed[0].commands = [.note("something else")]
        let error = #expect(throws: ScenarioError.self) {
            try Self.run(Self.drill(changed), in: bench)
        }
        guard case .failed(_, "1", _, let cause)? = error,
            case EngineError.requestReused? = cause as? EngineError
        else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    // MARK: Recorded metadata

    @Test func `an entry says when, how sure, from which source, and who may see it`() throws {
        var inject = Self.inject("1", minute: 3, [.note("one")])
        inject.occurred = "2026-05-01T10:01:00-05:00"
        inject.certainty = .placeholder
        inject.sources = ["https://example.org/report"]
        inject.confidence = .low
        inject.visibility = .restricted
        inject.role = .pio
        let bench = try EngineBench()
        let step = try #require(try Self.run(Self.drill([inject]), in: bench).last)
        let stored = try #require(try bench.stored(step.outcome).first)
        let metadata = try stored.metadata()
        #expect(step.outcome.records.first?.simulatedAt == (try Self.instant(minute: 3)))
        #expect(step.at == (try Self.instant(minute: 3)))
        #expect(Instant(metadata.occurredAt) == (try Self.instant(minute: 1)))
        #expect(metadata.certainty == .placeholder)
        #expect(metadata.provenance.sources == ["https://example.org/report"])
        #expect(metadata.provenance.confidence == .low)
        // Without its own reference, the inject's number is the reference.
        #expect(metadata.provenance.reference == "1")
        #expect(metadata.visibility == .restricted)
        #expect(metadata.role == "pio")
        #expect(metadata.actor == "lee")
        #expect(metadata.correlation == "drill-2026")
        #expect(metadata.causation == "1")
        #expect(metadata.osAccount == "account")
        #expect(metadata.host == "host")
    }

    @Test func `the command's own actor and time come before the inject's`() throws {
        var inject = Self.inject(
            "2", minute: 5,
            [
                .note(
                    "one",
                    [
                        .init(name: "as", values: ["lee"]),
                        .init(name: "occurred", values: ["-2m"]),
                        .init(name: "about", values: []),
                    ])
            ])
        inject.actor = "nobody"
        inject.occurred = "2026-05-01T10:01:00-05:00"
        inject.reference = "d15"
        let bench = try EngineBench()
        let opens = Self.inject("1", minute: 0, [])
        let step = try #require(try Self.run(Self.drill([opens, inject]), in: bench).last)
        let metadata = try #require(try bench.stored(step.outcome).first).metadata()
        #expect(metadata.actor == "lee")
        #expect(Instant(metadata.occurredAt) == (try Self.instant(minute: 3)))
        #expect(metadata.certainty == .approximate)
        #expect(metadata.provenance.reference == "d15")
    }

    // MARK: Failures

    @Test func `a failure names file, line and inject, and what came before stays`() throws {
        var injects = Self.three
        injects[2].commands = [.note("")]
        let bench = try EngineBench()
        let error = #expect(throws: ScenarioError.self) {
            try Self.run(Self.drill(injects), in: bench)
        }
        #expect(
            error?.description.hasPrefix("drill.yaml:7: inject 3, note log: ") == true,
            "\(String(describing: error))")
        #expect(try bench.engine.state(of: "drill").notes.count == 3)
    }

    @Test func `a mended scenario goes on from the command that failed`() throws {
        var broken = Self.three
        broken[1].commands[1] = .note("")
        let bench = try EngineBench()
        #expect(throws: ScenarioError.self) { try Self.run(Self.drill(broken), in: bench) }
        // The mend changes the command that failed and adds one after it.
        var mended = Self.three
        mended[1].commands.append(.note("c"))
        let steps = try Self.run(Self.drill(mended), in: bench)
        #expect(steps.map(\.outcome.isRepeat) == [true, true, true, false, false, false, false])
        #expect(
            try bench.engine.state(of: "drill").notes.all.map(\.text)
                == ["first", "a", "b", "c", "N3", "see=N1"])
    }

    @Test func `a command that was changed after it was played says what to do`() throws {
        let bench = try EngineBench()
        try Self.run(Self.drill(Self.three), in: bench, stopAfter: 1)
        var changed = Self.three
        changed[0].commands = [.note("something else")]
        let error = #expect(throws: ScenarioError.self) {
            try Self.run(Self.drill(changed), in: bench)
        }
        #expect(
            error?.description
                == "drill.yaml:7: inject 1, note log: it was played into drill before"
                + " the file was changed. Change this command back, or play the scenario into a new"
                + " incident: give \"incident\" another id.")
    }

    @Test func `everyday work is played on the scenario's clock too`() throws {
        var scenario = try Self.drill(Self.three)
        scenario.mode = .routine
        let bench = try EngineBench()
        try Self.run(scenario, in: bench)
        let state = try bench.engine.state(of: "drill")
        #expect(state.mode == .routine)
        #expect(state.simulatedTime == (try Self.instant(minute: 2)))
    }

    // MARK: Rehearsal

    private static func faults(of scenario: Scenario, isWhole: Bool = true) throws -> [String] {
        ScenarioRehearsal.faults(
            of: scenario, file: "drill.yaml", isWhole: isWhole,
            decode: TinyDecoder(files: try Files()).decode
        ).map(\.description)
    }

    @Test func `a rehearsal finds every fault, and none that only follows from another`() throws {
        var injects = Self.three
        #expect(try Self.faults(of: Self.drill(injects)).isEmpty)
        injects[0].commands = [.note("", label: "first"), .init(["note", "lug"], line: 9)]
        injects[1].commands[0] = .note("x", [.init(name: "occurred", values: ["25:00"])])
        injects[2].occurred = "noon"
        let faults = try Self.faults(of: Self.drill(injects))
        #expect(faults.count == 4, "\(faults)")
        #expect(faults[0].hasPrefix("drill.yaml:7: inject 1, note log: "))
        #expect(faults[1] == "drill.yaml:9:1: error: note lug: unknown")
        #expect(faults[2].contains("inject 2, note log: \"25:00\" isn't a valid time"))
        // The second command of inject 3 names a label that is lost with inject 1.
        #expect(faults[3] == "drill.yaml:6: error: \"noon\" isn't a valid time.")
    }

    @Test func `a rehearsal names a label whose command created nothing`() throws {
        let nothing = Scenario.CommandLine(["nothing"], label: "gone")
        let injects = [Self.inject("1", minute: 0, [nothing, .note("$gone")])]
        #expect(
            try Self.faults(of: Self.drill(injects)) == [
                "drill.yaml:7:5: error: note log: the label \"gone\" has no id because its command created nothing"
            ])
    }

    @Test func `of a broken scenario only the form of the commands is checked`() throws {
        var injects = Self.three
        injects[0].commands = [.note("", label: "first"), .init(["note", "lug"], line: 9)]
        #expect(
            try Self.faults(of: Self.drill(injects), isWhole: false)
                == ["drill.yaml:9:1: error: note lug: unknown"])
    }

    @Test func `a label whose command created nothing is named where it is used`() throws {
        let nothing = Scenario.CommandLine(["nothing"], label: "gone")
        let bench = try EngineBench()
        let error = #expect(throws: ScenarioError.self) {
            try Self.run(
                Self.drill([Self.inject("1", minute: 0, [nothing, .note("$gone")])]), in: bench)
        }
        #expect(
            error?.description
                == "drill.yaml:7:5: error: note log: the label \"gone\" has no id because"
                + " its command created nothing")
    }

    @Test func `a command that the decoder refuses keeps the decoder's words`() throws {
        let bench = try EngineBench()
        let error = #expect(throws: ScenarioError.self) {
            try Self.run(
                Self.drill([Self.inject("1", minute: 0, [.init(["note", "lug"], line: 9)])]),
                in: bench)
        }
        #expect(error?.description == "drill.yaml:9:1: error: note lug: unknown")
    }
}
