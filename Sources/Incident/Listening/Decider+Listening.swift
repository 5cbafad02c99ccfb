internal import Basics
internal import Foundation
public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf
internal import TextChecks

// What a home may listen for, and what an import records.
extension Decider {
    /// A watch as a person asks for it.
    public struct WatchRequest: Sendable {
        public var topic: String
        public var terms: [String]
        public var purpose: WatchPurpose
        public var owner: String
        public var days: Int
        /// The person says that the topic is an expression of views.
        public var isExpression: Bool

        public init(
            topic: String, terms: [String], purpose: WatchPurpose, owner: String, days: Int,
            isExpression: Bool
        ) {
            (self.topic, self.terms, self.purpose) = (topic, terms, purpose)
            (self.owner, self.days, self.isExpression) = (owner, days, isExpression)
        }
    }

    /// The role in which a person may set a watch, end one or import counts: one of the department
    /// file's, or one of an open incident's.
    public static func listeningRole(
        of actor: String, as role: Role?, in department: Department?, holding held: [Role]
    ) throws(Rejection) -> Role {
        try homeRole(
            of: actor, as: role, in: department, holding: held,
            with: Authority.record.defaultRoles, to: "listen for this department")
    }

    /// - Parameters:
    ///   - roles: The roles that the person holds.
    ///   - names: Persons that the department identified.
    public static func setWatch(
        _ asked: WatchRequest, by actor: String, holding roles: [Role], knowing names: [String],
        in state: ListeningState, at now: Instant
    ) throws(Rejection) -> [IncidentEvent.OneOf_Kind] {
        try requireKnown(state)
        let topic = try line(asked.topic, "topic")
        let terms = asked.terms.isEmpty ? [topic] : asked.terms.uniqued()
        guard terms.count <= Watch.mostTerms else {
            throw Rejection(
                .invalid, "The watch has \(terms.count) terms, and the limit is \(Watch.mostTerms)."
            )
        }
        for text in [topic] + terms {
            if let fault = Watch.fault(inTopic: text, names: names) {
                throw Rejection(
                    .refused,
                    "\"\(text.prefix(80))\" \(fault). A person can't be a topic.",
                    remedy: "Name what happened, the place or the service instead.")
            }
        }
        guard isID(asked.owner) else {
            throw Rejection(.invalid, "\"\(asked.owner)\" isn't a valid id of a person.")
        }
        guard (1...Watch.mostDays).contains(asked.days) else {
            throw Rejection(
                .invalid,
                "A watch lasts from 1 to \(Watch.mostDays) days, not \(asked.days).",
                remedy: "Set it again when it has ended and is still needed.")
        }
        if let same = state.watchesInForce(at: now).first(where: {
            Watch.key($0.topic) == Watch.key(topic)
        }) {
            throw Rejection(
                .notNow, "\(same.id) watches \"\(same.topic)\" already.",
                remedy: "End it first if you want other terms.")
        }
        let isExpression =
            asked.isExpression || ([topic] + terms).contains(where: Watch.isExpression)
        if isExpression { try requireApproval(asked, by: actor, holding: roles) }
        return [
            .watchSet(
                .with {
                    $0.watch = "W\(state.watches.count + 1)"
                    ($0.topic, $0.terms, $0.purpose) = (topic, terms, asked.purpose.rawValue)
                    $0.owner = asked.owner
                    $0.endsAt = now.advanced(by: .seconds(86_400 * asked.days)).timestamp
                    $0.expression = isExpression
                    if isExpression { $0.approvedBy = actor }
                })
        ]
    }

    private static func requireApproval(
        _ asked: WatchRequest, by actor: String, holding roles: [Role]
    ) throws(Rejection) {
        guard asked.purpose == .crowdSafety else {
            throw Rejection(
                .refused,
                "\"\(asked.topic)\" is an expression of views, such as a protest, a faith or a party. It may be counted only for \(WatchPurpose.crowdSafety.rawValue), not for \(asked.purpose.rawValue).",
                remedy: "Name the event's safety: the crowd, the route, the crossing.")
        }
        guard roles.contains(.incidentCommander) else {
            throw Rejection(
                .unauthorized,
                "\"\(asked.topic)\" is an expression of views, so the Incident Commander sets the watch, and \(actor) isn't the commander.",
                remedy: "Ask the commander to set it.")
        }
    }

