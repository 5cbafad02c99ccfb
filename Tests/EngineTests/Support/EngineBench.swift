import Engine
import EventLog
import Foundation
import Incident
import IncidentEvents
import Playbooks
import Synchronization
import Testing

/// A real log in its own folder, with a clock that the test sets.
final class EngineBench: Sendable {
    let folder: String
    let clock = Clock()
    let engine: Engine

    init(playbookVersion: String? = nil) throws {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("engine-\(UUID().uuidString)").path
        var options = EventLog.Options()
        let clock = clock
        options.clock = { clock.now }
        engine = try Engine.open(Home(path: folder), options: options)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            print("left behind: \(folder): \(error)")
        }
    }

    final class Clock: Sendable {
        private let time = Mutex<Int64>(1_800_000_000_000_000)

        var now: Int64 {
            get { time.withLock { $0 } }
            set { time.withLock { $0 = newValue } }
        }
    }

    /// A request for `what`, in place of the arguments.
    func request(
        _ what: String, id: EventID? = nil, as actor: String = "lee",
        simulatedAt: Instant? = nil, expecting: UInt64? = nil
    ) -> Request {
        var generator = SystemRandomNumberGenerator()
        return Request(
            id: id ?? EventID.make(atMilliseconds: clock.now / 1000, using: &generator),
            fingerprint: Request.fingerprint(of: [Array(what.utf8)]), actor: actor,
            osAccount: "account", host: "host", simulatedAt: simulatedAt, expecting: expecting)
    }

    /// The records of an outcome as stored in the log.
    func stored(_ outcome: Outcome) throws -> [StoredRecord] {
        try outcome.records.map { record in
            try #require(try engine.log.read { try $0.record(at: record.position) })
        }
    }

    @discardableResult
    func open(
        _ stream: String = "riverton", mode: IncidentMode = .live, files: Files? = nil,
        simulatedAt: Instant? = nil
    ) throws -> Outcome {
        let files = try files ?? Files()
        return try engine.perform(
            in: stream, request: request("open \(stream)", simulatedAt: simulatedAt),
            openingWith: (files.playbook, files.department)
        ) { decision in
            try decision.perform(
                .lifecycle(
                    .open(
                        LifecycleCommand.OpenIncident(
                            title: nil, place: "Main and Lamar", mode: mode, zone: files.zone,
                            playbookYAML: files.playbookYAML,
                            departmentYAML: files.departmentYAML))))
        }
    }

    /// Closes an incident, with a reason for each step that nobody did.
    func close(_ stream: String) throws {
        let steps = try Files().playbook.steps
        _ = try engine.perform(in: stream, request: request("close \(stream)")) { decision in
            for step in steps {
                try decision.perform(.lifecycle(.skipStep(step.id, reason: "not needed")))
            }
            try decision.perform(.lifecycle(.close(reason: "over", anyway: true)))
        }
    }

    /// Logs a note as one request.
    @discardableResult
    func note(
        _ text: String, in stream: String = "riverton", _ request: Request? = nil
    ) throws -> Outcome {
        try engine.perform(in: stream, request: request ?? self.request("note \(text)")) {
            try $0.perform(.log(.note(text)))
        }
    }

    /// The bytes of the whole log file.
    func bytes() throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: engine.home.logPath + "/data.mdb"))
    }
}

/// The files for opening an incident.
struct Files {
    let playbook: Playbook
    let department: Department
    let playbookYAML: [UInt8]
    let departmentYAML: [UInt8]
    let zone: Zone

    /// - Parameter title: Replaces the shipped playbook's title.
    init(title: String? = nil) throws {
        let shipped = try #require(ShippedFiles.playbook("attack-on-officers"))
        // For incidents of every mode.
        var text = String(decoding: shipped.yaml, as: UTF8.self)
            .replacing(/(?m)^modes: .*\n/) { _ in "" }
        if let title {
            text = text.replacing(/(?m)^title: .*$/) { _ in "title: \(title)" }
        }
        playbookYAML = try Playbook.resolved(
            yaml: Array(text.utf8), file: "attack-on-officers.yaml")
        playbook = try Playbook.load(yaml: playbookYAML, file: "attack-on-officers.yaml").0
        departmentYAML = Array(
            ShippedFiles.departmentFile(
                name: "Riverton Police Department", id: "riverton-pd", zone: "America/Chicago",
                jurisdiction: "Riverton"
            ).utf8)
        department = try Department.load(yaml: departmentYAML, file: "department.yaml").0
        zone = try #require(Zone("America/Chicago"))
    }
}
