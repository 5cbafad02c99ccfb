public import Basics
internal import Channels
internal import IncidentEvents

extension Playbook {
    /// Reads a playbook's YAML.
    ///
    /// - Parameters:
    ///   - yaml: The file's bytes, at most 1 MiB.
    ///   - file: The file's name, for the diagnostics.
    ///   - library: The templates that it may use; nil for the library that ships.
    /// - Returns: The playbook and warnings.
    /// - Throws: A ``LoadFailure`` with every fault of the file.
    public static func load(
        yaml: [UInt8], file: String, library: TemplateLibrary? = nil
    ) throws(LoadFailure) -> (Playbook, warnings: [Diagnostic]) {
        let faults = Faults(file: file)
        let playbook = PlaybookLoader(yaml, library, faults)?.playbook()
        return try faults.result(playbook)
    }

    /// The bytes for an incident to keep: those of the file or, if the playbook uses the library,
    /// those of a file that has the library's templates in it. A later library can't change them.
    ///
    /// - Parameters: As for ``load(yaml:file:library:)``, which reads the same playbook from both.
    /// - Throws: A ``LoadFailure`` if the library's templates can't be put in, or if the whole has
    ///   more than 1 MiB.
    public static func resolved(
        yaml: [UInt8], file: String, library: TemplateLibrary? = nil
    ) throws(LoadFailure) -> [UInt8] {
        let faults = Faults(file: file)
        guard let root = YAMLDocument.read(yaml, faults: faults), TemplateResolver.uses(root) else {
            return try faults.result(yaml).0
        }
        let whole = try? TemplateResolver.resolve(root, with: library, faults: faults).yaml()
        if let whole, whole.count > YAMLDocument.maximumBytes {
            faults.error(
                "with the library's templates the file has \(whole.count) bytes, and the limit is "
                    + "\(YAMLDocument.maximumBytes)", at: .start)
        } else if whole == nil {
            faults.error("a text of the playbook can't be written as YAML", at: .start)
        }
        return try faults.result(whole).0
    }

    /// Reads a playbook as ``load(yaml:file:library:)`` does, and also checks what would only show in
    /// an incident: that each text fits its channels, that what is armed with an alert goes wherever
    /// the alert goes, and what the examples name. Incidents don't ask for it, since they run by playbooks of earlier
    /// versions.
    ///
    /// - Parameter today: Warns of a schedule that ended before this day; nil doesn't look.
    public static func check(
        yaml: [UInt8], file: String, library: TemplateLibrary? = nil, today: CivilDate? = nil
    ) throws(LoadFailure) -> (Playbook, warnings: [Diagnostic]) {
        let faults = Faults(file: file)
        let loader = PlaybookLoader(yaml, library, faults)
        let playbook = loader?.playbook()
        if let loader, let playbook, let neutral = faults.neutralPlaybook() {
            TextChecker(
                playbook: playbook, neutral: neutral,
                templates: loader.root.named("templates"), faults: faults
            )
            .check()
            loader.checkSchedules(of: playbook, today)
            _ = ExampleReader(playbook: playbook.completed(by: neutral), faults: faults)
                .examples(loader.root)
        }
        return try faults.result(playbook)
    }
}

/// Makes a playbook from a document. Its values are complete only if no fault was reported.
struct PlaybookLoader {
    static let keys = [
        "playbook", "version", "title", "hazard", "modes", "phases", "channels", "languages",
        "limits",
        "authorities", "approvals", "standing-approvals", "guards", "phrases", "templates", "steps",
        "closing", "targets", "schedule", "keeps-running", "examples",
    ]

    let root: MappingReader
    let faults: Faults

    /// Reads the document and puts in the templates that it uses of the library; nil after
    /// reporting that there is none.
    init?(_ yaml: [UInt8], _ library: TemplateLibrary?, _ faults: Faults) {
        guard let node = YAMLDocument.read(yaml, faults: faults),
            let root = MappingReader(
                TemplateResolver.resolve(node, with: library, faults: faults), of: "the playbook",
                keys: Self.keys, faults: faults)
        else { return nil }
        self.root = root
        self.faults = faults
    }

