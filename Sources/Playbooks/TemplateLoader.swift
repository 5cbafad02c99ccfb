internal import Channels
internal import IncidentEvents

/// Reads a playbook's message templates and checks each on its own and against the others.
struct TemplateLoader {
    static let keys = [
        "kind", "title", "channels", "elements", "translations", "fields", "identifies",
        "draft-at-open", "thread", "armed", "text",
    ]
    static let elementNames: [TemplateValue] = [
        .source, .hazard, .location, .guidance, .time, .impact, .known, .notKnown, .doing, .empathy,
    ]
    /// The values that `open`, the department file and release supply.
    static let suppliedAtOpen: Set<TemplateValue> = [
        .title, .place, .location, .hazard, .department, .shortName, .hotline, .web, .asOf,
        .nextUpdate,
    ]

    /// The playbook's channels as written: an unknown one is reported there, and not again.
    let channels: [Located<String>]
    let languages: [String]
    let faults: Faults

    func templates(_ entries: [YAMLNode.Entry]) -> [Located<MessageTemplate>] {
        let named = entries.flatMap { $0.value["channels"]?.value.texts ?? [] }
        let templates = entries.compactMap { template($0, named) }
        let own = templates.map(\.template.value)
        let all = own + StandardTemplate.neutral(completing: own.map(\.id), faults: faults)
        for item in templates { checkArmed(item, all) }
        return templates.map(\.template)
    }

    private struct Read {
        var template: Located<MessageTemplate>
        var armed: (allClear: Located<String>?, falseAlert: Located<String>?)?
    }

    /// - Parameter named: The channels that the playbook's templates name for themselves.
    private func template(_ entry: YAMLNode.Entry, _ named: [String]) -> Read? {
        let id = Located(value: entry.key, position: entry.position)
        faults.check(identifier: id, as: "template's id")
        // What the library doesn't have was reported. Others may still name the template.
        if entry.value["use"] != nil {
            let missing = MessageTemplate(
                id: TemplateID(rawValue: id.value), kind: .unspecified, title: id.value, texts: [])
            return Read(template: Located(value: missing, position: entry.position))
        }
        guard
            let reader = MappingReader(
                entry.value, of: "the template \"\(id.value)\"", keys: Self.keys, faults: faults)
        else { return nil }
        // Missing values were reported. The rest is still checked, and others may name it.
        let kind = reader.requiredText("kind").flatMap(faults.messageKind) ?? .unspecified
        var template = MessageTemplate(
            id: TemplateID(rawValue: id.value), kind: kind,
            title: reader.requiredText("title")?.value ?? id.value, texts: [])
        if let node = reader.value("channels") {
            template.channels = faults.texts(node, "channels").compactMap(faults.channel)
        }
        template.fields = fields(reader)
        template.identifiesNobody = identifiesNobody(reader)
        template.isDraftedAtOpen = reader.flag("draft-at-open")
        let values = Values(template: template, faults: faults)
        template.forbidsThread = reader.value("thread") != nil && !reader.flag("thread")
        template.elements = elements(reader, values)
        template.translations = translations(reader, template, values)
        template.texts = texts(reader, template, values, named)
        template.reviews = reviews(reader)
        checkOpening(template, reader)
        warn(template, reader)
        let armed = armed(reader)
        if let allClear = armed?.allClear, let falseAlert = armed?.falseAlert {
            template.armed = .init(
                allClear: TemplateID(rawValue: allClear.value),
                falseAlert: TemplateID(rawValue: falseAlert.value))
        }
        return Read(
            template: Located(value: template, position: entry.position), armed: armed)
    }

    private func fields(_ reader: MappingReader) -> [MessageTemplate.Field] {
        reader.named("fields").compactMap { entry in
            let name = Located(value: entry.key, position: entry.position)
            faults.check(identifier: name, as: "field's name")
            if TemplateValue(rawValue: entry.key) != nil {
                faults.error(
                    "every template already has the value \"\(entry.key)\"; give the field another "
                        + "name", at: entry.position)
            }
            let field =
                Format.field(entry.key).read(entry.value, entry.key, faults)
                // Its missing hint was reported. Texts may still name it.
                ?? MessageTemplate.Field(name: entry.key, hint: entry.key)
            checkShort(of: field, entry)
            return field
        }
    }

    private func checkShort(of field: MessageTemplate.Field, _ entry: YAMLNode.Entry) {
        guard let short = field.short, let node = entry.value["short"]?.value else { return }
        guard short.count >= field.max else { return }
        faults.error(
            "the short form of \"\(field.name)\" has \(short.count) characters and the field's max "
                + "is \(field.max): write a shorter one, or none", at: node.position)
    }

