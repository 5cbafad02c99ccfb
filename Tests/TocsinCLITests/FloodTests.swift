import Foundation
import IncidentEvents
import Synchronization
import TestData
import TocsinCLI
import Testing

/// A flood, lived through by three people in one home: lee and ana write, kim commands. An invented
/// story, with a check under each of its steps.
@Suite struct FloodTests {
    /// The home, with a clock that the story sets.
    private final class Town: Sendable {
        let desk: Desk
        private let time: Mutex<Int64>
        private static let zone = Zone("America/Chicago")

        init() throws {
            desk = try Desk()
            // 2026-05-09, 14:00 in Chicago.
            time = Mutex(1_778_353_200_000_000)
            try FileManager.default.createDirectory(
                atPath: desk.home + "/playbooks", withIntermediateDirectories: true)
            let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Fixtures/river-flood.yaml")
            try FileManager.default.copyItem(
                atPath: fixtures.path, toPath: desk.home + "/playbooks/river-flood.yaml")
            try Data(Self.department.utf8).write(
                to: URL(fileURLWithPath: desk.home + "/department.yaml"))
        }

        private static let department = """
            department: City of Mill Falls
            short-name: Mill Falls
            id: mill-falls
            zone: America/Chicago
            hotline: 555-0142
            web: millfalls.example
            languages: [en-US, es]
            people:
              - {id: lee, roles: [pio]}
              - {id: ana, roles: [pio, translator]}
              - {id: kim, roles: [incident-commander]}
            accounts:
              x: [MillFalls]
              facebook: [MillFalls]
              nextdoor: [mill-falls]
              web: [millfalls.example]
              email: [alerts]
              sms: [alerts]
              radio: [KMFR]
              wea90: [county]
              wea360: [county]

            """

        /// Sets the clock: `14:20`, on the day of the story or a later one.
        func at(_ clock: String, day: Int = 0) {
            let parts = clock.split(separator: ":").compactMap { Int64($0) }
            let minutes = (parts[0] - 14) * 60 + parts[1] + Int64(day) * 24 * 60
            time.withLock { $0 = 1_778_353_200_000_000 + minutes * 60_000_000 }
        }

        func type(_ command: String, as actor: String) throws -> Program.Result {
            // Each command takes a second.
            let now = time.withLock { time in
                time += 1_000_000
                return time
            }
            return try Program.run(
                Words.split(command), environment: desk.environment(as: actor)
            ) { $0.clock = { now } }
        }

        /// Types a command that must be carried out.
        @discardableResult
        func done(_ command: String, as actor: String = "lee") throws -> String {
            let result = try type(command, as: actor)
            #expect(result.status == 0, "\(command): \(result.output)\(result.errors)")
            return result.output.folded
        }

        /// Types a command that must be refused, and returns why.
        @discardableResult
        func refused(_ command: String, as actor: String = "lee") throws -> String {
            let before = try desk.bytes()
            let result = try type(command, as: actor)
            #expect(result.status != 0, "\(command): \(result.output)")
            #expect(try desk.bytes() == before, "\(command) left something in the log")
            return result.errors.folded
        }

        /// Drafts an update in both languages and submits it.
        func draft(
            _ name: String, _ english: String, _ spanish: String, on channels: String,
            _ options: String = ""
        ) throws {
            try done(
                "message draft update --text \"\(english)\" --identifies nobody --on \(channels)"
                    + " --name \(name) \(options)")
            try done("message translate \(name) --to es --by ana --text \"\(spanish)\"")
            try done("message submit \(name)")
        }

        /// The same, approved and released by kim.
        func publish(
            _ name: String, _ english: String, _ spanish: String, on channels: String,
            _ options: String = ""
        ) throws {
            try draft(name, english, spanish, on: channels, options)
            try done("message approve \(name) --release --yes", as: "kim")
        }

        /// An evacuation order in both languages, approved by kim.
        ///
        /// - Returns: What kim reads before the approval.
        func order(
            _ name: String, zone: String, shelter: String, citing fact: String, _ options: String
        )
            throws -> String
        {
            try done(
                "message draft alert --template evacuation --name \(name) --location \"\(zone)\""
                    + " --field zone=\"\(zone)\" --field shelter=\"\(shelter)\" --cite \(fact)"
                    + " --expires +6h \(options)")
            try done(
                "message translate \(name) --to es --by ana --value shelter=\"\(shelter)\"",
                as: "ana")
            try done("message submit \(name)")
            return try done("message approve \(name) --release --yes", as: "kim")
        }

