internal import TextChecks
internal import Channels
internal import IncidentEvents

/// A value with its place in the file.
struct Located<Value> {
    var value: Value
    var position: Position
}

/// Reads one mapping strictly: unknown keys are reported at once, and each requested value must
/// have its type.
struct MappingReader {
    let node: YAMLNode
    /// The subject of the mapping, for messages: "the step", "the playbook".
    let subject: String
    let faults: Faults
    private let entries: [YAMLNode.Entry]

    /// Reports a fault and returns nil if the value is not a mapping.
    init?(_ node: YAMLNode, of subject: String, keys: [String], faults: Faults) {
        guard let reader = MappingReader(open: node, of: subject, faults: faults) else {
            return nil
        }
        self = reader
        for entry in entries where !keys.contains(entry.key) {
            let hint = faults.isFull ? nil : NearestName.of(entry.key, among: keys)
            faults.error(
                "\(subject) has no key \"\(entry.key)\"", at: entry.position, hint: hint)
        }
    }

    /// A mapping whose keys are names from the file.
    init?(open node: YAMLNode, of subject: String, faults: Faults) {
        guard case .mapping(let entries) = node.content else {
            faults.error("\(subject) must be a mapping, not \(node.kindName)", at: node.position)
            return nil
        }
        self.node = node
        self.subject = subject
        self.faults = faults
        self.entries = entries
    }

    var all: [YAMLNode.Entry] { entries }

    /// The value of a key, nil if it is absent. A key without a value is a fault.
    func value(_ key: String) -> YAMLNode? {
        guard let entry = entries.first(where: { $0.key == key }) else { return nil }
        guard !entry.value.isNull else {
            faults.error("the key \"\(key)\" has no value", at: entry.position)
            return nil
        }
        return entry.value
    }

    func required(_ key: String) -> YAMLNode? {
        if !entries.contains(where: { $0.key == key }) {
            faults.error("\(subject) is missing the key \"\(key)\"", at: node.position)
        }
        return value(key)
    }

    func text(_ key: String) -> Located<String>? {
        value(key).flatMap { faults.text($0, key) }
    }

    func requiredText(_ key: String) -> Located<String>? {
        required(key).flatMap { faults.text($0, key) }
    }

    func flag(_ key: String) -> Bool {
        guard let node = value(key) else { return false }
        if case .scalar(let text, isPlain: true) = node.content {
            if text == "true" { return true }
            if text == "false" { return false }
        }
        faults.error("\"\(key)\" must be true or false", at: node.position)
        return false
    }

    func texts(_ key: String) -> [Located<String>] {
        value(key).map { faults.texts($0, key) } ?? []
    }

    func items(_ key: String) -> [YAMLNode] {
        value(key).map { faults.items($0, key) } ?? []
    }

    /// A mapping from names in the file to values.
    func named(_ key: String) -> [YAMLNode.Entry] {
        guard let node = value(key) else { return [] }
        return MappingReader(open: node, of: "\"\(key)\"", faults: faults)?.all ?? []
    }

    func span(_ key: String) -> Duration? {
        guard let text = text(key) else { return nil }
        guard let span = SpanText.read(text.value) else {
            faults.error(
                "\"\(text.value)\" isn't a valid span of time: write 90s, 10m, 1h30m or 2d",
                at: text.position)
            return nil
        }
        return span
    }
}

extension Faults {
    func text(_ node: YAMLNode, _ name: String) -> Located<String>? {
        guard case .scalar(let text, _) = node.content else {
            error(
                "\"\(name)\" must be a text, not \(node.kindName)\(node.quotingAdvice)",
                at: node.position)
            return nil
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            error("\"\(name)\" is empty", at: node.position)
            return nil
        }
        return Located(value: text, position: node.position)
    }

    /// A whole number from 1 to 99.
    func wholeNumber(_ node: YAMLNode, _ name: String) -> Int? {
        if case .scalar(let text, isPlain: true) = node.content, let number = Int(text),
            (1...99).contains(number)
        {
            return number
        }
        error("\"\(name)\" must be a whole number from 1 to 99", at: node.position)
        return nil
    }

    func texts(_ node: YAMLNode, _ name: String) -> [Located<String>] {
        var seen: Set<[UInt8]> = []
        return items(node, name).compactMap { item in
            guard let text = text(item, name) else { return nil }
            guard seen.insert(Array(text.value.utf8)).inserted else {
                error("\"\(text.value)\" is twice in \"\(name)\"", at: text.position)
                return nil
            }
            return text
        }
    }