    private func identifiesNobody(_ reader: MappingReader) -> Bool {
        guard let whom = reader.text("identifies") else { return false }
        if whom.value == "nobody" { return true }
        faults.error(
            "a template can only have \"identifies: nobody\": the author names a person when "
                + "drafting the message", at: whom.position)
        return false
    }

    private func elements(_ reader: MappingReader, _ values: Values) -> [String: String] {
        var elements: [String: String] = [:]
        for entry in reader.named("elements") {
            let name = Located(value: entry.key, position: entry.position)
            let known = Self.elementNames.map(\.rawValue)
            guard let text = faults.text(entry.value, entry.key),
                faults.check(name, isOneOf: known, as: "message element")
            else { continue }
            for used in values.check(text) where Self.elementNames.contains(used) {
                // {hazard} is also the incident's own value, which the other elements may use.
                if used == .hazard, name.value != TemplateValue.hazard.rawValue { continue }
                faults.error(
                    "an element can't be made from the element {\(used.rawValue)}",
                    at: text.position)
            }
            elements[entry.key] = text.value
        }
        return elements
    }

    private func translations(
        _ reader: MappingReader, _ template: MessageTemplate, _ values: Values
    ) -> [String: [String: String]] {
        var translations: [String: [String: String]] = [:]
        let known =
            template.elements.keys.sorted() + template.fields.map(\.name)
            + template.fields.filter { $0.short != nil }.map(\.shortKey)
        for entry in reader.named("translations") {
            let tag = Located(value: entry.key, position: entry.position)
            guard let language = faults.language(tag),
                let texts = MappingReader(
                    open: entry.value, of: "the translation into \"\(entry.key)\"",
                    faults: faults)
            else { continue }
            for entry in texts.all {
                let name = Located(value: entry.key, position: entry.position)
                guard let text = faults.text(entry.value, entry.key),
                    faults.check(name, isOneOf: known, as: "element or field of the template")
                else { continue }
                values.check(text)
                translations[language, default: [:]][entry.key] = text.value
            }
        }
        return translations
    }

    private func armed(
        _ reader: MappingReader
    ) -> (allClear: Located<String>?, falseAlert: Located<String>?)? {
        guard let node = reader.value("armed"),
            let armed = MappingReader(
                node, of: "\"armed\"", keys: ["all-clear", "false-alert"], faults: faults)
        else { return nil }
        return (armed.requiredText("all-clear"), armed.requiredText("false-alert"))
    }

    private func checkArmed(_ read: Read, _ all: [MessageTemplate]) {
        let template = read.template.value
        guard let armed = read.armed else {
            if template.kind == .alert, template.armed == nil {
                faults.error(
                    "the alert \"\(template.id)\" is missing \"armed\": an alert needs the texts that "
                        + "end it and retract it", at: read.template.position)
            }
            return
        }
        if template.kind != .alert, template.kind != .unspecified {
            faults.error(
                "only an alert can be armed, but \"\(template.id)\" is of kind \"\(template.kind.word)\"",
                at: read.template.position)
        }
        for (name, kind) in [
            (armed.allClear, MessageKind.allClear), (armed.falseAlert, .retraction),
        ] {
            guard let name, faults.check(name, isOneOf: all.map(\.id.rawValue), as: "template"),
                let other = all.first(where: { $0.id.rawValue == name.value })
            else { continue }
            if other.kind != kind, other.kind != .unspecified {
                faults.error(
                    "the template \"\(name.value)\" is of kind \"\(other.kind.word)\", not \"\(kind.word)\"",
                    at: name.position)
            }
            checkArmed(Located(value: other, position: name.position), suppliedBy: template)
        }
    }

    /// An armed text is composed together with its alert: nobody fills in anything later.
    private func checkArmed(
        _ armed: Located<MessageTemplate>, suppliedBy alert: MessageTemplate
    ) {
        let own = armed.value.fields.filter { $0.standard != nil }.map(\.name)
        let supplied =
            Set(Self.suppliedAtOpen.map(\.rawValue))
            .union(own).union(armed.value.elements.keys)
            .union(alert.fields.map(\.name)).union(alert.elements.keys)
            .union(alert.requiredNames)
        for name in Set(armed.value.requiredNames).subtracting(supplied).sorted() {
            faults.error(
                "the armed text \"\(armed.value.id)\" needs {\(name)}, but the alert "
                    + "\"\(alert.id)\" doesn't supply it", at: armed.position)
        }
    }
}

