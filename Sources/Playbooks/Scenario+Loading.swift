internal import IncidentEvents

extension Scenario {
    /// Reads a scenario's YAML.
    ///
    /// - Parameters:
    ///   - yaml: The file's bytes, at most 1 MiB.
    ///   - file: The file's name, for the diagnostics.
    /// - Returns: The scenario and warnings.
    /// - Throws: A ``LoadFailure`` with every fault of the file.
    public static func load(
        yaml: [UInt8], file: String
    ) throws(LoadFailure) -> (Scenario, warnings: [Diagnostic]) {
        let faults = Faults(file: file)
        let scenario = YAMLDocument.read(yaml, faults: faults)
            .flatMap { ScenarioLoader(root: $0, faults: faults) }?.scenario()
        return try faults.result(scenario)
    }
}

struct ScenarioLoader {
    static let keys = [
        "scenario", "title", "incident", "mode", "playbook", "zone", "place", "department", "onset",
        "description", "injects",
    ]

    let root: MappingReader
    let faults: Faults

    init?(root node: YAMLNode, faults: Faults) {
        guard
            let root = MappingReader(node, of: "the scenario", keys: Self.keys, faults: faults)
        else { return nil }
        self.root = root
        self.faults = faults
    }

    func scenario() -> Scenario? {
        let id = root.requiredText("scenario")
        let incident = root.requiredText("incident")
        let playbook = root.requiredText("playbook")
        for (name, kind) in [
            (id, "scenario's id"), (incident, "incident's id"), (playbook, "playbook's id"),
        ] {
            if let name { faults.check(identifier: name, as: kind) }
        }
        let mode = root.requiredText("mode").flatMap {
            faults.scenarioMode($0)
        }
        let zone = root.requiredText("zone")
        if let zone { faults.check(zone: zone) }
        let department = root.required("department")
            .flatMap { Department.format.read($0, "department", faults) }
        let onset = root.text("onset").flatMap { faults.time($0)?.text }
        var injects = InjectLoader(faults: faults)
        let title = root.text("title")
        let place = root.requiredText("place")
        let description = root.text("description")
        let items = root.required("injects").map { faults.items($0, "injects") }?
            .compactMap { injects.inject($0) }
        guard let id, let incident, let mode, let playbook, let zone, let place, let department,
            let items
        else { return nil }
        return Scenario(
            id: id.value, title: title?.value, incident: incident.value, mode: mode,
            playbook: playbook.value, zone: zone.value, place: place.value,
            department: department, onset: onset, description: description?.value, injects: items)
    }
}

extension Faults {
    func choice<Value: ClosedSet>(
        _ name: Located<String>, _ type: Value.Type, _ kind: String
    ) -> Value? {
        check(name, isOneOf: Value.words, as: kind) ? Value(word: name.value) : nil
    }

    /// A scenario never runs as a live incident. Earlier scenario files had the mode in capitals.
    func scenarioMode(_ name: Located<String>) -> IncidentMode? {
        let modes = IncidentMode.known.filter(\.isSimulable)
        if let mode = modes.first(where: { $0.marking == name.value }) {
            warning(
                "write the mode in lower case", at: name.position, hint: mode.word)
            return mode
        }
        return check(name, isOneOf: modes.map(\.word), as: "mode of a scenario")
            ? IncidentMode(word: name.value) : nil
    }

    func time(_ text: Located<String>) -> (text: String, seconds: Double)? {
        guard let seconds = CalendarText.seconds(rfc3339: text.value) else {
            error(
                "\"\(text.value)\" isn't a valid time: write it like 2016-07-07T20:58:00-05:00",
                at: text.position)
            return nil
        }
        return (text.value, seconds)
    }
}

/// Reads the injects in order: each may refer to things that earlier ones created.
struct InjectLoader {
    static let keys = [
        "number", "at", "certainty", "occurred", "from", "to", "method", "as", "role", "sources",
        "confidence", "visibility", "reference", "command", "label", "expect",
    ]

    let faults: Faults
    private var numbers: SeenNames
    private var labels: SeenNames
    private var labelNames: Set<String> = []
    private var latest: (seconds: Double, text: String)?

    init(faults: Faults) {
        self.faults = faults
        numbers = SeenNames(kind: "inject", faults: faults)
        labels = SeenNames(kind: "label", faults: faults)
    }

