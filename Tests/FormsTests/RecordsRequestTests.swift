import Forms
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import Review
import SwiftProtobuf
import Testing

@Suite struct RecordsRequestTests {
    private typealias Exemption = Department.Policy.Exemption

    private func request(
        _ log: Log, from: Int = 0, to: Int = 600, codes: [Exemption: String] = [:]
    ) -> RecordsRequest {
        RecordsRequest(
            records: log.records, from: Log.minute(from), to: Log.minute(to), codes: codes)
    }

    /// Everything that a requester could get.
    private func outputs(_ log: Log) throws -> String {
        let request = request(log)
        let form = request.form(FormLog.source(log))
        let json = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        return [form.markdown(), form.html(), json].joined(separator: "\n")
    }

    /// An opening, and then an event of every other kind with a marker in every text.
    private func marked(_ visibility: Visibility) throws -> Log {
        var log = Log()
        log.open()
        for event in try MarkedEvents.all() {
            log.add(event, .unspecified, visibility)
        }
        for index in log.records.indices.dropFirst() {
            log.records[index].metadata.actor = "\(MarkedEvents.marker)meta-actor"
            log.records[index].metadata.role = "\(MarkedEvents.marker)meta-role"
            log.records[index].metadata.agency = "\(MarkedEvents.marker)meta-agency"
            log.records[index].metadata.osAccount = "\(MarkedEvents.marker)meta-account"
            log.records[index].metadata.host = "\(MarkedEvents.marker)meta-host"
            log.records[index].metadata.correlation = "\(MarkedEvents.marker)meta-correlation"
            log.records[index].metadata.causation = "\(MarkedEvents.marker)meta-causation"
            log.records[index].metadata.provenance = .with {
                $0.reference = "\(MarkedEvents.marker)meta-reference"
                $0.sources = ["\(MarkedEvents.marker)meta-source"]
            }
        }
        return log
    }

    @Test(arguments: [Visibility.internal, .restricted, .unspecified])
    func `nothing of an entry that is not public is given, in any format`(
        _ visibility: Visibility
    ) throws {
        let log = try marked(visibility)
        #expect(try !outputs(log).contains(MarkedEvents.marker))
        let entries = request(log).entries
        #expect(entries.count == log.records.count)
        #expect(entries.dropFirst().allSatisfy { $0.disclosure == .withheld && $0.fields.isEmpty })
        #expect(entries.allSatisfy { !$0.withheld.isEmpty })
    }

    @Test func `of a public entry every field is given or marked as withheld`() throws {
        let log = try marked(.public)
        let outputs = try outputs(log)
        for field in ["actor", "role", "agency", "account", "host", "reference", "source"] {
            #expect(!outputs.contains("\(MarkedEvents.marker)meta-\(field)"), "\(field)")
        }
        // Names of staff and requesters, sources, reasons, and texts that were never released.
        let never: Set = [
            "reason", "person", "owner", "approver", "source", "relays", "evidence", "from",
            "confirmed_by", "investigator_in_charge", "next_of_kin_told", "case_number", "whom",
            "guidance", "known", "value", "note",
        ]
        let shown = MarkedEvents.found(in: outputs)
        #expect(shown.contains("Marker-FactRecorded-statement"))
        #expect(shown.contains("Marker-ReleasedText-text"))
        for marker in shown {
            #expect(!never.contains(String(marker.split(separator: "-").last ?? "")), "\(marker)")
        }
        // The first entry is the opening.
        let entries = request(log).entries.dropFirst()
        for (entry, event) in zip(entries, try MarkedEvents.all()) {
            var options = JSONEncodingOptions()
            options.preserveProtoFieldNames = true
            let json = try JSONSerialization.jsonObject(
                with: IncidentEvent.with { $0.kind = event }.jsonUTF8Data(options: options))
            let content = try #require((json as? [String: [String: Any]])?.values.first)
            let given = Set(
                entry.fields.map { $0.field.prefix { $0 != "[" && $0 != "." } }.map(String.init))
            let withheld = Set(entry.withheld.map(\.field))
            #expect(Set(content.keys).isSubset(of: given.union(withheld)), "\(event.name)")
            #expect(given.isDisjoint(with: withheld), "\(event.name)")
            #expect(entry.withheld.contains { $0.field == "author" && $0.exemption == "staff" })
        }
    }