extension TemplateLoader {
    /// The names that the texts of one template may use.
    struct Values {
        let names: [String]
        let faults: Faults

        init(template: MessageTemplate, faults: Faults) {
            names = template.fields.map(\.name) + TemplateValue.allCases.map(\.rawValue)
            self.faults = faults
        }

        /// Reports faults in a text and returns the undeclared values that it names.
        @discardableResult
        func check(_ text: Located<String>) -> [TemplateValue] {
            let template: TemplateText
            do {
                template = try TemplateText(text.value)
            } catch {
                let near = error.name.flatMap { Self.meant(by: $0, among: names) }
                let advice =
                    near.map { "did you mean {\($0)}?" } ?? "for a literal brace, write it twice"
                faults.error(
                    "\(error.problem), at character \(error.offset + 1) of the text (\(advice))",
                    at: text.position)
                return []
            }
            for name in template.names {
                if name.hasPrefix("fact:") || name.hasPrefix("number:") {
                    checkTopic(name, text.position)
                } else {
                    _ = faults.check(
                        Located(value: name, position: text.position), isOneOf: names,
                        as: "field or value")
                }
            }
            return template.names.compactMap(TemplateValue.init(rawValue:))
        }

        /// The placeholder that was probably meant by a name with spaces.
        private static func meant(by name: String, among names: [String]) -> String? {
            let joined = name.split(separator: " ").joined(separator: "-").lowercased()
            return names.contains(joined) ? joined : NearestName.of(joined, among: names)
        }