    mutating func inject(_ node: YAMLNode) -> Scenario.Inject? {
        guard
            let reader = MappingReader(node, of: "the inject", keys: Self.keys, faults: faults)
        else { return nil }
        let number = reader.requiredText("number")
        if let number { numbers.note(number) }
        let at = reader.requiredText("at")
        if let at { checkOrder(at) }
        let actor = reader.requiredText("as").flatMap(faults.actor)
        let label = reader.text("label")
        // Everything is read, even if something is missing, so that all faults are named.
        let commands = commands(reader, label)
        let certainty = reader.text("certainty").flatMap {
            faults.choice($0, TimeCertainty.self, "certainty")
        }
        let occurred = reader.text("occurred").flatMap { faults.time($0)?.text }
        let role = reader.text("role").flatMap(faults.role)
        let sources = reader.texts("sources").compactMap(source)
        let confidence = reader.text("confidence").flatMap {
            faults.choice($0, Confidence.self, "confidence")
        }
        let visibility = reader.text("visibility").flatMap {
            faults.choice($0, Visibility.self, "visibility")
        }
        guard let number, let at, let actor else { return nil }
        var inject = Scenario.Inject(
            number: number.value, at: at.value, actor: actor, commands: commands,
            label: label?.value, line: node.position.line)
        if let certainty { inject.certainty = certainty }
        inject.occurred = occurred
        inject.from = reader.text("from")?.value
        inject.to = reader.text("to")?.value
        inject.method = reader.text("method")?.value
        inject.role = role
        inject.sources = sources
        inject.confidence = confidence
        inject.visibility = visibility
        inject.reference = reader.text("reference")?.value
        inject.expect = reader.text("expect")?.value
        return inject
    }

    private mutating func checkOrder(_ at: Located<String>) {
        guard let time = faults.time(at) else { return }
        if let latest, time.seconds < latest.seconds {
            faults.error(
                "time goes back: the inject before it is at \(latest.text)", at: at.position)
        } else {
            latest = (time.seconds, time.text)
        }
    }

    /// A web address, or the name of a printed source; an error in an address is a fault.
    private func source(_ text: Located<String>) -> String? {
        guard text.value.contains("://") else { return text.value }
        let isAddress =
            (text.value.hasPrefix("https://") || text.value.hasPrefix("http://"))
            && !text.value.contains(where: \.isWhitespace)
        guard isAddress else {
            faults.error("\"\(text.value)\" isn't a valid web address", at: text.position)
            return nil
        }
        return text.value
    }

    private mutating func commands(
        _ reader: MappingReader, _ label: Located<String>?
    ) -> [Scenario.CommandLine] {
        guard let node = reader.value("command") else {
            if let label {
                faults.error("a label needs a command that creates something", at: label.position)
            }
            return []
        }
        let nodes: [YAMLNode]
        if case .sequence(let items) = node.content { nodes = items } else { nodes = [node] }
        if nodes.isEmpty { faults.error("\"command\" is empty", at: node.position) }
        return nodes.enumerated().compactMap { index, node in
            command(node, label: index == 0 ? label : nil)
        }
    }

    private mutating func command(
        _ node: YAMLNode, label: Located<String>?
    ) -> Scenario.CommandLine? {
        guard case .mapping(let entries) = node.content, let entry = entries.first,
            entries.count == 1
        else {
            faults.error(
                "a command is a mapping of one \"noun verb\" to its options", at: node.position)
            return nil
        }
        let words = entry.key.split(separator: " ").map(String.init)
        guard (1...3).contains(words.count) else {
            faults.error(
                "\"\(entry.key)\" isn't a command: write a noun and a verb, such as fact record",
                at: entry.position)
            return nil
        }
        var command = Scenario.CommandLine(
            words, line: entry.position.line, column: entry.position.column)
        var own = label
        if !entry.value.isNull {
            let options = MappingReader(
                open: entry.value, of: "the options of \"\(entry.key)\"", faults: faults)
            for option in options?.all ?? [] {
                if option.key == "label" {
                    own = faults.text(option.value, "label")
                } else {
                    command.options.append(self.option(option))
                }
            }
        }
        for option in command.options { checkReferences(option) }
        if let own { define(own) }
        command.label = own?.value
        return command
    }

    private func option(_ entry: YAMLNode.Entry) -> Scenario.CommandLine.Option {
        Scenario.CommandLine.Option(
            name: entry.key, values: values(entry), line: entry.value.position.line,
            column: entry.value.position.column)
    }

    private func values(_ entry: YAMLNode.Entry) -> [String] {
        switch entry.value.content {
        case .scalar("true", isPlain: true): []
        case .scalar: faults.text(entry.value, entry.key).map { [$0.value] } ?? []
        case .sequence(let items): items.compactMap { faults.text($0, entry.key)?.value }
        case .mapping(let pairs):
            pairs.compactMap { pair in
                faults.text(pair.value, pair.key).map { "\(pair.key)=\($0.value)" }
            }
        }
    }

    private func checkReferences(_ option: Scenario.CommandLine.Option) {
        for value in option.values {
            guard let label = Scenario.CommandLine.label(in: value), !labelNames.contains(label)
            else {
                continue
            }
            faults.error(
                "no earlier command has the label \"\(label)\"",
                at: Position(line: option.line, column: option.column),
                hint: faults.isFull ? nil : NearestName.of(label, among: labelNames.sorted()))
        }
    }

    private mutating func define(_ label: Located<String>) {
        guard Scenario.CommandLine.isLabel(label.value) else {
            faults.error(
                "the label \"\(label.value)\" may have only a-z, 0-9 and hyphens and must start "
                    + "with a letter", at: label.position)
            return
        }
        labels.note(label)
        labelNames.insert(label.value)
    }
}
