internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import SwiftProtobuf

struct ObserveCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe", abstract: "Counts of what people say online.",
        discussion: """
            Counts by hour, topic and channel, from the files that your tools export. No author, \
            handle, profile, address of a post or place enters the log. A watch comes first: what, \
            why, who, until when.
            Example: tocsin observe list
            """,
        subcommands: [
            ObserveWatch.self, ObserveEnd.self, ObserveImport.self, ObserveList.self,
            ObserveTrend.self, ObserveSpikes.self, ObserveAudit.self,
        ])
}

/// What the commands about listening share.
struct ListeningDesk {
    let session: Session
    let department: Department?
    let zone: Zone
    let world: World

    init(_ global: GlobalOptions, _ access: Session.Access, _ reader: InputReader) throws {
        world = reader.world
        department = try DepartmentFile.ofHome(world.home(global), reader)?.department
        session = try Session(global, access, world)
        zone = department.flatMap { Zone($0.zone) } ?? Zone(world.zone) ?? .utc
    }

    func perform(
        _ request: Request,
        _ plan: (ListeningState, [Role]) throws -> [IncidentEvent.OneOf_Kind]
    ) throws -> (state: ListeningState, isNew: Bool) {
        do {
            return try session.engine.performListening(request, department, plan)
        } catch {
            throw Failure(error, request: request.id, for: nil)
        }
    }

    /// The state, once the question is recorded: what was asked is a part of the record. In a home
    /// that never had a watch there is nothing to ask about.
    func state(asking query: String, about topic: String?) throws -> ListeningState {
        let state = try session.engine.listening()
        guard !state.watches.isEmpty else { return state }
        let asked = try topic.map { try known($0, in: state) }
        let request = try session.request(
            WritingOptions.parse([]), in: nil,
            asking: Asked(ObserveCommandGroup(), [], earlier: []))
        return try perform(request) { _, _ in
            [
                .listeningQueried(
                    .with {
                        $0.query = query
                        $0.topic = asked.recorded
                    })
            ]
        }.state
    }

    /// The recorded topic that a person typed.
    func known(_ topic: String, in state: ListeningState) throws -> String {
        if let known = state.topic(topic) ?? state.watch(topic)?.topic { return known }
        let topics = state.watches.map(\.topic).uniqued()
        throw Failure(
            .badData, "Nobody watches \"\(topic.prefix(80))\".",
            remedy: topics.isEmpty
                ? "Set a watch first: tocsin observe watch TOPIC --purpose misinformation"
                : "The topics are: \(topics.joined(separator: ", ")).")
    }

    func print(_ lines: [String]) {
        for line in lines { world.print(TerminalText.safe(line)) }
    }
}

struct ObserveWatch: Command {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Count a topic, for a purpose and until a day.",
        discussion: """
            A person can't be a topic. A protest, a faith or a party is counted only for crowd-safety, \
            by the Incident Commander, without samples and sentiment.
            Example: tocsin observe watch "boil water" --purpose misinformation --term "water notice"
            """)

    @Argument(help: "What is counted: an event, a place, a service, a hashtag.") var topic: String
    @Option(help: "public-questions, misinformation, crowd-safety or service-impact.")
    var purpose: String
    @Option(
        name: .customLong("term"), parsing: .upToNextOption,
        help: "Words that show that a post is about it. Default: the topic.")
    var terms: [Several] = []
    @Option(help: "The person who answers for it. Default: you.", completion: .people)
    var owner: String?
    @Option(help: "The number of days, at most 90. Default: 30.") var days: Int?
    @Flag(help: "People express views by it: only counts are kept.") var expression = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let reader = InputReader(world)
        guard let purpose = WatchPurpose(rawValue: purpose.lowercased()) else {
            let known = WatchPurpose.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(
                .usage, "\"\(purpose.prefix(40))\" isn't a purpose for listening.",
                remedy: "The purposes are: \(known).")
        }
        let desk = try ListeningDesk(global, .creating, reader)
        let (session, engine) = (desk.session, desk.session.engine)
        let names = try engine.identifiedPersons()
        let request = try session.request(writing, in: nil, asking: Asked(self, [], earlier: []))
        let asked = Decider.WatchRequest(
            topic: topic, terms: terms.values, purpose: purpose, owner: owner ?? session.actor,
            days: days ?? Watch.usualDays, isExpression: expression)
        let now = engine.now
        let result = try desk.perform(request) { state, roles in
            try Decider.setWatch(
                asked, by: session.actor, holding: roles, knowing: names, in: state, at: now)
        }
        guard let watch = result.state.watch(topic: topic) else { return }
        if global.json { return try world.printJSON(WatchAnswer.Line(watch, at: now)) }
        desk.print([
            "\(watch.id) watches \"\(watch.topic)\" until \(desk.zone.day(watch.endsAt)). Next: tocsin observe import FILE --map NAME"
        ])
    }
}

