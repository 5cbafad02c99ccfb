internal import Basics
internal import Channels
internal import Foundation
internal import Hashing
public import IncidentEvents

/// The hash that an approval covers: SHA-256 over a length-prefixed list of everything the approver
/// is responsible for. `Docs/approval.md` has the list and a test vector.
public enum ContentHash {
    /// - Parameters:
    ///   - variants: In any order; they are hashed by channel and language.
    ///   - cites: In any order; they are hashed by fact number.
    ///   - nextUpdate: The stated time of the next update; nil if none is stated.
    ///   - expires: The stated end; nil if none is stated.
    public static func sha256(
        kind: String, declaration: Message.Declaration, cites: [Message.Cited],
        corrects: [String], variants: [Message.Variant], attachments: [AttachedMedia] = [],
        nextUpdate: Instant? = nil, expires: Instant? = nil
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
                cited.fact.description, cited.isUnconfirmed ? "1" : "0",
                (cited.asOf?.rfc3339).recorded,
            ])
        }
        list.addCount(corrects.count)
        list.add(corrects)
        list.addCount(variants.count)
        for variant in variants.sorted(by: { $0.key < $1.key }) {
            list.add([variant.key.channel.rawValue, variant.key.language, variant.text])
        }
        list.add(threads: variants.filter { !$0.parts.isEmpty }.sorted { $0.key < $1.key })
        list.add(attachments)
        list.add(nextUpdate: nextUpdate, expires: expires)
        return SHA256.hash(list.bytes.bytes).bytes
    }

    /// The hash of a translation's source: SHA-256 over the texts in the message's first language,
    /// each once, in byte order.
    public static func sha256(source texts: some Sequence<String>) -> [UInt8] {
        var list = FieldList()
        list.add("tocsin source 1")
        let bytes = Set(texts.map { Array($0.utf8) })
        let sorted = bytes.sorted { $0.lexicographicallyPrecedes($1) }
        list.addCount(sorted.count)
        for text in sorted { list.add(String(decoding: text, as: UTF8.self)) }
        return SHA256.hash(list.bytes.bytes).bytes
    }

    /// The hash of the machine translation that a person confirms.
    static func sha256(of translation: Message.Translation) -> [UInt8] {
        var list = FieldList()
        list.add("tocsin translation 1")
        let values = translation.values.map { ($0.key, $0.value) }
        let texts = translation.texts.map { (($0.key?.rawValue).recorded, $0.value) }
        for words in [values, texts] {
            list.addCount(words.count)
            for (name, text) in words.sorted(by: { $0.0 < $1.0 }) { list.add([name, text]) }
        }
        return SHA256.hash(list.bytes.bytes).bytes
    }

    /// Each field as its length in bytes (unsigned, 32 bits, big-endian) and its UTF-8 bytes, so
    /// two different lists never give the same bytes.
    private struct FieldList {
        var bytes = Data()

        mutating func add(_ fields: [String]) { fields.forEach { add($0) } }

        mutating func add(_ field: String) {
            let text = Data(field.utf8)
            addCount(text.count)
            bytes.append(text)
        }

        /// Adds nothing if there are none, so messages without threads keep their hash.
        mutating func add(threads: [Message.Variant]) {
            if threads.isEmpty { return }
            add("threads")
            addCount(threads.count)
            for thread in threads {
                add([thread.key.channel.rawValue, thread.key.language])
                addCount(thread.parts.count)
                add(thread.parts)
            }
        }

        /// Adds nothing if there are none, for the same reason.
        mutating func add(_ attachments: [AttachedMedia]) {
            if attachments.isEmpty { return }
            add("attachments")
            addCount(attachments.count)
            let sorted = attachments.sorted { $0.sha256.lexicographicallyPrecedes($1.sha256) }
            for attachment in sorted {
                add([attachment.sha256.hexadecimal, attachment.mediaType, String(attachment.size)])
                addCount(attachment.alt.count)
                for alt in attachment.alt.sorted(by: { $0.language < $1.language }) {
                    add([alt.language, alt.text])
                }
            }
        }

        /// Adds nothing if no time is stated, for the same reason.
        mutating func add(nextUpdate: Instant?, expires: Instant?) {
            if nextUpdate == nil, expires == nil { return }
            add(["times", (nextUpdate?.rfc3339).recorded, (expires?.rfc3339).recorded])
        }

        mutating func addCount(_ count: Int) {
            withUnsafeBytes(of: UInt32(count).bigEndian) { bytes.append(contentsOf: $0) }
        }
    }
}

extension Message {
    /// The hash of the content that would be submitted now.
    func contentSHA256(variants: [Variant], cites: [Cited]) -> [UInt8] {
        ContentHash.sha256(
            kind: kind.knownWord ?? "unknown", declaration: declaration, cites: cites,
            corrects: corrects.map(\.description) + (retracts.map { [$0.description] } ?? []),
            variants: variants, attachments: attachments,
            nextUpdate: elements.hasNextUpdateBy ? Instant(elements.nextUpdateBy) : nil,
            expires: elements.hasExpires ? Instant(elements.expires) : nil)
    }
}
