internal import EventLog
internal import Foundation
internal import IncidentEvents
internal import SwiftProtobuf

/// The commands that people type all day, in an incident with very many rumors or messages, and in a
/// home with very many incidents. Each figure is of a whole process; the target is 500 ms.
enum ScaleBenchmarks {
    private static let commands = ["status", "due", "gap", "drafts"]

    static func rumors(_ settings: Benchmark.Settings) throws {
        try measure(settings, settings.scale.pick(5_000, 50_000), "rumors", rumor)
    }

    static func messages(_ settings: Benchmark.Settings) throws {
        try measure(settings, settings.scale.pick(5_000, 50_000), "messages", message)
    }

    /// The guards compare a message with every rumor and every fact.
    static func facts(_ settings: Benchmark.Settings) throws {
        try measure(settings, settings.scale.pick(5_000, 50_000), "facts", fact)
    }

    /// Of everything else, some: what grows faster than the number of entries shows here.
    static func registers(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(2_000, 20_000)
        for (what, kinds) in registerKinds { try measure(settings, count, what, kinds) }
    }

    private static func measure(
        _ settings: Benchmark.Settings, _ count: Int, _ what: String,
        _ kinds: (Int) -> [IncidentEvent.OneOf_Kind]
    ) throws {
        guard let tocsin = try settings.program(for: "scale-\(what)") else { return }
        let home = settings.scratch.fresh("home")
        try tocsin.openIncident(in: home)
        let log = try EventLog.open(at: home + "/log")
        let stream = try log.onlyStream
        var events = SampleEvents(continuing: Int(stream.count))
        for first in stride(from: 1, through: count, by: 1000) {
            let kinds = (first..<min(first + 1000, count + 1)).flatMap(kinds)
            try log.append(
                kinds.map { try events.event($0) }, to: stream.name, expecting: .exists)
        }
        for command in commands {
            let arguments = [command, "--home", home]
            try tocsin.report(
                "\(command)-of-\(count)-\(what)", arguments,
                note:
                    "\(events.count) entries; prints \(try tocsin.outputBytes(arguments)) bytes")
        }
        try tocsin.call([
            "message", "draft", "update", "--home", home, "--on", "x", "--text",
            "Hill Road is closed between the school and the harbor. Use Main Street.",
            "--rests-on", "nothing", "--reason", "seen from here", "--identifies", "nobody",
        ])
        // The opening has drafted one.
        let draft = ["messages", "promises"].contains(what) ? count + 1 : 2
        try tocsin.report(
            "check-of-\(count)-\(what)", ["message", "check", "M\(draft)", "--home", home],
            note: "the guards' findings about a draft")
    }

    /// A rumor seen on one carrier: not assessed, assigned to somebody, or false.
    static func rumor(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        let id = "R\(number)"
        var kinds: [IncidentEvent.OneOf_Kind] = [
            .rumorReported(
                .with {
                    $0.rumor = id
                    $0.claim =
                        "Tank \(number) of chlorine has burst and the whole district must leave at"
                        + " once, says a post that shows a fire of another year."
                    $0.origin = .public
                }),
            .rumorSighted(
                .with {
                    $0.rumor = id
                    $0.carrier = number % 2 == 0 ? "tv:station-\(number % 9)" : "x:w-\(number)"
                    $0.address = "https://x.example/witness/status/\(number)"
                }),
        ]
        switch number % 4 {
        case 1:
            kinds.append(
                .rumorAssigned(
                    .with {
                        $0.rumor = id
                        $0.person = "k.osei"
                    }))
        case 2, 3:
            kinds.append(
                .rumorAssessed(
                    .with {
                        $0.rumor = id
                        $0.finding = .false
                        $0.evidence = "The harbour master's register shows no chlorine."
                    }))
        default: break
        }
        return kinds
    }

    /// A fact on record: half verified, the rest recorded, held or refuted.
    private static func fact(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        let id = "F\(number)"
        var kinds: [IncidentEvent.OneOf_Kind] = [
            .factRecorded(
                .with {
                    $0.fact = id
                    $0.topic = "evacuation.block-\(number)"
                    $0.statement =
                        "Block \(number) around the pier has been evacuated, and the gymnasium on"
                        + " Hill Road takes in the people who lived there."
                    $0.source = "incident commander"
                })
        ]
        switch number % 6 {
        case 0, 1, 2:
            kinds.append(
                .factVerified(
                    .with {
                        $0.fact = id
                        $0.source = "operations section chief"
                    }))
        case 3:
            kinds.append(
                .factHeld(
                    .with {
                        $0.fact = id
                        $0.reason = "The owner asked for a day."
                    }))
        case 4:
            kinds.append(
                .factRefuted(
                    .with {
                        $0.fact = id
                        $0.reason = "The block is empty anyway."
                    }))
        default: break
        }
        return kinds
    }

