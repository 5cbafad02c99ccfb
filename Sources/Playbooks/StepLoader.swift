/// Reads a playbook's steps and checks that they can be done in some order.
struct StepLoader {
    static let keys = ["id", "title", "role", "due", "requires", "on", "phase"]

    let phases: [String]
    let templates: [TemplateID]
    let faults: Faults

    private struct Read {
        /// The step; nil if a required value is missing. Other steps may still name it.
        var step: Step?
        var id: Located<String>
        var requires: [Located<String>]
        var anchor: Located<String>?
    }

    func steps(_ nodes: [YAMLNode]) -> [Step] {
        let read = nodes.compactMap(step)
        let ids = read.map(\.id.value)
        let known = Set(ids)
        var seen = SeenNames(kind: "step", faults: faults)
        for item in read {
            seen.note(item.id)
            for required in item.requires where !known.contains(required.value) {
                faults.unknown(required, among: ids, as: "step")
            }
            if let anchor = item.anchor, !known.contains(anchor.value) {
                faults.unknown(anchor, among: ids, as: "step")
            }
        }
        reportCycles(read, "require each other") { $0.requires.map(\.value) }
        reportCycles(read, "are due after each other") { $0.anchor.map { [$0.value] } ?? [] }
        return read.compactMap(\.step)
    }

    private func step(_ node: YAMLNode) -> Read? {
        guard
            let reader = MappingReader(node, of: "the step", keys: Self.keys, faults: faults)
        else { return nil }
        let id = reader.requiredText("id")
        if let id { faults.check(identifier: id, as: "step's id") }
        let title = reader.requiredText("title")?.value
        let role = reader.requiredText("role").flatMap(faults.role)
        let requires = reader.texts("requires")
        let phase = reader.text("phase")
        if let phase { _ = faults.check(phase, isOneOf: phases, as: "phase") }
        let due = due(reader)
        let trigger = trigger(reader)
        guard let id else { return nil }
        var read = Read(id: id, requires: requires, anchor: due?.step)
        if let title, let role {
            read.step = Step(
                id: id.value, title: title, role: role, due: due?.due,
                requires: requires.map(\.value), trigger: trigger, phase: phase?.value)
        }
        return read
    }

    private func due(_ reader: MappingReader) -> (due: Step.Due, step: Located<String>?)? {
        guard let node = reader.value("due"),
            let due = MappingReader(node, of: "\"due\"", keys: ["within", "of"], faults: faults)
        else { return nil }
        if due.required("within") == nil { return nil }
        let within = due.span("within")
        guard let of = due.requiredText("of") else { return nil }
        let parts = of.value.split(separator: ":", maxSplits: 1).map(String.init)
        var step: Located<String>?
        let anchor: Step.Anchor
        switch (parts.first, parts.count) {
        case ("opened", 1): anchor = .opened
        case ("onset", 1): anchor = .onset
        case ("phase", 2):
            let phase = Located(value: parts[1], position: of.position)
            _ = faults.check(phase, isOneOf: phases, as: "phase")
            anchor = .phase(parts[1])
        case ("step", 2):
            step = Located(value: parts[1], position: of.position)
            anchor = .step(parts[1])
        default:
            faults.error(
                "\"\(of.value)\" isn't a valid start: write opened, onset, phase:ID or step:ID",
                at: of.position, hint: NearestName.of(of.value, among: ["opened", "onset"]))
            return nil
        }
        return within.map { (Step.Due(within: $0, of: anchor), step) }
    }

    private func trigger(_ reader: MappingReader) -> Step.Trigger? {
        guard let node = reader.value("on"),
            let on = MappingReader(
                node, of: "\"on\"", keys: ["event", "template", "kind", "phase", "channels"],
                faults: faults)
        else { return nil }
        let template = on.text("template")
        if let template {
            _ = faults.check(template, isOneOf: templates.map(\.rawValue), as: "template")
        }
        let kind = on.text("kind").flatMap(faults.messageKind)
        let phase = on.text("phase")
        if let phase { _ = faults.check(phase, isOneOf: phases, as: "phase") }
        guard let name = on.requiredText("event") else { return nil }
        let known = Step.Trigger.Event.allCases.map(\.rawValue)
        guard faults.check(name, isOneOf: known, as: "event"),
            let event = Step.Trigger.Event(rawValue: name.value)
        else { return nil }
        checkNarrowing(event, on)
        let channels = on.value("channels").map {
            faults.texts($0, "channels").compactMap(faults.channel)
        }
        return .init(
            event: event, template: template.map { TemplateID(rawValue: $0.value) }, kind: kind,
            phase: phase?.value, channels: channels ?? [])
    }

    /// Reports a template or kind for an event that is not about a message: the step would never
    /// complete.
    private func checkNarrowing(_ event: Step.Trigger.Event, _ on: MappingReader) {
        let isMessage = event.rawValue.hasPrefix("message-") || event == .deliveryRecorded
        for key in ["template", "kind"] where !isMessage {
            guard let node = on.value(key) else { continue }
            faults.error(
                "\"\(event.rawValue)\" can't have \"\(key)\": only message events can",
                at: node.position)
        }
        if event != .deliveryRecorded, let node = on.value("channels") {
            faults.error(
                "\"\(event.rawValue)\" can't have \"channels\": only delivery-recorded can",
                at: node.position)
        }
        if event != .phaseChanged, let node = on.value("phase") {
            faults.error(
                "\"\(event.rawValue)\" can't have \"phase\": only phase-changed can",
                at: node.position)
        }
    }

    /// Reports each cycle once, at its first step.
    private func reportCycles(
        _ read: [Read], _ verb: String, next: (Read) -> [String]
    ) {
        let byID = Dictionary(read.map { ($0.id.value, $0) }) { first, _ in first }
        var isDone: Set<String> = []
        for item in read where !isDone.contains(item.id.value) {
            // Without recursion: a chain of steps may be as long as the file.
            var path = [item.id.value]
            var places = [item.id.value: 0]
            var pending = [next(item)[...]]
            while let names = pending.last {
                guard let name = names.first else {
                    let last = path.removeLast()
                    places[last] = nil
                    isDone.insert(last)
                    pending.removeLast()
                    continue
                }
                pending[pending.count - 1] = names.dropFirst()
                if let start = places[name], let first = byID[name] {
                    report(path[start...], verb, at: first.id.position)
                } else if !isDone.contains(name), let step = byID[name] {
                    places[name] = path.count
                    path.append(name)
                    pending.append(next(step)[...])
                }
            }
        }
    }

    private func report(_ circle: ArraySlice<String>, _ verb: String, at position: Position) {
        guard let first = circle.first else { return }
        guard circle.count > 1 else {
            faults.error("the step \"\(first)\" depends on itself", at: position)
            return
        }
        let shown = circle.count > 10 ? Array(circle.prefix(8)) + ["…"] : Array(circle)
        let names = (shown + [first]).joined(separator: " → ")
        faults.error("the steps \(names) \(verb)", at: position)
    }
}