        /// What everybody sees: what is due for each, and for all.
        func due(_ actor: String) throws -> String { try done("due", as: actor) }
        func everyonesDue() throws -> String { try done("due --everyone") }
    }

    private static let planted = ["drown", "child", "ahog", "niñ", "menor"]

    @Test func `each step of the story holds`() throws {
        let town = try Town()
        try holding(town)
        try firstOrder(town)
        try wrongStreet(town)
        try dam(town)
        try death(town)
        try secondOrder(town)
        try promise(town)
        try relayed(town)
        try firstOrderEnds(town)
        try boilWater(town)
        try hospital(town)
        try wrongClock(town)
        try closing(town)
        try requireEvening(town)
        try nextDay(town)
        try requireEnd(town)
    }

    /// 14:00
    private func holding(_ town: Town) throws {
        try town.done("playbook check river-flood")
        try town.done("open river-flood --place \"Mill Falls\" --id flood --onset 14:00")
        try town.done("message submit holding")
        let shown = try town.done("message approve holding --release --yes", as: "kim")
        #expect(shown.contains("Mill Falls"), "kim reads the words before she approves")
        try town.done("message posted holding x=https://x.example/1 --language en")
        let due = try town.everyonesDue()
        #expect(due.contains("x (es)"), "\(due)")
        let status = try town.done("message show holding")
        #expect(!status.contains("x:MillFalls (es)"), "\(status)")
        try town.done("message posted holding --all")
    }

    /// 14:12
    private func firstOrder(_ town: Town) throws {
        town.at("14:12")
        try town.done(
            "fact record \"The shelter is at Oak Street 12\" --topic shelter --source \"Red Cross\""
                + " --verified --clear")
        let shown = try town.order(
            "evac-a", zone: "Zone A", shelter: "Oak Street 12", citing: "F1", "--next-update +48m")
        for ending in ["evac-a/all-clear", "evac-a/false-alert"] {
            let texts = try town.done("message show \(ending)")
            #expect(texts.contains("Zone A") && texts.contains("Zona A"), "\(texts)")
            #expect(!texts.contains("Mill Falls is safe"), "\(texts)")
        }
        #expect(shown.contains("Armed with M2, and approved with it:"), "\(shown)")
        #expect(shown.contains("sent in error") && shown.contains("You may return"), "\(shown)")
        // Letters that phones lack are told when the playbook is checked.
        let home = town.desk.home + "/playbooks/river-flood.yaml"
        let yaml = try String(contentsOfFile: home, encoding: .utf8)
        let accented = try town.desk.write(
            yaml.replacing("Salga ya de {zone}. Crecida.", with: "Salga ya de {zone}. Inundación."),
            to: "river-flood.yaml")
        let check = try town.type("playbook check \(accented)", as: "lee")
        #expect((check.output + check.errors).contains("wea90"), "\(check.output)\(check.errors)")
        try noEndingIsOffered(town)
        try town.done("message posted evac-a sms web wea90 wea360 radio --language en es")
        try town.done("message posted evac-a email --language en es")
    }