    func playbook() -> Playbook? {
        let id = root.requiredText("playbook")
        let hazard = root.requiredText("hazard")
        if let id { faults.check(identifier: id, as: "playbook's id") }
        if let hazard { faults.check(identifier: hazard, as: "hazard") }
        let channels = requiredTexts("channels")
        let languages = faults.languages(requiredTexts("languages"))
        let version = root.requiredText("version")
        let title = root.requiredText("title")
        let modes = root.texts("modes").compactMap { name in
            faults.check(name, isOneOf: IncidentMode.known.map(\.word), as: "mode")
                ? IncidentMode(word: name.value) : nil
        }
        let phases = phases()
        let limits = limits()
        let authorities = authorities()
        let approvals = approvals()
        let guards = guards()
        let phrases = phrases()
        let templates = TemplateLoader(
            channels: channels, languages: languages, faults: faults
        ).templates(root.named("templates")).map(\.value)
        let usable =
            templates
            + StandardTemplate.neutral(completing: templates.map(\.id), faults: faults)
        let standingApprovals = root.items("standing-approvals").compactMap {
            StandingApprovalReader(faults: faults).read($0, templates: usable)
        }
        let steps = StepLoader(
            phases: phases.map(\.id), templates: usable.map(\.id), faults: faults
        ).steps(root.items("steps"))
        let closing = root.texts("closing").compactMap { name in
            let known = ClosingCriterion.allCases.map(\.rawValue)
            return faults.check(name, isOneOf: known, as: "closing criterion")
                ? ClosingCriterion(rawValue: name.value) : nil
        }
        guard let id, let version, let title, let hazard else { return nil }
        return Playbook(
            id: id.value, version: version.value, title: title.value, hazard: hazard.value,
            modes: modes.isEmpty ? IncidentMode.known : modes, phases: phases,
            channels: channels.compactMap(faults.channel), languages: languages,
            limits: limits, authorities: authorities, approvals: approvals,
            standingApprovals: standingApprovals, guards: guards, phrases: phrases,
            templates: templates, steps: steps, closing: closing, targets: targets(),
            schedules: ScheduleLoader(templates: usable, languages: languages, faults: faults)
                .posts(root.named("schedule")),
            keepsRunning: keepsRunning(usable.map(\.id)))
    }

    private func keepsRunning(_ templates: [TemplateID]) -> [String] {
        let known = templates.map(\.rawValue) + MessageKind.known.map(\.word)
        return root.texts("keeps-running").compactMap { word in
            faults.check(word, isOneOf: known, as: "template or kind of message")
                ? word.value : nil
        }
    }

    /// Tells what the authors of the schedules may not expect.
    func checkSchedules(of playbook: Playbook, _ today: CivilDate?) {
        ScheduleLoader(templates: [], languages: [], faults: faults)
            .check(root.named("schedule"), playbook.schedules, today)
    }

    private func targets() -> Playbook.Targets {
        guard let node = root.value("targets"),
            let reader = MappingReader(
                node, of: "\"targets\"", keys: ["finding", "answer"], faults: faults)
        else { return Playbook.Targets() }
        return Playbook.Targets(finding: reader.span("finding"), answer: reader.span("answer"))
    }

    private func phrases() -> [String: [String: String]] {
        var phrases: [String: [String: String]] = [:]
        for entry in root.named("phrases") {
            let key = Playbook.phraseKey(entry.key)
            if key.isEmpty { faults.error("the phrase has no word", at: entry.position) }
            if phrases[key] != nil {
                faults.error("there is a second phrase \"\(entry.key)\"", at: entry.position)
            }
            phrases[key] = [:]
            let texts = MappingReader(
                open: entry.value, of: "the phrase \"\(entry.key)\"", faults: faults)
            for text in texts?.all ?? [] {
                let tag = Located(value: text.key, position: text.position)
                guard let language = faults.language(tag),
                    let words = faults.text(text.value, text.key)
                else { continue }
                phrases[key]?[language] = words.value
            }
        }
        return phrases
    }

    private func requiredTexts(_ key: String) -> [Located<String>] {
        guard let node = root.required(key) else { return [] }
        let texts = faults.texts(node, key)
        if case .sequence(let items) = node.content, items.isEmpty {
            faults.error("\"\(key)\" is empty", at: node.position)
        }
        return texts
    }

    private func phases() -> [Playbook.Phase] {
        guard let node = root.required("phases") else { return [] }
        let items = faults.items(node, "phases")
        if case .sequence(let list) = node.content, list.isEmpty {
            faults.error("a playbook needs at least one phase", at: node.position)
        }
        var seen = SeenNames(kind: "phase", faults: faults)
        return items.compactMap { item in
            guard
                let reader = MappingReader(
                    item, of: "the phase", keys: ["id", "title", "cadence"], faults: faults)
            else { return nil }
            let id = reader.requiredText("id")
            if let id {
                faults.check(identifier: id, as: "phase's id")
                seen.note(id)
            }
            let title = reader.requiredText("title")
            let cadence = reader.span("cadence")
            guard let id, let title else { return nil }
            return .init(id: id.value, title: title.value, cadence: cadence)
        }
    }

    private func limits() -> [ChannelID: Int] {
        var limits: [ChannelID: Int] = [:]
        for entry in root.named("limits") {
            let name = Located(value: entry.key, position: entry.position)
            guard let channel = faults.channel(name) else { continue }
            guard case .scalar(let text, isPlain: true) = entry.value.content,
                let limit = Int(text), (1...10_000_000).contains(limit)
            else {
                faults.error(
                    "the limit of \"\(entry.key)\" must be a whole number above 0",
                    at: entry.value.position)
                continue
            }
            limits[channel] = limit
        }
        return limits
    }