extension ListeningState {
    fileprivate func watch(topic: String) -> Watch? {
        watches.last { Watch.key($0.topic) == Watch.key(topic) }
    }
}

struct ObserveEnd: Command {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a watch.",
        discussion: """
            What was counted stays. Nothing more is counted for it.
            Example: tocsin observe end W1 --because "the notice is lifted"
            """)

    @Argument(help: "The watch: W1.") var watch: String
    @Option(help: "Why.") var because: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let desk = try ListeningDesk(global, .writing, InputReader(world))
        let request = try desk.session.request(
            writing, in: nil, asking: Asked(self, [], earlier: []))
        let result = try desk.perform(request) { state, _ in
            try Decider.endWatch(watch, because: because, in: state)
        }
        guard let ended = result.state.watch(watch) else { return }
        if global.json {
            return try world.printJSON(WatchAnswer.Line(ended, at: desk.session.engine.now))
        }
        desk.print([
            result.isNew
                ? "\(ended.id) \"\(ended.topic)\" is ended."
                : "No change: \(ended.id) has already ended."
        ])
    }
}

/// The watches that were ever set.
///
/// JSON: `watches` with `approvedBy`, `because`, `ended`, `endsAt`, `id`, `isExpression`,
/// `isInForce`, `owner`, `purpose`, `setAt`, `setBy`, `terms`, `topic`.
struct WatchAnswer: Encodable {
    struct Line: Encodable {
        var approvedBy: String?
        var because: String?
        var ended: Instant?
        var endsAt: Instant
        var id: String
        var isExpression: Bool
        var isInForce: Bool
        var owner: String
        var purpose: WatchPurpose?
        var setAt: Instant
        var setBy: String
        var terms: [String]
        var topic: String

        init(_ watch: Watch, at now: Instant) {
            (approvedBy, because) = (watch.approvedBy, watch.endReason)
            (ended, endsAt) = (watch.ended?.at, watch.endsAt)
            (id, isExpression, isInForce) = (watch.id, watch.isExpression, watch.isInForce(at: now))
            (owner, purpose, terms, topic) = (watch.owner, watch.purpose, watch.terms, watch.topic)
            (setAt, setBy) = (watch.set.at, watch.set.actor)
        }

        func words(in zone: Zone) -> String {
            let views = isExpression ? ", EXPRESSION OF VIEWS, counts only" : ""
            let approval = approvedBy.map { ", approved by \($0)" } ?? ""
            let end =
                if let ended {
                    "ended \(zone.dated(ended))\(because.map { ": \($0)" } ?? "")"
                } else {
                    "\(isInForce ? "until" : "over since") \(zone.dated(endsAt))"
                }
            return
                "\(id) \"\(topic)\" for \(purpose?.rawValue ?? "a purpose of a newer version")\(views), owner \(owner)\(approval), set \(zone.dated(setAt)) by \(setBy), \(end)"
        }
    }
}

