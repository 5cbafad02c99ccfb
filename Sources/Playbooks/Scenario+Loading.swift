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
        yaml: [UInt8], file: String, contents: (String) -> [UInt8]? = { _ in nil }
    ) throws(LoadFailure) -> (Scenario, warnings: [Diagnostic]) {
        let faults = Faults(file: file)
        return try faults.result(read(yaml, faults: faults, contents: contents))
    }

    /// Reads as much of a scenario as possible, so that its commands can be checked even if the rest
    /// has faults.
    ///
    /// - Returns: A scenario whose values are complete only if no diagnostic is an error; nil if too
    ///   much of its head is missing.
    public static func readWithFaults(
        yaml: [UInt8], file: String, contents: (String) -> [UInt8]?
    ) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
        let faults = Faults(file: file)
        let scenario = read(yaml, faults: faults, contents: contents)
        return (scenario, faults.sorted)
    }

    private static func read(
        _ yaml: [UInt8], faults: Faults, contents: (String) -> [UInt8]?
    ) -> Scenario? {
        YAMLDocument.read(yaml, faults: faults)
            .flatMap { ScenarioLoader(root: $0, faults: faults) }?.scenario(contents: contents)
    }
}

struct ScenarioLoader {
    static let keys = [
        "scenario", "title", "incident", "mode", "playbook", "zone", "place", "department", "onset",
        "description", "rows", "injects",
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

    func scenario(contents: (String) -> [UInt8]?) -> Scenario? {
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
        var injects = InjectLoader(zone: zone.flatMap { Zone($0.value) } ?? .utc, faults: faults)
        let title = root.text("title")
        let place = root.requiredText("place")
        let description = root.text("description")
        let tableNode = root.value("rows")
        let table = tableNode.flatMap { InjectRows($0, faults: faults, contents: contents) }
        let items = root.required("injects").map { faults.items($0, "injects") }?
            .map { table?.completing($0, faults: faults) ?? $0 }
            .compactMap { injects.inject($0) }
        if let tableNode, let table, let items {
            table.warnOfUnplayed(items.map(\.number), at: tableNode.position, faults: faults)
        }
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

    func time(
        _ text: Located<String>, orDay: Bool = false
    ) -> (text: String, seconds: Double)? {
        guard let seconds = CalendarText.seconds(rfc3339: text.value) else {
            error(
                "\"\(text.value)\" isn't a valid time: write it like 2016-07-07T20:58:00-05:00"
                    + (orDay ? ", or 2016-07-07 where only the day is known" : ""),
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

    /// A day alone is one of this zone.
    let zone: Zone
    let faults: Faults
    private var numbers: SeenNames
    private var labels: SeenNames
    private var labelNames: Set<String> = []
    private var latest: (seconds: Double, text: String)?

    init(zone: Zone, faults: Faults) {
        self.zone = zone
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
        let playedAt = at.flatMap { played($0) }
        let actor = reader.requiredText("as").flatMap(faults.actor)
        let label = reader.text("label")
        // Everything is read, even if something is missing, so that all faults are named.
        let commands = commands(reader, label)
        let certainty = reader.text("certainty").flatMap {
            faults.choice($0, TimeCertainty.self, "certainty")
        }
        let occurred = reader.text("occurred").flatMap { moment($0) }
        if let certainty, certainty.knowsTimeOfDay,
            [playedAt, occurred].contains(where: { $0?.isDay ?? false })
        {
            faults.error(
                "only the day is known, so the certainty can't be \"\(certainty.word)\": leave it out",
                at: reader.value("certainty")?.position ?? node.position)
        }
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
            number: number.value, at: playedAt?.text ?? at.value, actor: actor, commands: commands,
            label: label?.value, line: node.position.line)
        if (occurred ?? playedAt)?.isDay ?? false { inject.certainty = .day }
        if let certainty { inject.certainty = certainty }
        inject.occurred = occurred?.text
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

    /// A moment as it is written, or the first one of a day alone.
    private struct Moment {
        var text: String
        var seconds: Double
        var isDay: Bool
    }

    private func moment(_ text: Located<String>) -> Moment? {
        if CalendarText.isDay(text.value) {
            // Daylight saving may skip midnight; the clock's day begins an hour later then.
            for hour in ["00", "01"] {
                do throws(Zone.TimeFault) {
                    let start = try zone.instant(
                        "\(text.value) \(hour):00:00", now: Instant(seconds: 0))
                    return Moment(
                        text: start.rfc3339, seconds: Double(start.microseconds) / 1_000_000,
                        isDay: true)
                } catch { continue }
            }
        }
        return faults.time(text, orDay: true).map {
            Moment(text: $0.text, seconds: $0.seconds, isDay: false)
        }
    }

    /// When an inject is played. One of which only the day is known follows the one before it.
    private mutating func played(_ at: Located<String>) -> Moment? {
        guard var moment = moment(at) else { return nil }
        if let latest, moment.seconds < latest.seconds {
            guard moment.isDay, moment.seconds + 86_400 > latest.seconds else {
                faults.error(
                    "time goes back: the inject before it is at \(latest.text)", at: at.position)
                return moment
            }
            (moment.seconds, moment.text) = (latest.seconds, latest.text)
        }
        latest = (moment.seconds, moment.text)
        return moment
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
        if case .scalar(let text, _) = entry.value.content, text.hasPrefix(YAMLNode.rowReference) {
            faults.error(
                "no row has this inject's number, so \"\(text)\" names nothing",
                at: entry.value.position)
        }
        return switch entry.value.content {
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
