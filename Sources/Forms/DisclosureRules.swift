internal import Review
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import SwiftProtobuf

/// Decides, field by field, which parts of an entry are disclosed.
struct DisclosureRules {
    typealias Exemption = Department.Policy.Exemption

    private let codes: [Exemption: String]
    /// The current visibility of each entry; a correction's audience is never wider than that of
    /// the entry it corrects.
    private var visibilities: [UInt64: Visibility] = [:]
    private var redactions: [UInt64: EntryRedacted] = [:]

    init(
        records: some Collection<IncidentRecord>, codes: [Exemption: String],
        limits: [UInt64: Visibility]
    ) {
        self.codes = codes
        for entry in Timeline(folding: records, limits: limits).view(.restricted) {
            visibilities[entry.moment.position] = entry.visibility
        }
        for record in records {
            guard case .event(.entryRedacted(let event)) = record.content else { continue }
            redactions[event.position] = event
        }
    }

    func entry(_ record: IncidentRecord) -> RecordsRequest.Entry {
        var entry = RecordsRequest.Entry(
            position: record.position, revision: record.revision, recordedAt: record.recordedAt,
            happened: Moment(record.stamp), kind: record.content.kindName, disclosure: .withheld,
            fields: [], withheld: [])
        let isPublic = visibilities[record.position] == .public
        switch record.content {
        case .unknown:
            entry.disclosure = .notUnderstood
            entry.withheld = [whole(.internal)]
        case .redacted(let type):
            entry.kind = type
            redact(&entry)
        case .event where redactions[record.position] != nil: redact(&entry)
        case .event(let event) where isPublic:
            if let open = PublicRecords.forPublicChannels(event) {
                disclose(open, record.metadata, in: &entry)
                if open != event { entry.withheld.append(withheld("texts", .internal)) }
            } else {
                entry.withheld = [whole(.internal)]
            }
        case .event(let event):
            let isRestricted = visibilities[record.position] == .restricted
            entry.withheld = [
                whole(
                    event.eventKind.row.exemption ?? (isRestricted ? .restricted : .internal))
            ]
        }
        return entry
    }

    private func whole(_ exemption: Exemption) -> RecordsRequest.Withheld {
        withheld("entry", exemption)
    }

    private func withheld(_ field: String, _ exemption: Exemption) -> RecordsRequest.Withheld {
        RecordsRequest.Withheld(
            field: field, exemption: exemption.rawValue,
            code: codes[exemption] ?? exemption.plainWord)
    }

    /// Marks a removed entry with the order and the exemption of its removal.
    private func redact(_ entry: inout RecordsRequest.Entry) {
        entry.disclosure = .redacted
        let event = redactions[entry.position]
        entry.withheld = [
            RecordsRequest.Withheld(
                field: "entry", exemption: "order",
                code: event?.exemption.nonEmpty ?? Form.notRecorded,
                order: event?.order.nonEmpty ?? Form.notRecorded)
        ]
    }

    private func disclose(
        _ event: IncidentEvent.OneOf_Kind, _ metadata: RecordMetadata,
        in entry: inout RecordsRequest.Entry
    ) {
        let row = event.eventKind.row
        guard let fields = EventFields(event)?.fields else {
            entry.withheld = [whole(.internal)]
            return
        }
        for field in fields {
            if row.discloses(field.key) {
                entry.fields.append(RecordsRequest.Field(field: field.path, value: field.value))
            } else {
                let mark = withheld(field.name, row.exemption(of: field.name))
                if !entry.withheld.contains(mark) { entry.withheld.append(mark) }
            }
        }
        if !metadata.actor.isEmpty { entry.withheld.append(withheld("author", .staff)) }
        if metadata.hasProvenance { entry.withheld.append(withheld("provenance", .source)) }
        if !metadata.osAccount.isEmpty { entry.withheld.append(withheld("os_account", .staff)) }
        if !metadata.host.isEmpty { entry.withheld.append(withheld("host", .internal)) }
        entry.disclosure = entry.withheld.isEmpty ? .disclosed : .inPart
    }
}

/// The non-empty fields of an event, by the names of the event contract.
struct EventFields {
    struct Field {
        /// The field of the event itself.
        var name: String
        /// The path of the field; it differs from the name in a part of the event: `texts[0].text`.
        var path: String
        /// The path without list indexes, as in the rows of kinds: `texts.text`.
        var key: String
        var value: String
    }

    private(set) var fields: [Field] = []

    /// Nil for an event that has no JSON form, such as one with a time outside the calendar.
    init?(_ event: IncidentEvent.OneOf_Kind) {
        var options = JSONEncodingOptions()
        options.preserveProtoFieldNames = true
        guard
            let data: Data = try? IncidentEvent.with({ $0.kind = event }).jsonUTF8Data(
                options: options),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let content = object.values.first as? [String: Any]
        else { return nil }
        for name in content.keys.sorted() {
            if let value = content[name] { add(value, name, at: name, key: name) }
        }
    }

    private mutating func add(_ value: Any, _ name: String, at path: String, key: String) {
        switch value {
        case let list as [Any]:
            for (index, item) in list.enumerated() {
                add(item, name, at: "\(path)[\(index)]", key: key)
            }
        case let object as [String: Any]:
            for part in object.keys.sorted() {
                if let value = object[part] {
                    add(value, name, at: "\(path).\(part)", key: "\(key).\(part)")
                }
            }
        case let text as String:
            fields.append(
                Field(name: name, path: path, key: key, value: Self.plain(text, name)))
        case let number as NSNumber:
            fields.append(Field(name: name, path: path, key: key, value: Self.plain(number)))
        default: break
        }
    }

    /// The contract's enum fields, whose values JSON writes as `MESSAGE_KIND_ALL_CLEAR`.
    private static let choices: Set<String> = [
        "kind", "mode", "outcome", "manner", "origin", "finding", "rating", "visibility",
        "certainty", "onset_certainty",
    ]

    private static func plain(_ number: NSNumber) -> String {
        // JSON's true and false come as numbers of this type.
        String(cString: number.objCType) == "c"
            ? "\(number.boolValue)" : Forms.plain(number.doubleValue)
    }

    private static func plain(_ value: String, _ name: String) -> String {
        guard choices.contains(name), let last = name.split(separator: "_").last,
            let prefix = value.range(of: "\(last.uppercased())_")
        else { return value }
        return value[prefix.upperBound...].lowercased().replacing("_", with: "-")
    }
}