    public static func endWatch(
        _ id: String, because reason: String, in state: ListeningState
    ) throws(Rejection) -> [IncidentEvent.OneOf_Kind] {
        try requireKnown(state)
        let reason = try text(reason, "reason")
        guard let watch = state.watch(id) else {
            let known = state.watches.map(\.id).joined(separator: ", ")
            throw Rejection(
                .unknownThing,
                "No watch is called \"\(id.prefix(20))\".\(known.isEmpty ? "" : " The watches are: \(known).")"
            )
        }
        guard watch.ended == nil else { return [] }
        return [
            .watchEnded(
                .with {
                    $0.watch = watch.id
                    $0.reason = reason
                })
        ]
    }

    /// The identity of an imported file.
    public struct ImportIdentity: Sendable {
        public var mapping: String
        public var mappingSHA256: [UInt8]
        public var fileSHA256: [UInt8]
        public var source: String

        public init(
            mapping: String, mappingSHA256: [UInt8], fileSHA256: [UInt8], source: String
        ) {
            (self.mapping, self.mappingSHA256) = (mapping, mappingSHA256)
            (self.fileSHA256, self.source) = (fileSHA256, source)
        }
    }

    /// The most windows in a record.
    private static let windowsPerRecord = 1000
    /// 200 samples of 500 characters are some hundred kilobytes.
    private static let samplesPerRecord = 200

    /// The import and its windows and samples; nothing for a file that was imported before.
    public static func importObservations(
        _ fold: ObservationFold, _ identity: ImportIdentity, in state: ListeningState
    ) throws(Rejection) -> [IncidentEvent.OneOf_Kind] {
        try requireKnown(state)
        guard state.imported(identity.fileSHA256) == nil, let first = fold.first,
            let last = fold.last
        else { return [] }
        let id = "I\(state.imports.count + 1)"
        var events: [IncidentEvent.OneOf_Kind] = [
            .observationsImported(
                .with {
                    ($0.importID, $0.mapping, $0.source) = (id, identity.mapping, identity.source)
                    $0.mappingSha256 = .init(identity.mappingSHA256)
                    $0.fileSha256 = .init(identity.fileSHA256)
                    $0.rows = UInt64(fold.rows)
                    $0.refused = UInt64(fold.refused)
                    $0.leftOut = UInt64(fold.leftOut + fold.unwatched)
                    $0.stripped = UInt64(fold.stripped)
                    ($0.first, $0.last) = (first.timestamp, last.timestamp)
                    $0.topics = fold.topics
                })
        ]
        var windows = fold.windows[...]
        while !windows.isEmpty {
            events.append(
                .observationWindows(
                    .with {
                        $0.importID = id
                        $0.windows = Array(windows.prefix(windowsPerRecord))
                    }))
            windows = windows.dropFirst(windowsPerRecord)
        }
        var samples = fold.samples[...]
        while !samples.isEmpty {
            events.append(
                .samplesKept(
                    .with {
                        $0.importID = id
                        $0.samples = Array(samples.prefix(samplesPerRecord))
                    }))
            samples = samples.dropFirst(samplesPerRecord)
        }
        return events
    }

    private static func requireKnown(_ state: ListeningState) throws(Rejection) {
        guard let unknown = state.unknown else { return }
        throw Rejection(
            .newerEntries,
            "The listening log has an entry of a newer version (\(unknown)), so this version must not write to it.",
            remedy: "Use the newer version.")
    }
}

extension ListeningState {
    /// The import of a file with these bytes.
    public func imported(_ file: [UInt8]) -> ObservationImport? {
        imports.first { $0.file == file }
    }

    /// Earlier imports of the same source and topics that cover a part of the same time.
    public func overlapping(
        _ source: String, _ topics: [String], from first: Instant, to last: Instant
    ) -> [ObservationImport] {
        imports.filter {
            $0.source == source && $0.overlaps(first...max(first, last))
                && !Set($0.topics).isDisjoint(with: topics)
        }
    }
}

extension IncidentState {
    /// The names of the persons whom the incident's released messages identify by name.
    public var identifiedPersons: [String] {
        messages.all.flatMap(\.releases).flatMap(\.identified)
            .flatMap { NamedPerson(in: $0.whom, known: []).names }.uniqued()
    }
}