    private func authorities() -> [Playbook.Authority: Set<Role>] {
        var authorities: [Playbook.Authority: Set<Role>] = [:]
        for entry in root.named("authorities") {
            let name = Located(value: entry.key, position: entry.position)
            let roles = Set(faults.roles(faults.texts(entry.value, entry.key)))
            let known = Playbook.Authority.allCases.map(\.rawValue)
            guard faults.check(name, isOneOf: known, as: "authority"),
                let authority = Playbook.Authority(rawValue: entry.key)
            else { continue }
            if case .sequence(let items) = entry.value.content, items.isEmpty {
                faults.error(
                    "this authority has no roles: name at least one", at: entry.value.position)
            }
            authorities[authority] = roles
        }
        return authorities
    }

    private func approvals() -> [Playbook.ApprovalRule] {
        var seen = SeenNames(kind: "approval rule for kind", faults: faults)
        return root.items("approvals").compactMap { item in
            guard
                let reader = MappingReader(
                    item, of: "the approval rule", keys: ["kinds", "roles"], faults: faults)
            else { return nil }
            let kinds = reader.texts("kinds")
            for kind in kinds where faults.messageKind(kind) != nil { seen.note(kind) }
            if kinds.isEmpty {
                seen.note(Located(value: "any other", position: item.position))
            }
            guard let node = reader.required("roles") else { return nil }
            let names = faults.texts(node, "roles")
            if names.isEmpty {
                faults.error("the approval rule has no roles: name at least one", at: node.position)
            }
            return .init(
                kinds: kinds.compactMap(faults.messageKind), roles: faults.roles(names))
        }
    }

    private func guards() -> Playbook.GuardSettings {
        var settings = Playbook.GuardSettings()
        guard let node = root.value("guards"),
            let reader = MappingReader(
                node, of: "\"guards\"",
                keys: ["unconfirmed-words", "exercise-marking", "reading-grade", "identity-terms"],
                faults: faults)
        else { return settings }
        let words = reader.texts("unconfirmed-words").map(\.value)
        if !words.isEmpty { settings.unconfirmedWords = words }
        if let marking = reader.text("exercise-marking") {
            settings.exerciseMarking = marking.value
        }
        if let grade = reader.text("reading-grade") {
            if let value = Double(grade.value), (1...20).contains(value) {
                settings.readingGrade = value
            } else {
                faults.error(
                    "\"reading-grade\" must be years of school from 1 to 20, not \"\(grade.value)\"",
                    at: grade.position)
            }
        }
        settings.identityTerms = faults.identityTerms(reader.texts("identity-terms"))
        return settings
    }
}

/// Reports a duplicate name in a list.
struct SeenNames {
    let kind: String
    let faults: Faults
    private var lines: [[UInt8]: Int] = [:]

    init(kind: String, faults: Faults) {
        self.kind = kind
        self.faults = faults
    }

    mutating func note(_ name: Located<String>) {
        let bytes = Array(name.value.utf8)
        if let line = lines[bytes] {
            faults.error(
                "there is a second \(kind) \"\(name.value)\"; the first is on line \(line)",
                at: name.position)
        } else {
            lines[bytes] = name.position.line
        }
    }
}

/// Reads the standing approvals of a playbook, whose templates are already loaded.
struct StandingApprovalReader {
    let faults: Faults
    /// Values that are filled in at release, or that belong to the department: no author fills them
    /// in.
    private static let unfilled: Set<TemplateValue> = [
        .asOf, .nextUpdate, .expires, .department, .shortName, .hotline, .web,
    ]

    /// An entry of the playbook that has these templates.
    func read(_ node: YAMLNode, templates: [MessageTemplate]) -> StandingApproval? {
        let approval = StandingApproval.format(namesPlaybook: false)
            .read(node, "standing-approvals", faults)
        if let reader = MappingReader(open: node, of: "the standing approval", faults: faults),
            let template = reader.text("template")
        {
            check(template, reader.texts("fields") + reader.texts("digits"), in: templates)
        }
        return approval
    }

    private func check(
        _ name: Located<String>, _ fields: [Located<String>], in templates: [MessageTemplate]
    ) {
        guard faults.check(name, isOneOf: templates.map(\.id.rawValue), as: "template"),
            let template = templates.first(where: { $0.id.rawValue == name.value })
        else { return }
        let values = TemplateValue.allCases.filter { !Self.unfilled.contains($0) }.map(\.rawValue)
        let known = template.fields.map(\.name) + values
        for field in fields {
            _ = faults.check(field, isOneOf: known, as: "field of template \"\(name.value)\"")
        }
    }
}