    private func noEndingIsOffered(_ town: Town) throws {
        for person in ["lee", "ana", "kim"] {
            for command in ["due", "status", "due --everyone"] {
                let lines = try town.type(command, as: person).output.split(separator: "\n")
                    .filter { $0.contains("tocsin ") }
                #expect(
                    !lines.contains { $0.contains("all-clear") || $0.contains("false-alert") },
                    "\(person) \(command): \(lines)")
            }
        }
    }

    /// 14:20
    private func wrongStreet(_ town: Town) throws {
        town.at("14:20")
        try town.done("message posted evac-a x --language en es")
        let corrected = try town.done(
            "fact refute F1 --reason \"wrong street\" --source \"Red Cross\""
                + " --right \"The shelter is at Oak Avenue 12\" --submit", as: "ana")
        #expect(corrected.contains("M5"), "\(corrected)")
        let cells = try town.done("coverage")
        for account in ["x:MillFalls", "web:millfalls.example", "sms:alerts", "radio:KMFR"] {
            #expect(cells.contains(account), "\(account): \(cells)")
        }
        #expect(!cells.contains("wea90:county"), "WEA 90 had no street: \(cells)")
        #expect(cells.contains("wea360:county"), "\(cells)")
        #expect(cells.contains("not corrected in en, es"), "\(cells)")
        for person in ["lee", "ana", "kim"] {
            #expect(!(try town.due(person)).contains("order-in-error"))
            #expect(!(try town.due(person)).contains("message retract"))
        }
        // Facebook and Nextdoor still lacked it.
        let why = try town.refused("message posted evac-a facebook nextdoor --language en es")
        #expect(why.contains("M5"), "it names the correction: \(why)")
        let texts = try town.done("message show M5")
        #expect(texts.contains("Oak Avenue 12"), "\(texts)")
        #expect(!texts.contains("Oak Street"), "\(texts)")
        #expect(texts.contains("We made the mistake"))
        try town.done(
            "message translate M5 --to es --by lee --value truth=\"El nuevo refugio: Oak Avenue 12.\""
        )
        #expect(try town.done("message show M5").contains("El error fue nuestro"))
        try town.done("message submit M5")
        try town.done("message approve M5 --release --yes", as: "kim")
        try town.done("message posted M5 --all")
        let open = try town.done("coverage")
        #expect(!open.contains("OPEN x:MillFalls"), "\(open)")
    }

    /// 14:25
    private func dam(_ town: Town) throws {
        town.at("14:25")
        try town.done(
            "rumor report \"The dam has broken\" --on facebook:river-watch tv:station-9 --finding false"
                + " --because \"The dam holds\" --source \"the dam's operator\" --submit")
        let rumor = "R2"
        try town.done("message translate M6 --to es --by ana --value truth=\"La presa resiste.\"")
        try town.done("message submit M6", as: "ana")
        try town.done("message approve M6 --release --yes", as: "kim")
        try town.done("message posted M6 --all")
        try town.done("rumor contact \(rumor) tv:station-9 --how \"phone, newsroom\"")
        #expect(try town.done("coverage").contains("OPEN tv:station-9"))
        try town.refused("rumor corrected \(rumor) tv:station-9")
        try town.done(
            "statement observe \"Station 9\" \"We were wrong. The dam holds.\" --on tv:station-9"
                + " --corrects \(rumor)")
        try town.done("rumor corrected \(rumor) tv:station-9 --statement S1")
        #expect(!(try town.done("coverage").contains("OPEN tv:station-9")))
    }

    /// 14:40
    private func death(_ town: Town) throws {
        town.at("14:40")
        try town.done(
            "fact record \"A child has drowned near Front Street\" --source \"fire chief\"")
        try town.done("fact verify F4 --source \"fire chief\"", as: "kim")
        try town.done("fact hold F4 --reason \"the family is not informed\"", as: "kim")
        for (name, text) in [
            ("d-en", "A child has drowned near Front Street."),
            ("d-near", "Near Front Street a child drowned this afternoon."),
        ] {
            try town.done(
                "message draft update --text \"\(text) Next update by {next-update}.\" --identifies"
                    + " nobody --on x --next-update +30m --name \(name) --rests-on nothing"
                    + " --reason \"the fire chief said so on the radio\" --submit")
            try town.done("message approve \(name)", as: "kim")
            let why = try town.refused("message release \(name) --yes")
            #expect(why.contains("which is held"), "\(why)")
            #expect(!why.contains("fact clear"), "it suggests no lifting: \(why)")
            try town.done("message discard \(name) --reason \"held\"")
        }
        try town.done("inquiry receive \"Did anybody die?\" --from \"Station 9\"")
        try town.refused("inquiry answer Q1 \"A child has drowned near Front Street.\"")
        // An answer is a message: who may not approve one may not give it.
        try town.refused("inquiry answer Q1 \"We will speak to you this evening.\"")
        try town.done("inquiry answer Q1 \"We will speak to you this evening.\"", as: "kim")
        for command in [
            "message page M6", "feed", "rumor claimreview", "timeline --public",
            "review report --public", "fact list --json",
        ] {
            let output = try town.type(command, as: "lee").output.lowercased()
            let isInternal = command.hasPrefix("fact")
            for word in Self.planted where !isInternal {
                #expect(!output.contains(word), "\(command) says \(word)")
            }
        }
    }

    /// 15:00
    private func secondOrder(_ town: Town) throws {
        town.at("15:00")
        _ = try town.order(
            "evac-b", zone: "Zone B", shelter: "Oak Avenue 12", citing: "F2", "--next-update +30m")
        let status = try town.done("status")
        #expect(status.contains("Zone A") && status.contains("Zone B"), "\(status)")
        let why = try town.refused("message release all-clear --yes", as: "kim")
        #expect(
            why.contains("evac-a/all-clear") && why.contains("evac-b/all-clear"), "\(why)")
        try town.done("message posted evac-b sms radio facebook --language en es")
    }

    /// 16:00: a road closure elsewhere keeps no promise.
    private func promise(_ town: Town) throws {
        town.at("15:30")
        try town.publish(
            "crews", "Crews are at work in both zones. Next update by {next-update}.",
            "Hay equipos en ambas zonas. Novedades: {next-update}.", on: "sms radio facebook",
            "--next-update 16:30")
        try town.done("message posted crews sms radio facebook --language en es")
        town.at("16:00")
        try town.publish("road", "Mill Road is closed.", "Mill Road está cerrada.", on: "x")
        try town.done("message posted road x --language en es")
        let due = try town.everyonesDue()
        for channel in ["sms", "radio", "facebook"] {
            #expect(due.contains("promise") && due.contains(channel), "\(channel): \(due)")
        }
    }

    /// 16:10
    private func relayed(_ town: Town) throws {
        town.at("16:10")
        try town.draft("center", "The rescue center is open.", "El centro está abierto.", on: "web")
        let why = try town.refused("message approve center --by kim --via phone", as: "lee")
        #expect(why.contains("author"), "\(why)")
        try town.done("message approve center --by kim --via phone", as: "ana")
        #expect(try town.done("timeline").contains("by phone"))
        #expect(try town.due("kim").contains("kim must confirm it"))
        try town.done("message ratify center", as: "kim")
        #expect(!(try town.everyonesDue().contains("must confirm")))
    }

    /// 17:00
    private func firstOrderEnds(_ town: Town) throws {
        town.at("17:00")
        try town.done("message release evac-a/all-clear --yes", as: "kim")
        try town.done(
            "message posted evac-a/all-clear x web email sms wea90 wea360 --language en es")
        let due = try town.everyonesDue()
        #expect(due.contains("radio"), "\(due)")
        let why = try town.refused("message release evac-a/false-alert --yes", as: "kim")
        #expect(why.contains("would contradict"), "\(why)")
        let review = try town.done("review report", as: "kim")
        #expect(review.contains("radio:KMFR"), "\(review.prefix(3000))")
    }

    /// 18:00
    private func boilWater(_ town: Town) throws {
        town.at("18:00")
        try town.done(
            "message draft update --template boil-water --name boil"
                + " --next-update 2026-05-10T09:00:00-05:00")
        try town.done("message submit boil")
        try town.done("message approve boil --release --yes", as: "kim")
        for channel in ["x", "sms", "web", "radio"] {
            let en = try town.done("message text boil \(channel)")
            #expect(en.contains("Sun"), "\(channel): \(en)")
            let es = try town.done("message text boil \(channel) --language es")
            #expect(es.contains("dom"), "\(channel): \(es)")
        }
        try town.done("message posted boil --all")
    }

    /// 18:20
    private func hospital(_ town: Town) throws {
        town.at("18:20")
        try town.done(
            "fact record \"Three people are injured\" --topic injured --number 3 --source hospital"
                + " --verified --clear")
        try town.publish(
            "injured", "Three people are injured.", "Hay tres heridos.", on: "web", "--cite F5")
        try town.done("message posted injured --all")
        try town.done(
            "fact supersede F5 --with \"Five people are injured\" --number 5 --source hospital"
                + " --verified --clear")
        let gap = try town.done("gap")
        #expect(gap.contains("F5, changed") && gap.contains("web:millfalls.example"), "\(gap)")
        try town.refused("fact clear F4 --reason \"the family agreed\"", as: "kim")
        try town.done(
            "fact clear F4 --reason \"the family agreed to these words\" --told-by \"the chaplain\""
                + " --told-at 18:05", as: "kim")
        try town.publish(
            "loss", "A child has drowned near Front Street.", "Un menor se ha ahogado.", on: "web",
            "--cite F4")
        try town.done("message posted loss --all")
    }

    /// 19:00: one entry under a clock that is two hours ahead.
    private func wrongClock(_ town: Town) throws {
        town.at("21:00")
        try town.done("note add \"The gauge stands at four meters\"", as: "ana")
        town.at("19:05")
        try town.draft(
            "falling", "{as-of}: the water is falling. Next update by {next-update}.",
            "{as-of}: el agua baja. Novedades: {next-update}.", on: "web", "--next-update 20:00")
        let told = try town.type("message approve falling --release --yes", as: "kim")
        #expect((told.output + told.errors).contains("ahead"), "\(told.output)\(told.errors)")
        let text = try town.done("message text falling web")
        #expect(text.contains("7:05 p.m.") && text.contains("8:00 p.m."), "\(text)")
        try town.done("message posted falling --all")
        #expect(try town.done("log clock").contains("ana"))
    }

    /// 22:00: what still runs keeps the incident open.
    private func closing(_ town: Town) throws {
        town.at("22:00")
        let why = try town.refused("close \"the water is down\"", as: "kim")
        for words in [
            "M9 (alert) for Zone B was in effect until 2026-05-09 21:00 CDT, and nobody has said"
                + " that it is over", "promised an update",
        ] { #expect(why.contains(words), "\(words): \(why)") }
        try town.done("role assign ana incident-commander", as: "kim")
    }

    /// The next day: what ran is ended, and the incident is closed.
    private func nextDay(_ town: Town) throws {
        town.at("09:05", day: 1)
        let due = try town.everyonesDue()
        #expect(due.contains("Late since 09:00 CDT: the update that M15 promised"), "\(due)")
        #expect(!due.contains("update that M3"), "an end promises nothing: \(due)")
        try town.done("phase set recovery", as: "kim")
        try town.done("message release evac-b/all-clear --yes", as: "kim")
        try town.done("message posted evac-b/all-clear --all")
        try town.done("message posted evac-a/all-clear --all")
        try town.publish(
            "clean", "The water is safe to drink again.", "El agua ya es potable.",
            on: "x facebook nextdoor web email sms radio",
            "--retracts boil --rests-on nothing --reason \"the water works said so this morning\"")
        try town.done("message posted clean --all")
        try town.done("message discard center --reason \"the center has closed\"")
        try town.refused("close \"the water is down\"", as: "kim")
        try town.done(
            "rumor waive R2 facebook:river-watch --reason \"the group was deleted overnight\"")
        try town.done("close \"the water is down\"", as: "kim")
        let status = try town.done("status", as: "kim")
        #expect(status.contains("closed"), "\(status)")
    }

    /// What the chief reads on one page, in the evening and after the end.
    private func firstPage(_ town: Town) throws -> String {
        let review = try town.type("review report", as: "kim").output
        let page = try #require(review.components(separatedBy: "\n## ").dropFirst().first)
        return page.folded
    }

    private func requireEvening(_ town: Town) throws {
        let page = try firstPage(town)
        for words in [
            "Onset to the first warning: **12 min**, M2",
            "Onset to the first protective action: **12 min**, M2",
            "“The shelter is at Oak Street 12” It stood for up to **7 min**, from 2026-05-09"
                + " 14:12:18 CDT to 2026-05-09 14:20:16 CDT, on radio:KMFR, sms:alerts,"
                + " wea360:county and 3 more. Corrected everywhere it appeared.",
            "M12 promised one by 2026-05-09 16:30 CDT and missed it on 3 channels: late on facebook, radio,"
                + " sms, at the latest 2026-05-09 18:00",
            "M3 (all-clear) ended it, first said 2026-05-09 17:00:02 CDT. Not said on **radio:KMFR**.",
            "In effect until 2026-05-09 21:00 CDT. Nobody said that it was over.",
        ] { #expect(page.contains(words), "\(words): \(page)") }
    }

    private func requireEnd(_ town: Town) throws {
        let page = try firstPage(town)
        for words in [
            "It was closed 2026-05-10 09:05",
            "M3 (all-clear) ended it, first said 2026-05-09 17:00:02 CDT, last on radio:KMFR, 2026-05-10"
                + " 09:05",
            "M10 (all-clear) ended it, first said 2026-05-10 09:05",
        ] { #expect(page.contains(words), "\(words): \(page)") }
        for words in ["Still in force", "Nobody said that it was over", "Not said on"] {
            #expect(!page.contains(words), "\(words): \(page)")
        }
    }
}

extension String {
    /// With each run of blanks as one space, as a reader of wrapped lines reads it.
    fileprivate var folded: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