    /// A message at one of five points of its way: a draft, submitted, approved, released, posted
    /// with a promised update.
    static func message(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        let id = "M\(number)"
        let hash = Data("\(number)".utf8)
        let text =
            "Fire at Pier 9: \(number) homes are evacuated. Keep windows shut, stay away from the"
            + " harbour. Shelter: gymnasium, Hill Road."
        let kinds: [IncidentEvent.OneOf_Kind] = [
            .messageDrafted(
                .with {
                    $0.message = id
                    $0.kind = [.update, .alert, .holding, .correction][number / 5 % 4]
                    $0.restsOnNothing = "The incident commander's own words."
                    $0.identifiesNobody = true
                    $0.languages = ["en"]
                    $0.channels = ["x", "web"]
                    $0.audience = "public"
                    $0.texts = [
                        .with {
                            $0.language = "en"
                            $0.text = text
                        }
                    ]
                }),
            .messageSubmitted(
                .with {
                    $0.message = id
                    $0.contentSha256 = hash
                    $0.variants = ["x", "web"].map { channel in
                        .with {
                            $0.channel = channel
                            $0.language = "en"
                            $0.text = text
                        }
                    }
                }),
            .messageApproved(
                .with {
                    $0.message = id
                    $0.contentSha256 = hash
                    $0.manner = .inPerson
                    $0.approver = "k.osei"
                    $0.role = "jic-manager"
                }),
            .messageReleased(
                .with {
                    $0.message = id
                    $0.contentSha256 = hash
                    $0.nextUpdateBy = .with { $0.seconds = 1_760_000_000 + Int64(number) * 60 }
                    $0.texts = ["x", "web"].map { channel in
                        .with {
                            $0.channel = channel
                            $0.language = "en"
                            $0.text = text
                            $0.units = 140
                            $0.unit = "characters"
                        }
                    }
                }),
            .deliveryRecorded(
                .with {
                    $0.message = id
                    $0.carrier = "x:HarbourFire"
                    $0.languages = ["en"]
                    $0.outcome = .posted
                    $0.address = "https://x.example/HarbourFire/status/\(number)"
                }),
        ]
        return Array(kinds[...(number % 5)])
    }

    /// One incident among very many, asked for by name.
    static func incidents(_ settings: Benchmark.Settings) throws {
        guard let tocsin = try settings.program(for: "scale-incidents") else { return }
        let count = settings.scale.pick(500, 5_000)
        let (alone, home) = (settings.scratch.fresh("home"), settings.scratch.fresh("home"))
        for home in [alone, home] { try tocsin.openIncident(in: home) }
        let log = try EventLog.open(at: home + "/log")
        let stream = try log.onlyStream
        var events = SampleEvents(continuing: Int(stream.count))
        let opening = try log.read {
            try $0.records(in: stream.name, from: 0, limit: Int(stream.count))
        }
        for number in 1..<count {
            try log.append(
                try copy(of: opening, number, &events), to: "harbour-\(number)",
                expecting: .noStream)
        }
        for command in commands {
            let arguments = [command, "--home"]
            let about = ["--incident", stream.name]
            let runs = try Runs.alternating(
                { try tocsin.time(arguments + [home] + about, runs: 3) },
                { try tocsin.time(arguments + [alone] + about, runs: 3) })
            try Figure(
                "\(command)-of-one-of-\(count)-incidents", runs[0], unit: "ms",
                against: "the same in a home with one", runs[1]
            ).report()
        }
    }

    /// The entries of another incident like this one, with notes after its opening: closed and live,
    /// open and live, or an open exercise.
    private static func copy(
        of opening: [StoredRecord], _ number: Int, _ events: inout SampleEvents
    ) throws -> [NewEvent] {
        var copies = try opening.compactMap(\.body).map { body in
            var event = try IncidentEvent(serializedBytes: body.data)
            if case .incidentOpened(var opened)? = event.kind, number % 3 < 2 {
                opened.mode = .live
                event.kind = .incidentOpened(opened)
            }
            guard let kind = event.kind else { throw BenchError("An entry of no known kind.") }
            return try events.event(kind)
        }
        for entry in 1...20 {
            let note = IncidentEvent.OneOf_Kind.noteLogged(
                .with {
                    $0.note = "N\(entry)"
                    $0.text = "Engine \(entry) reports the second floor clear."
                })
            copies.append(try events.event(note))
        }
        if number % 3 == 0 {
            copies.append(
                try events.event(.incidentClosed(.with { $0.reason = "The fire is out." })))
        }
        return copies
    }
}
