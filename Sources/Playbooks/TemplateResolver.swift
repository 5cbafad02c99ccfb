internal import Basics
internal import Channels

/// Puts the library's templates into a playbook that uses them, with the playbook's changes.
///
/// Works on the file's values before they are read, so that a fault in what the library wrote is
/// told with its place in the library's file.
struct TemplateResolver {
    /// A hostile file must not make the program copy the library without end.
    private static let mostUses = 200
    private static let prefix = "library/"
    /// The keys of a template that uses the library.
    static let keys = ["use", "languages"] + TemplateLoader.keys.filter { $0 != "kind" }
    /// The levels of names at which a playbook's value joins the library's instead of replacing it.
    private static let mergedLevels = [
        "text": 2, "elements": 1, "translations": 2, "fields": 2, "armed": 1,
    ]

    let library: TemplateLibrary
    let faults: Faults
    private let channels: [String]
    /// The channels that the playbook's templates name for themselves.
    private let named: [String]
    private let languages: [String]

    /// - Parameter library: Nil for the one that ships, which is read only if the playbook uses it.
    /// - Returns: The playbook with whole templates; the same if it uses none of the library.
    static func resolve(
        _ root: YAMLNode, with library: TemplateLibrary?, faults: Faults
    ) -> YAMLNode {
        guard uses(root) else { return root }
        do throws(LoadFailure) {
            let library = if let library { library } else { try TemplateLibrary.shipped() }
            return TemplateResolver(library, root, faults).resolve(root)
        } catch {
            faults.error("the template library can't be read: \(error)", at: .start)
            return root
        }
    }

    /// Whether a template of the playbook uses the library.
    static func uses(_ root: YAMLNode) -> Bool {
        root["templates"]?.value.entries.contains { $0.value["use"] != nil } ?? false
    }

    private init(_ library: TemplateLibrary, _ root: YAMLNode, _ faults: Faults) {
        self.library = library
        self.faults = faults
        channels = root["channels"]?.value.texts ?? []
        named =
            root["templates"]?.value.entries.flatMap { $0.value["channels"]?.value.texts ?? [] }
            ?? []
        languages = root["languages"]?.value.texts ?? []
    }

    private func resolve(_ root: YAMLNode) -> YAMLNode {
        var uses = 0
        return root.mapEntries { entry in
            guard entry.key == "templates" else { return entry }
            var entry = entry
            entry.value = entry.value.mapEntries { template in
                guard let use = template.value["use"] else { return template }
                uses += 1
                if uses == Self.mostUses + 1 {
                    faults.error(
                        "a playbook can use the library at most \(Self.mostUses) times",
                        at: use.position)
                }
                return uses <= Self.mostUses ? resolved(template, use) : template
            }
            return entry
        }
    }

    /// The whole template; the entry as written if it names none, which was reported.
    private func resolved(_ entry: YAMLNode.Entry, _ use: YAMLNode.Entry) -> YAMLNode.Entry {
        guard let name = faults.text(use.value, "use") else { return entry }
        guard name.value.hasPrefix(Self.prefix), name.value != Self.prefix else {
            let meant = library[name.value] == nil ? "NAME" : name.value
            faults.error(
                "\"use\" names a template of the library: write \(Self.prefix)\(meant)",
                at: name.position)
            return entry
        }
        let short = String(name.value.dropFirst(Self.prefix.count))
        guard let template = library[short] else {
            faults.unknown(
                Located(value: short, position: name.position),
                among: library.templates.map(\.name), as: "template of the library")
            return entry
        }
        var own = entry.value.entries.filter { !["use", "kind", "languages"].contains($0.key) }
        if let kind = entry.value["kind"] {
            faults.error(
                "the kind comes from \(name.value) and can't be changed: leave it out",
                at: kind.position)
        }
        let tags = languages(of: entry, template, name)
        let channels = channels(of: entry, template, use)
        // What goes where the playbook goes needs no list of its own.
        own.removeAll { $0.key == "channels" && $0.value.isNull }
        var base = template.entries.filter { $0.key != "channels" }
        if entry.value["channels"] == nil, channels != self.channels {
            base.append(.init(key: "channels", value: channels, position: use.value.position))
        }
        // An alert may promise an update on channels where no update goes by itself.
        let kind = template.entries.first { $0.key == "kind" }?.value.scalarText
        let written = channels + (kind == "update" || kind == "retraction" ? named : [])
        base = base.map { entry in
            switch entry.key {
            case "text":
                text(entry, in: tags, on: written, use, changedBy: own.first { $0.key == "text" })
            case "translations": entry.mapValue { $0.inLanguages(tags) }
            default: entry
            }
        }
        let whole = merge(own, over: base, level: nil, name.value)
        return entry.mapValue { YAMLNode(content: .mapping(whole), position: $0.position) }
    }

    // MARK: What a playbook takes of a template

    /// The languages of the playbook, then the others that the entry asks for or writes in.
    private func languages(
        of entry: YAMLNode.Entry, _ template: TemplateLibrary.Template, _ name: Located<String>
    ) -> [String] {
        let written = (entry.value["text"]?.value.entries ?? [])
            .filter { !$0.value.isNull }.map(\.key)
        let tags = (entry.value["languages"]?.value).map { faults.texts($0, "languages") } ?? []
        let known = template.entries.first { $0.key == "text" }?.value.entries.map(\.key) ?? []
        for tag in tags
        where faults.language(tag) != nil && !written.contains(tag.value)
            && !known.contains(where: { Playbook.isSameLanguage($0, tag.value) })
        {
            faults.error(
                "\(name.value) has no text in \"\(tag.value)\", only in "
                    + "\(known.joined(separator: " and ")): write one below \"text\"",
                at: tag.position)
        }
        return (languages + tags.map(\.value) + written).uniqued()
    }

