internal import Basics
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks

extension ArgumentHelp {
    /// Help for an option that few commands need. `--help` only names it; `--help-hidden` explains
    /// it.
    static func rare(_ abstract: String) -> ArgumentHelp {
        ArgumentHelp(abstract, visibility: .hidden)
    }
}

/// The words that a shell offers for an option or argument.
extension CompletionKind {
    static let messages = ids { state in
        state.messages.all.map(\.id.description) + state.messages.all.compactMap(\.name)
    }
    static let facts = ids { $0.facts.all.map(\.id.description) }
    static let rumors = ids { $0.rumors.all.map(\.id.description) }
    static let inquiries = ids { $0.inquiries.all.map(\.id.description) }
    static let statements = ids { $0.statements.all.map(\.id.description) }
    static let briefings = ids { $0.briefings.all.map(\.id.description) }
    static let actions = ids { $0.actions.all.map(\.id.description) }
    static let comments = ids { $0.comments.all.map(\.id.description) }
    static let consents = ids { $0.consents.all.map(\.id.description) }
    static let periods = ids { $0.periods.all.map(\.id.description) }
    static let people = ids { $0.assignments.map(\.person) }
    static let incidents = offered { try $0.session().engine.incidents() }
    static let steps = offered { try $0.playbook().steps.map(\.id) }
    static let languages = offered { try $0.playbook().languages }
    static let phases = offered { try $0.playbook().phases.map(\.id) }
    static let templates = offered { try $0.playbook().templates.map(\.id.rawValue) }
    /// Our accounts, and the accounts and outlets where a rumor was seen.
    static let carriers = offered { desk in
        let (session, state) = try desk.incident()
        let ours = try session.engine.department(of: state)?.accounts ?? []
        return (ours + state.rumors.all.flatMap(\.sightings).map(\.carrier)).map(\.description)
    }
    static let playbooks = offered { desk in
        try LibraryOptions.parse([]).ids(in: desk.world.home(desk.global), desk.world)
    }
    static let scenarios = list(ShippedFiles.scenarios.map(\.id))
    static let channels = list(ChannelCatalogue.all.map(\.id.rawValue))
    static let roles = list(Role.known.map(\.rawValue))
    static let guards = list(Guard.all.filter(\.isOverridable).map(\.id))

    static func words<Value: ClosedSet>(of set: Value.Type) -> CompletionKind { list(set.words) }

    private static func ids(
        _ ids: @escaping @Sendable (IncidentState) -> [String]
    ) -> CompletionKind {
        offered { ids(try $0.incident().state) }
    }

    /// Offers nothing if the home can't be read: an error would break up the line being typed.
    private static func offered(
        _ words: @escaping @Sendable (CompletionDesk) throws -> [String]
    ) -> CompletionKind {
        .custom { typed, _, _ in
            guard let world = CompletionDesk.world else { return [] }
            do {
                return try words(CompletionDesk(typed: typed, world)).uniqued().sorted()
            } catch {
                return []
            }
        }
    }
}

/// The home and incident of the line that is being completed.
struct CompletionDesk {
    /// The world of this run; the parser calls completions without one.
    @TaskLocal static var world: World?

    let global: GlobalOptions
    let world: World

    init(typed words: [String], _ world: World) throws {
        var chosen: [String] = []
        for name in ["--home", "--incident"] {
            guard let option = words.lastIndex(of: name), option + 1 < words.count else { continue }
            chosen += [name, words[option + 1]]
        }
        global = try GlobalOptions.parse(chosen)
        self.world = world
    }

    func session() throws -> Session { try Session(global, .reading, world) }

    /// A process can open a home once at a time, so both come from one session.
    func incident() throws -> (session: Session, state: IncidentState) {
        let session = try session()
        return (session, try session.engine.state(of: session.incident()))
    }

    func playbook() throws -> Playbook {
        let (session, state) = try incident()
        guard let playbook = try session.engine.playbook(of: state) else {
            throw Failure(.badData, "The incident was never opened.")
        }
        return playbook
    }
}
