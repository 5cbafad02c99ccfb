internal import Channels
internal import Crypto
internal import Foundation
public import IncidentEvents

/// What an approval belongs to: SHA-256 over a length-prefixed list of everything that the
/// approver answers for. `Docs/approval.md` gives the list and a test vector.
public enum ContentHash {
    /// - Parameters:
    ///   - variants: In any order; they are hashed by channel and language.
    ///   - cites: In any order; they are hashed by fact number.
    public static func sha256(
        kind: String, declaration: Message.Declaration, cites: [Message.Cited],
        corrects: [String], variants: [Message.Variant]
    ) -> [UInt8] {
        var list = FieldList()
        list.add("tocsin content 1")
        list.add(kind)
        switch declaration {
        case .undeclared: list.add(["undeclared"])
        case .nobody: list.add(["nobody"])
        case .persons(let persons):
            list.add(["persons"])
            list.addCount(persons.count)
            for person in persons {
                list.add([
                    person.whom, String(person.purpose.rawValue),
                    person.details.map { String($0.rawValue) }.joined(separator: ","), person.fact,
                    person.caseNumber, person.investigatorInCharge, person.confirmedBy,
                    person.nextOfKinTold,
                    person.hasNextOfKinToldAt ? Instant(person.nextOfKinToldAt).rfc3339 : "",
                    person.consent, person.juvenile ? "1" : "0",
                    person.sexualOffenceVictim ? "1" : "0", person.law,
                    person.criteriaMet ? "1" : "0",
                ])
            }
        }
        list.addCount(cites.count)
        for cited in cites.sorted(by: { $0.fact < $1.fact }) {
            list.add([
                cited.fact.description, cited.isUnconfirmed ? "1" : "0", cited.asOf?.rfc3339 ?? "",
            ])
        }
        list.addCount(corrects.count)
        list.add(corrects)
        list.addCount(variants.count)
        for variant in variants.sorted(by: { $0.key < $1.key }) {
            list.add([variant.key.channel.rawValue, variant.key.language, variant.text])
        }
        return Array(SHA256.hash(data: list.bytes))
    }

    /// Each field as its length in bytes (unsigned, 32 bits, big-endian) and its UTF-8 bytes, so
    /// that no two lists give the same bytes.
    private struct FieldList {
        var bytes = Data()

        mutating func add(_ fields: [String]) { fields.forEach { add($0) } }

        mutating func add(_ field: String) {
            let text = Data(field.utf8)
            addCount(text.count)
            bytes.append(text)
        }

        mutating func addCount(_ count: Int) {
            withUnsafeBytes(of: UInt32(count).bigEndian) { bytes.append(contentsOf: $0) }
        }
    }
}

extension Message {
    /// The hash of what would be submitted now.
    func contentSHA256(variants: [Variant], cites: [Cited]) -> [UInt8] {
        ContentHash.sha256(
            kind: kind.name, declaration: declaration, cites: cites,
            corrects: corrects.map(\.description) + (retracts.map { [$0.description] } ?? []),
            variants: variants)
    }
}

extension MessageKind {
    /// The kind as people and playbooks write it: `all-clear`.
    public var name: String {
        switch self {
        case .holding: "holding"
        case .alert: "alert"
        case .update: "update"
        case .correction: "correction"
        case .retraction: "retraction"
        case .allClear: "all-clear"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }

    public init?(name: String) {
        guard
            let kind = MessageKind.allCases.first(where: { $0 != .unspecified && $0.name == name })
        else { return nil }
        self = kind
    }
}