struct ObserveList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the watches, the imports and the mappings.",
        discussion: """
            A mapping says what the columns of an export mean. Your own mappings go in the home's \
            folder "mappings".
            Example: tocsin observe list
            """)

    @OptionGroup var global: GlobalOptions

    /// JSON: `watches`, `imports` with `file`, `first`, `id`, `importedAt`, `importedBy`, `last`,
    /// `leftOut`, `mapping`, `refused`, `rows`, `source`, `stripped`, `topics`; and `mappings`.
    struct Answer: Encodable {
        var watches: [WatchAnswer.Line]
        var imports: [ImportLine]
        var mappings: [String]
    }

    func run(in world: World) throws {
        let desk = try ListeningDesk(global, .writing, InputReader(world))
        let state = try desk.state(asking: "list", about: nil)
        let now = desk.session.engine.now
        let answer = Answer(
            watches: state.watches.map { WatchAnswer.Line($0, at: now) },
            imports: state.imports.map(ImportLine.init),
            mappings: MappingFile.ids(in: desk.session.engine.home))
        if global.json { return try world.printJSON(answer) }
        let watches = answer.watches.map { $0.words(in: desk.zone) }
        desk.print(
            (watches.isEmpty
                ? [
                    "Nobody watches a topic. Set a watch: tocsin observe watch TOPIC --purpose misinformation"
                ]
                : watches)
                + answer.imports.map { $0.words(in: desk.zone) }
                + ["Mappings: \(answer.mappings.joined(separator: ", "))"])
    }
}

/// An import as it is listed.
struct ImportLine: Encodable {
    /// The SHA-256 of the file, in hexadecimal.
    var file: String
    var first: Instant
    var id: String
    var importedAt: Instant
    var importedBy: String
    var last: Instant
    var leftOut: Int
    var mapping: String
    var refused: Int
    var rows: Int
    var source: String
    var stripped: Int
    var topics: [String]

    init(_ batch: ObservationImport) {
        (file, first, last) = (batch.file.hexadecimal, batch.first, batch.last)
        (id, mapping, source, topics) = (batch.id, batch.mapping, batch.source, batch.topics)
        (rows, refused, leftOut) = (batch.rows, batch.refused, batch.leftOut)
        stripped = batch.stripped
        (importedAt, importedBy) = (batch.stamp.at, batch.stamp.actor)
    }

    func words(in zone: Zone) -> String {
        "\(id) \(rows.counted("row")) with \(mapping), \(refused) refused, \(leftOut) left out, \(zone.dated(first)) to \(zone.dated(last)), imported \(zone.dated(importedAt)) by \(importedBy)"
    }
}

struct ObserveAudit: Command {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Print every watch, import and query that ever was.",
        discussion: """
            Who watched which topic, for which purpose, until when; and who looked at the counts. \
            The log can't be changed, so nothing is missing.
            Example: tocsin observe audit
            """)

    @OptionGroup var global: GlobalOptions

    /// JSON: `watches` and `imports` as in `observe list`; `queries` with `at`, `by`, `query`,
    /// `topic`.
    struct Answer: Encodable {
        struct Query: Encodable {
            var at: Instant
            var by: String
            var query: String
            /// Absent for all topics.
            var topic: String?
        }

        var watches: [WatchAnswer.Line]
        var imports: [ImportLine]
        var queries: [Query]
    }

    func run(in world: World) throws {
        let desk = try ListeningDesk(global, .reading, InputReader(world))
        let state = try desk.session.engine.listening()
        let now = desk.session.engine.now
        let answer = Answer(
            watches: state.watches.map { WatchAnswer.Line($0, at: now) },
            imports: state.imports.map(ImportLine.init),
            queries: state.queries.map {
                Answer.Query(
                    at: $0.stamp.at, by: $0.stamp.actor, query: $0.query, topic: $0.topic)
            })
        if global.json { return try world.printJSON(answer) }
        let zone = desk.zone
        guard !answer.watches.isEmpty else {
            return desk.print(["No topic was ever watched in this home."])
        }
        desk.print(
            answer.watches.map { $0.words(in: zone) } + answer.imports.map { $0.words(in: zone) }
                + answer.queries.map {
                    "\(zone.dated($0.at)) \($0.by) read \($0.query) of \($0.topic.map { "\"\($0)\"" } ?? "all topics")"
                })
    }
}
