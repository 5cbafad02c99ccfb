internal import ArgumentParser
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The due items for the person who asks, below what everyone must know, on one screen.
struct DueScreen {
    /// The lines of a small terminal, without the one of the prompt.
    static let height = 23
    /// The lines for each part of the overview before the rest is counted.
    private static let overviewLines = 3

    let view: IncidentView
    let list: DueList
    let options: DueOptions
    /// The incident to name in suggested commands; nil if it is clear.
    let incident: String?

    private let shown: [DueItem]
    /// The live incidents that are open while this one is a drill, one line each.
    private let live: [String]

    /// - Parameter isWhole: Whether every item matters, and not only the first ones.
    init(_ view: IncidentView, _ options: DueOptions, isWhole: Bool) throws {
        self.view = view
        self.options = options
        list = view.due(
            isWhole || options.all
                ? nil : DueList.Part(Self.height, everyone: options.everyone))
        shown = options.everyone ? list.items : list.shown
        live = view.mode.isDrill ? try Self.live(view, options) : []
        incident = try view.session.incidentToName(for: view.stream)
    }

    private static func live(_ view: IncidentView, _ options: DueOptions) throws -> [String] {
        let engine = view.session.engine
        let lines = try engine.incidents().compactMap { id -> String? in
            guard let opening = try engine.opening(of: id), opening.mode == .live,
                try engine.isOpen(id)
            else { return nil }
            let title = TerminalText.safe(opening.title)
            return "LIVE too: \(id), \(title): \(TypedCommand(["status"]).about(id))"
        }
        let shown = lines.prefix(options.all ? lines.count : overviewLines)
        return shown
            + view.renderer.more(
                lines.count - shown.count, TypedCommand(["status", "--incidents"]))
    }

    /// The whole screen.
    ///
    /// - Parameters:
    ///   - command: The command that was typed, for naming how to see the rest.
    ///   - others: Lines to put last; they take their part of the screen.
    func lines(of command: String, _ others: [String] = []) -> [String] {
        let head = head(command)
        let tail = tail(command) + others
        let room = Self.height - height(of: head) - height(of: tail)
        return head + items(options.all ? nil : room, command) + tail
    }

    private func head(_ command: String) -> [String] {
        let state = view.state
        let condition = state.isOpen ? "" : ", \(state.condition)"
        let title = TerminalText.safe(state.opening?.title ?? "")
        let phase = state.phase.map { ", phase \(TerminalText.safe($0))" } ?? ""
        return view.heading + live
            + ["\(view.mode.marking) \(view.stream)\(condition): \(title)\(phase)", who]
            + view.renderer.overview(
                list.overview, asOf: view.asOf, limit: options.all ? nil : Self.overviewLines,
                rest: rest(command))
    }

    private var who: String {
        let person = TerminalText.safe(list.asked.person)
        return list.asked.roles.isEmpty
            ? "\(person) has no role in this incident, so everyone's items are shown."
            : "For \(person) (\(list.asked.roles.map(\.title).joined(separator: ", "))):"
    }

    /// A reenactment takes its entries from a scenario.
    private var takesCommands: Bool { view.state.mode != .reenactment }

    /// As many items as fit, at least one, and the number of the rest.
    private func items(_ room: Int?, _ command: String) -> [String] {
        guard !shown.isEmpty else {
            return [list.items.isEmpty ? "Nothing is due." : "Nothing is due for you."]
        }
        return view.renderer.lines(
            of: shown.count, on: room.map { .init(height: $0, rest: rest(command)) }
        ) { index in
            let item = shown[index]
            return view.renderer.due(
                item,
                isMine: takesCommands && (list.asked.roles.isEmpty || list.isMine(item)),
                asOf: view.asOf, for: incident)
        }
    }

    /// The items of others, counted, and the next command.
    private func tail(_ command: String) -> [String] {
        let hidden = list.items.count - shown.count
        let everyone = TypedCommand([.own(command), "--everyone"]).about(incident)
        return (hidden > 0 ? ["\(hidden) more for others: \(everyone)"] : []) + next
    }

    private var next: [String] {
        func typed(_ command: Suggestion) -> String {
            TerminalText.safe(command.typed.about(incident).description)
        }
        let items = options.everyone ? list.shown : shown
        guard takesCommands else {
            return [
                "A reenactment takes entries only from its scenario: \(typed(.listScenarios))"
            ]
        }
        if let mine = items.first(where: list.isMine) {
            return ["Next: \(typed(mine.next))"] + (mine.then.map { ["Then: \(typed($0))"] } ?? [])
        }
        if !list.items.isEmpty, list.asked.roles.isEmpty {
            return ["Next: \(TypedCommand(["use", "--as", .fill(.person)]))"]
        }
        if let open = items.first(where: \.isForAnotherRole), let role = open.roles.first {
            return ["Next: \(typed(.assignRole(actor: nil, role: role)))"]
        }
        return list.items.isEmpty && view.state.isOpen
            ? ["Next: \(typed(.recordFact())) --source SOURCE"] : []
    }

    private func rest(_ command: String) -> TypedCommand {
        TypedCommand([.own(command), "--all"] + (options.everyone ? ["--everyone"] : []))
            .about(incident)
    }

    private func height(of lines: [String]) -> Int { view.renderer.height(of: lines) }
}

extension DueItem {
    /// Whether somebody in one of its roles could settle it. A role that nobody on duty may confirm
    /// isn't confirmed by giving another one.
    fileprivate var isForAnotherRole: Bool {
        if case .assignRole = next { false } else { true }
    }
}

/// The parts of the due list to show.
struct DueOptions: ParsableArguments {
    @Flag(help: "Show everyone's items, not only yours.")
    var everyone = false
    @Flag(help: "Print everything, however long.")
    var all = false
}