        private func checkTopic(_ name: String, _ position: Position) {
            let topic = name[name.index(after: name.firstIndex(of: ":") ?? name.startIndex)...]
            let parts = topic.split(separator: ".", omittingEmptySubsequences: false)
            let isValid = parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        (97...122).contains($0) || (48...57).contains($0) || $0 == 45
                    }
            }
            guard !isValid else { return }
            faults.error(
                "\"\(topic)\" isn't a valid topic: write it like casualties.officers.dead",
                at: position)
        }
    }

    private func texts(
        _ reader: MappingReader, _ template: MessageTemplate, _ values: Values, _ named: [String]
    ) -> [MessageTemplate.Text] {
        guard let node = reader.required("text"),
            let byLanguage = MappingReader(open: node, of: "\"text\"", faults: faults)
        else { return [] }
        // An update keeps a promise where it was made, which may be where only an alert goes by itself,
        // and a retraction takes it back there.
        let reach = template.channels?.map(\.rawValue) ?? channels.map(\.value)
        let others = [.update, .retraction].contains(template.kind) ? named : []
        let reachable = reach + others.filter { !reach.contains($0) }
        var texts: [MessageTemplate.Text] = []
        for entry in byLanguage.all {
            let tag = Located(value: entry.key, position: entry.position)
            guard let language = faults.language(tag),
                let byChannel = MappingReader(
                    open: entry.value, of: "the text in \"\(entry.key)\"", faults: faults)
            else { continue }
            for text in byChannel.all where text.key != Format<MessageTemplate.Review>.key {
                let segments = segments(text.value, values)
                let name = Located(value: text.key, position: text.position)
                if text.key == "default" {
                    texts.append(.init(language: language, segments: segments))
                } else if faults.check(
                    name, isOneOf: reachable, as: "channel of template \"\(template.id)\"")
                {
                    texts.append(
                        .init(
                            language: language, channel: ChannelID(rawValue: text.key),
                            segments: segments))
                }
            }
            let given = byChannel.all.map(\.key)
            let missing = reachable.filter { !given.contains($0) }
            if !given.contains("default"), !missing.isEmpty {
                faults.error(
                    "the template \"\(template.id)\" has no text in \"\(entry.key)\" for "
                        + missing.joined(separator: ", ") + ": add one, or a default",
                    at: entry.position)
            }
        }
        for language in languages where !byLanguage.all.contains(where: { $0.key == language }) {
            faults.error(
                "the template \"\(template.id)\" has no text in \"\(language)\", which the "
                    + "playbook requires", at: node.position)
        }
        return texts
    }

    private func reviews(_ reader: MappingReader) -> [String: MessageTemplate.Review] {
        typealias Format = Playbooks.Format<MessageTemplate.Review>
        return reader.named("text").reduce(into: [:]) { reviews, entry in
            guard let node = entry.value[Format.key]?.value else { return }
            reviews[entry.key] = Format.review.read(node, Format.key, faults)
        }
    }

    private static let segmentKeys = ["optional", "drop"]

    private func segments(_ node: YAMLNode, _ values: Values) -> [MessageTemplate.Segment] {
        let items: [YAMLNode]
        if case .sequence(let list) = node.content { items = list } else { items = [node] }
        if items.isEmpty { faults.error("the text has no segments", at: node.position) }
        let segments = items.compactMap { item -> MessageTemplate.Segment? in
            if case .mapping(let entries) = item.content {
                guard entries.contains(where: { Self.segmentKeys.contains($0.key) }) else {
                    faults.error(
                        "a segment is a text, or \"optional\" with a text\(item.quotingAdvice)",
                        at: item.position)
                    return nil
                }
                let reader = MappingReader(
                    item, of: "the segment", keys: Self.segmentKeys, faults: faults)
                guard let text = reader?.requiredText("optional") else { return nil }
                values.check(text)
                let drop = reader?.value("drop").flatMap { faults.wholeNumber($0, "drop") }
                return .init(text.value, isOptional: true, drop: drop)
            }
            guard let text = faults.text(item, "text") else { return nil }
            values.check(text)
            return .init(text.value)
        }
        if !segments.isEmpty, segments.allSatisfy(\.isOptional) {
            faults.error("the text is empty without its optional parts", at: node.position)
        }
        return segments
    }

    /// A text that is drafted at opening can't wait for someone to fill it in.
    private func checkOpening(_ template: MessageTemplate, _ reader: MappingReader) {
        guard template.isDraftedAtOpen else { return }
        let supplied =
            Set(Self.suppliedAtOpen.map(\.rawValue))
            .union(template.fields.filter { $0.standard != nil }.map(\.name))
        let elements = template.elements.filter { unsupplied($0.value, supplied).isEmpty }
        let available = supplied.union(elements.keys)
        var reported: Set<String> = []
        for text in template.texts {
            for segment in text.segments where !segment.isOptional {
                for name in unsupplied(segment.text, available)
                where reported.insert(name).inserted {
                    faults.error(
                        "the template \"\(template.id)\" is drafted at opening, before {\(name)} is "
                            + "known: use values from `open` and the department file, give the "
                            + "field a standard, or make the segment optional",
                        at: position(of: name, reader))
                }
            }
        }
    }

    /// Warns of things that are allowed but probably not meant.
    private func warn(_ template: MessageTemplate, _ reader: MappingReader) {
        let all =
            template.texts.flatMap(\.segments).map(\.text) + template.elements.values
            + template.translations.values.flatMap(\.values)
        let used = Set(all.flatMap { TemplateText.names(in: $0) })
        // A text of the library that used it may go to no channel of this playbook.
        for entry in reader.named("fields")
        where !used.contains(entry.key) && entry.position.file == nil {
            faults.warning(
                "no text of the template \"\(template.id)\" uses the field \"\(entry.key)\"",
                at: entry.position)
        }
        let required = Set(template.requiredNames)
        for value in [TemplateValue.hotline, .web] where required.contains(value.rawValue) {
            faults.warning(
                "a department without \"\(value.rawValue)\" would get no text: make the segment "
                    + "with {\(value.rawValue)} optional", at: position(of: value.rawValue, reader))
        }
    }

    private func unsupplied(_ text: String, _ supplied: Set<String>) -> [String] {
        TemplateText.names(in: text).filter { !supplied.contains($0) }
    }

    /// The first place of a placeholder in the template's texts.
    private func position(of name: String, _ reader: MappingReader) -> Position {
        func find(_ node: YAMLNode) -> Position? {
            switch node.content {
            case .scalar(let text, _): text.contains("{\(name)}") ? node.position : nil
            case .sequence(let items):
                items.lazy.compactMap { item in
                    if case .mapping = item.content { nil } else { find(item) }
                }.first
            case .mapping(let entries): entries.lazy.compactMap { find($0.value) }.first
            }
        }
        return reader.value("text").flatMap(find) ?? reader.node.position
    }
}

extension MessageTemplate {
    /// The names in the required segments of every text of the template.
    fileprivate var requiredNames: [String] {
        texts.flatMap(\.segments).filter { !$0.isOptional }
            .flatMap { TemplateText.names(in: $0.text) }
    }
}

extension TemplateText {
    /// The names in a text; none if its braces are wrong, which is reported separately.
    fileprivate static func names(in text: String) -> [String] {
        do throws(Fault) {
            return try TemplateText(text).names
        } catch {
            return []
        }
    }
}