    /// The channels that the entry names, else those of the library's template that the playbook
    /// uses.
    private func channels(
        of entry: YAMLNode.Entry, _ template: TemplateLibrary.Template, _ use: YAMLNode.Entry
    ) -> [String] {
        if let own = entry.value["channels"] {
            return own.value.isNull ? channels : own.value.texts
        }
        let reach =
            template.entries.first { $0.key == "channels" }?.value.texts ?? template.channels
        let common = channels.filter(reach.contains)
        if common.isEmpty, !channels.isEmpty {
            faults.error(
                "\(Self.prefix)\(template.name) is for \(reach.joined(separator: ", ")), and the "
                    + "playbook uses none of them: give the template its \"channels\"",
                at: use.value.position)
        }
        return common
    }

    /// The library's texts in these languages, without those for channels that they never go to.
    private func text(
        _ entry: YAMLNode.Entry, in tags: [String], on channels: [String], _ use: YAMLNode.Entry,
        changedBy own: YAMLNode.Entry?
    ) -> YAMLNode.Entry {
        let review = Format<MessageTemplate.Review>.key
        var text = entry.value.inLanguages(tags).mapEntries { language in
            // Nobody has read the playbook's own words when the library's were reviewed.
            let isChanged = own?.value[language.key]?.value.entries.contains { $0.key != review }
            return language.mapValue { texts in
                texts.filterEntries {
                    $0.key == "default" || channels.contains($0.key)
                        || $0.key == review && isChanged != true
                }
            }
        }
        // A language that the library lacks is missing where the playbook uses the template.
        text.position = use.value.position
        return entry.mapValue { _ in text }
    }

    // MARK: Changes

    /// - Parameter level: How many levels of names below this one are merged; nil for the
    ///   template's own keys, which have levels of their own.
    private func merge(
        _ own: [YAMLNode.Entry], over base: [YAMLNode.Entry], level: Int?, _ name: String
    ) -> [YAMLNode.Entry] {
        var merged = base
        for change in own {
            let index = merged.firstIndex { $0.key == change.key }
            if change.value.isNull {
                if let index {
                    merged.remove(at: index)
                } else {
                    faults.error(
                        "\(name) has no \"\(change.key)\" to remove here", at: change.position)
                }
                continue
            }
            guard let index else {
                merged.append(change)
                continue
            }
            let levels = level ?? Self.mergedLevels[change.key] ?? 0
            let before = merged[index].value
            if levels > 0, case .mapping(let own) = change.value.content,
                case .mapping(let base) = before.content
            {
                merged[index] = change.mapValue {
                    YAMLNode(
                        content: .mapping(merge(own, over: base, level: levels - 1, name)),
                        position: $0.position)
                }
                continue
            }
            if change.value.says(before) {
                faults.warning(
                    "\(name) already has this \"\(change.key)\": leave it out", at: change.position)
            }
            merged[index] = change
        }
        return merged
    }
}

extension YAMLNode {
    /// The entries of a mapping from languages, in these languages: `es` serves `es-US`.
    fileprivate func inLanguages(_ tags: [String]) -> YAMLNode {
        let found = tags.compactMap { tag in
            let entry =
                entries.first { $0.key == tag }
                ?? entries.first { Playbook.isSameLanguage($0.key, tag) }
            return entry.map { Entry(key: tag, position: $0.position, value: $0.value) }
        }
        return YAMLNode(content: .mapping(found), position: position)
    }

    fileprivate func mapEntries(_ transform: (Entry) -> Entry) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        return YAMLNode(content: .mapping(entries.map(transform)), position: position)
    }

    fileprivate func filterEntries(_ isIncluded: (Entry) -> Bool) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        return YAMLNode(content: .mapping(entries.filter(isIncluded)), position: position)
    }

    /// Whether it says the same, wherever it is written.
    fileprivate func says(_ other: YAMLNode) -> Bool {
        switch (content, other.content) {
        case (.scalar(let own, _), .scalar(let text, _)): own.utf8.elementsEqual(text.utf8)
        case (.sequence(let own), .sequence(let items)):
            own.count == items.count && zip(own, items).allSatisfy { $0.says($1) }
        case (.mapping(let own), .mapping(let entries)):
            own.count == entries.count
                && own.allSatisfy { entry in
                    entries.contains { $0.key == entry.key && entry.value.says($0.value) }
                }
        default: false
        }
    }
}

extension YAMLNode.Entry {
    fileprivate func mapValue(_ transform: (YAMLNode) -> YAMLNode) -> Self {
        var entry = self
        entry.value = transform(value)
        return entry
    }

    /// A list of texts.
    fileprivate init(key: String, value: [String], position: Position) {
        let items = value.map {
            YAMLNode(content: .scalar($0, isPlain: true), position: position)
        }
        self.init(
            key: key, position: position,
            value: YAMLNode(content: .sequence(items), position: position))
    }
}