    func items(_ node: YAMLNode, _ name: String) -> [YAMLNode] {
        guard case .sequence(let items) = node.content else {
            error("\"\(name)\" must be a list, not \(node.kindName)", at: node.position)
            return []
        }
        return items
    }

    /// Reports an unknown name.
    func check(
        _ name: Located<String>, isOneOf known: some Sequence<String>, as kind: String
    ) -> Bool {
        if known.contains(where: { $0.utf8.elementsEqual(name.value.utf8) }) { return true }
        unknown(name, among: known, as: kind)
        return false
    }

    /// A longer list of names would bury the fault. The events that a step may wait for just fit.
    private static let mostListed = 20

    /// Reports a name that isn't known, with the known ones where they are few.
    func unknown(
        _ name: Located<String>, among known: some Sequence<String>, as kind: String
    ) {
        let names = Array(known.prefix(Self.mostListed + 1))
        let list =
            names.isEmpty || names.count > Self.mostListed
            ? "" : "; there are: \(names.joined(separator: ", "))"
        error(
            "unknown \(kind) \"\(name.value)\"\(list)", at: name.position,
            hint: isFull ? nil : NearestName.of(name.value, among: known))
    }

    /// Reports a name that is not lowercase letters, digits and hyphens.
    func check(identifier: Located<String>, as kind: String) {
        let scalars = identifier.value.unicodeScalars
        let isValid =
            scalars.first != "-"
            && scalars.allSatisfy {
                ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
            }
        guard !isValid else { return }
        error(
            "the \(kind) \"\(identifier.value)\" may have only a-z, 0-9 and hyphens",
            at: identifier.position)
    }

    func role(_ name: Located<String>) -> Role? {
        check(name, isOneOf: Role.known.map(\.rawValue), as: "role")
            ? Role(rawValue: name.value) : nil
    }

    func messageKind(_ name: Located<String>) -> MessageKind? {
        choice(name, MessageKind.self, "message kind")
    }

    func roles(_ names: [Located<String>]) -> [Role] { names.compactMap(role) }

    func actor(_ id: Located<String>) -> String? {
        let isValid = id.value.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0)
                || ".-_".unicodeScalars.contains($0)
        }
        guard isValid else {
            error(
                "the person's id \"\(id.value)\" may have only a-z, 0-9, dots, hyphens and "
                    + "underscores", at: id.position)
            return nil
        }
        return id.value
    }

    func day(_ text: Located<String>) -> String? {
        guard CalendarText.isDay(text.value) else {
            error(
                "\"\(text.value)\" isn't a calendar day: write it like 2027-06-30",
                at: text.position)
            return nil
        }
        return text.value
    }

    /// A channel that has an entry in the table of limits.
    func channel(_ name: Located<String>) -> ChannelID? {
        let id = ChannelID(rawValue: name.value)
        if ChannelCatalogue.channel(id) != nil { return id }
        let known = ChannelCatalogue.all.map(\.id.rawValue)
        if ChannelCatalogue.outlet(id) != nil {
            error(
                "\"\(name.value)\" is an outlet of others. To write for it, give it a limit",
                at: name.position)
        } else {
            error(
                "\"\(name.value)\" isn't in the table of channels", at: name.position,
                hint: NearestName.of(name.value, among: known))
        }
        return nil
    }

    func language(_ tag: Located<String>) -> String? {
        guard Playbook.isLanguageTag(tag.value) else {
            error(
                "\"\(tag.value)\" isn't a valid language tag: write it like en, es or zh-Hans",
                at: tag.position)
            return nil
        }
        return tag.value
    }

    func identityTerms(_ names: [Located<String>]) -> Set<IdentityClass> {
        let known = IdentityClass.allCases.map(\.rawValue)
        return Set(
            names.filter { check($0, isOneOf: known, as: "class of identity terms") }
                .compactMap { IdentityClass(rawValue: $0.value) })
    }

    func languages(_ tags: [Located<String>]) -> [String] { tags.compactMap(language) }
}

extension Playbook {
    /// Whether a text has the form of a BCP 47 tag with its language in lower case: `en`, `es-US`.
    public static func isLanguageTag(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        return parts.enumerated().allSatisfy { index, part in
            let isWord = part.utf8.allSatisfy {
                (97...122).contains($0)
                    || (index > 0 && ((65...90).contains($0) || (48...57).contains($0)))
            }
            return isWord && (index == 0 ? (2...3) : (1...8)).contains(part.utf8.count)
        }
    }
}