    @Test func `an entry made public is given, one made restricted no more`() throws {
        var log = Log()
        log.open()
        let note = log.add(
            .noteLogged(.with { ($0.note, $0.text) = ("N1", "Marker-Note") }))
        #expect(try !outputs(log).contains("Marker-Note"))
        log.add(.visibilityChanged(.with { ($0.position, $0.visibility) = (note, .public) }))
        #expect(try outputs(log).contains("Marker-Note"))
        #expect(
            request(log).entries[1].fields.map { "\($0.field)=\($0.value)" }
                == ["note=N1", "text=Marker-Note"])
        let correction = log.add(
            .entryCorrected(.with { ($0.position, $0.right) = (note, "Marker-Right") }),
            .unspecified, .public)
        #expect(try outputs(log).contains("Marker-Right"))
        log.add(.visibilityChanged(.with { ($0.position, $0.visibility) = (note, .restricted) }))
        let outputs = try outputs(log)
        #expect(!outputs.contains("Marker-Note"))
        // A correction repeats the entry that it corrects.
        #expect(!outputs.contains("Marker-Right"))
        #expect(request(log).entries[1].withheld.map(\.exemption) == ["restricted"])
        #expect(request(log).entries[Int(correction)].disclosure == .withheld)
    }

    @Test func `codes come from the policy, else plain words stand`() {
        var log = Log()
        log.open()
        log.add(.tipReceived(.with { $0.tip = "T1" }), .unspecified, .restricted)
        log.add(.consentRecorded(.with { $0.consent = "C1" }), .unspecified, .restricted)
        log.add(.noteLogged(.with { $0.note = "N1" }), .unspecified, .restricted)
        log.add(.noteLogged(.with { $0.note = "N2" }))
        let plain = request(log).entries.dropFirst().flatMap(\.withheld)
        #expect(plain.map(\.field) == ["entry", "entry", "entry", "entry"])
        #expect(
            plain.map(\.code) == [
                "tip to investigators", "personal consent", "restricted", "internal record",
            ])
        let coded = request(log, codes: [.tip: "552.108", .internal: "552.111"])
        #expect(
            coded.entries.dropFirst().flatMap(\.withheld).map(\.code) == [
                "552.108", "personal consent", "restricted", "552.111",
            ])
        #expect(
            coded.exemptions.filter { $0.code == "552.111" }.map(\.count) == [2])
        #expect(coded.counts.withheld == 5)
    }

    @Test func `what was removed stands with its order and its exemption`() throws {
        var log = Log()
        log.open()
        log.add(
            .noteLogged(.with { ($0.note, $0.text) = ("N1", "Marker-Gone") }), .unspecified, .public
        )
        log.add(
            .entryRedacted(
                .with { ($0.position, $0.order, $0.exemption) = (1, "2016-CV-118", "552.108") }))
        #expect(try !outputs(log).contains("Marker-Gone"))
        log.records[1].content = .redacted(type: "note-logged")
        let entry = request(log).entries[1]
        #expect(entry.disclosure == .redacted)
        #expect(entry.kind == "note-logged")
        #expect(entry.withheld.map(\.order) == ["2016-CV-118"])
        #expect(entry.withheld.map(\.code) == ["552.108"])
        #expect(try outputs(log).contains("entry [552.108, order 2016-CV-118]"))
        log.records[2].content = .unknown(type: "drone-launched")
        #expect(request(log).entries[2].disclosure == .notUnderstood)
        #expect(request(log).counts.notUnderstood == 1)
    }

    @Test func `an entry is in the span by either of its clocks`() {
        var log = Log()
        log.open()
        log.add(.noteLogged(.with { $0.note = "N1" }), at: 50)
        log.add(.noteLogged(.with { $0.note = "N2" }), at: 90, claimed: 40)
        log.add(.noteLogged(.with { $0.note = "N3" }), at: 91)
        #expect(request(log, from: 30, to: 60).entries.map(\.position) == [1, 2])
        #expect(request(log, from: 90, to: 91).entries.map(\.position) == [2, 3])
    }

    @Test func `restricted entries stand in no form and no situation report`() throws {
        // All entries restricted.
        var found = try MarkedEvents.found(in: CasualtyRuleTests.sheets(marked(.restricted)))
        #expect(found.isEmpty, "\(found)")
        // Unrestricted entries about restricted ones.
        var log = FormLog.log()
        for event in try MarkedEvents.all() {
            log.add(event, .unspecified, .restricted)
        }
        found = try MarkedEvents.found(in: CasualtyRuleTests.sheets(log))
        #expect(found.isEmpty, "\(found)")
        let briefing = Form.incidentBriefing(FormLog.source(log))
        #expect(briefing.lines.contains { $0.hasSuffix("restricted entries are left out") })
    }
}
