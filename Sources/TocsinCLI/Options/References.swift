internal import Basics
internal import ArgumentParser
internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks

// Reads typed words as ids, carriers and times of one incident.
extension Decision {
    /// Reads a time in the incident's zone, as ``Zone/instant(_:_:now:)`` does.
    func instant(_ text: String, _ direction: Zone.Direction) throws -> Instant {
        try state.zone.instant(text, direction, now: context.publicNow)
    }

    /// The time of an event, which can't be in the future.
    func past(_ text: String) throws -> Instant { try instant(text, .past) }

    func past(_ text: String?) throws -> Instant? { try text.map { try past($0) } }

    /// A time after the event that is recorded: `22:15` means the next one.
    func coming(_ text: String) throws -> Instant {
        let coming = try instant(text, .future)
        guard coming > context.occurred ?? context.publicNow else {
            throw Failure(
                .badData,
                "\"\(text.prefix(40))\" is \(state.zone.dated(coming)), which is in the past.",
                remedy: "Give a time to come. It is \(state.zone.dated(context.publicNow)) now.")
        }
        try requireDay(of: coming, text)
        return coming
    }

    /// A time without a day that has just passed today means tomorrow only if that is said.
    private func requireDay(of coming: Instant, _ text: String) throws {
        let now = context.occurred ?? context.publicNow
        guard let passed = try? instant(text, .past), passed < coming, passed <= now,
            now.since(passed) < .seconds(6 * 3_600), state.zone.day(passed) == state.zone.day(now)
        else { return }
        throw Failure(
            .badData,
            "\"\(text.prefix(40))\" passed \(now.since(passed).brief) ago, so the next one is \(state.zone.dated(coming)).",
            remedy:
                "If you mean that, type: \"tomorrow \(text)\". Else give a later time, e.g. +30m.")
    }

    func coming(_ text: String?) throws -> Instant? { try text.map { try coming($0) } }

    /// Reads a day, `2026-12-01`, as its last second, or a future time.
    func lastDay(_ text: String) throws -> Instant {
        try time("23:59:59", ofDay: text) ?? instant(text, .future)
    }

    /// Reads a day as its first second, or a time.
    func firstDay(_ text: String) throws -> Instant {
        try time("00:00:00", ofDay: text) ?? instant(text, .nearest)
    }

    /// The moment of a time on a day; nil for a text that isn't written as a day.
    private func time(_ time: String, ofDay text: String) throws -> Instant? {
        guard text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil else { return nil }
        do {
            return try instant("\(text) \(time)", .nearest)
        } catch {
            throw Failure(
                .badData, "\"\(text)\" isn't a valid day. Write it like 2026-12-01 or +30d.")
        }
    }
}

extension IncidentState {
    /// Reads `M3`, or the name of a message, as the latest message of that name that was not
    /// discarded.
    func message(_ text: String) throws(Failure) -> MessageID {
        if let id = MessageID(text) { return id }
        let name = text.lowercased()
        let live = messages.all.filter { $0.discarded == nil }
        if let named = live.last(where: { $0.name == name }) { return named.id }
        // `all-clear` is short for `evac-a/all-clear`, if only one alert has one.
        let endings = live.filter { $0.name?.hasSuffix("/\(name)") ?? false }
        if endings.count > 1 {
            let list = endings.map { "\($0.name ?? "") (\($0.id))" }.joined(separator: ", ")
            throw Failure(
                .badData, "\"\(text.prefix(80))\" fits several messages: \(list). Name one.")
        }
        if let ending = endings.first { return ending.id }
        let names = messages.all.compactMap(\.name).uniqued()
        throw Failure.unknown(
            "message", "\"\(text.prefix(80))\"", meaning: name, among: names,
            remedy: names.isEmpty
                ? "List them: tocsin message list"
                : "The named messages are: \(names.joined(separator: ", ")).")
    }
}

extension Failure {
    static func unknown(message id: MessageID, in state: IncidentState) -> Failure {
        .unknown(
            "message", id.description, meaning: id.description,
            among: state.messages.all.map(\.id.description),
            remedy: "See them: tocsin message list")
    }
}

extension ShortID {
    /// Reads an id in either case.
    static func read(_ text: String) throws(Failure) -> ShortID {
        guard let id = ShortID(text) else {
            throw Failure(
                .badData,
                "\"\(text.prefix(80))\" isn't a valid \(Kind.noun) id. Write it like \(Kind.letter)1."
            )
        }
        return id
    }
}

extension Array {
    static func read<Kind>(_ texts: [Several]) throws(Failure) -> [ShortID<Kind>]
    where Element == ShortID<Kind> {
        var ids: [ShortID<Kind>] = []
        for text in texts.values { ids.append(try .read(text)) }
        return ids
    }
}

extension Carrier {
    static func read(_ texts: [Several]) throws -> [Carrier] {
        try texts.values.map { try Carrier($0) }
    }
}

extension MessageCommand.Posting {
    /// Reads `x:DallasPD=https://…`; `x=…` and `x` mean the department's only account there.
    init(
        _ text: String, _ department: Department, of message: MessageID? = nil,
        in languages: [String]? = nil, isUnlisted: Bool = false
    ) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let account = String(parts.first ?? "")
        let carrier = try Carrier(account, ofOurs: department, postedBy: message)
        let address = parts.count > 1 ? String(parts[1]) : nil
        guard address != "" else {
            throw Failure(
                .badData, "\"\(text.prefix(80))\" has no address after the equals sign.",
                remedy: "Give it as \(account)=URL, or only \(account).")
        }
        self.init(.init(carrier, in: languages, isUnlisted: isUnlisted), address: address)
    }
}

extension Carrier {
    /// Reads a carrier, or a channel on which the department has at most one account.
    ///
    /// - Parameter message: The message to record as posted there; nil for any other command.
    init(
        _ text: String, ofOurs department: Department, postedBy message: MessageID? = nil
    ) throws {
        let channel = ChannelID(rawValue: text.lowercased())
        guard !text.utf8.contains(UInt8(ascii: ":")), ChannelCatalogue.knows(channel) else {
            try self.init(text)
            return
        }
        let accounts = department.accounts(on: channel)
        guard accounts.count <= 1 else {
            throw Failure(
                .badData,
                "We have \(accounts.count) accounts on \(channel). Name one:"
                    + " \(accounts.map(\.description).joined(separator: ", ")).")
        }
        if let account = accounts.first {
            self = account
        } else if ChannelCatalogue.hasNamedAccounts(channel) {
            throw Rejection.unlisted(
                [channel],
                remedy: message.map { .namingAccount(of: $0, on: channel) }
                    ?? "Name it: \(channel):NAME")
        } else {
            try self.init(channel: channel, account: department.id)
        }
    }
}

/// Reads one of a closed set of words.
enum Choice {
    static func read<Value>(
        _ text: String, among choices: [(String, Value)], _ what: String
    ) throws(Failure) -> Value {
        let typed = text.lowercased()
        if let choice = choices.first(where: { $0.0.lowercased() == typed }) { return choice.1 }
        let names = choices.map(\.0)
        let hint = NearestName.of(typed, among: names).map { " Did you mean \($0)?" } ?? ""
        throw Failure(
            .badData,
            "\"\(text.prefix(80))\" isn't a valid \(what).\(hint) Use one of: \(names.joined(separator: ", "))."
        )
    }

    /// Reads a value of the contract by its word, ignoring case.
    static func read<Value: ClosedSet>(
        _ text: String, _ what: String
    ) throws(Failure) -> Value {
        try read(text, among: Value.known.map { ($0.word, $0) }, what)
    }

    static func finding(_ text: String) throws(Failure) -> Finding { try read(text, "finding") }

    static func rating(_ text: String) throws(Failure) -> PerformanceRating {
        try read(text, "rating (P, S, M or U)")
    }

    static func mode(_ text: String) throws(Failure) -> IncidentMode { try read(text, "mode") }

    static func rumorOrigin(_ text: String) throws(Failure) -> RumorOrigin {
        try read(text, "origin of a rumor")
    }

    static func inquiryOrigin(_ text: String) throws(Failure) -> InquiryOrigin {
        try read(text, "origin of an inquiry")
    }

    static func requestKind(_ text: String) throws(Failure) -> RequestKind {
        try read(text, "kind of request")
    }

    /// Reads a span of time, such as `4h`.
    static func span(_ text: String, _ option: String) throws(Failure) -> Duration {
        guard let span = SpanText.read(text), span > .zero else {
            throw Failure(
                .badData,
                "\"\(text.prefix(40))\" isn't a span of time for \(option). Write 90m, 4h or 2d.")
        }
        return span
    }

    static func withdrawal(_ text: String) throws(Failure) -> WithdrawalManner {
        try read(text, "way to withdraw")
    }

    static func visibility(_ text: String) throws(Failure) -> Visibility {
        try read(text, "visibility")
    }

    static func messageKind(_ text: String) throws(Failure) -> MessageKind {
        try read(text, "kind of message")
    }

    static func purpose(_ text: String) throws(Failure) -> IdentificationPurpose {
        try read(text, "purpose of an identification")
    }

    static func action(_ text: String) throws(Failure) -> CommentAction {
        try read(text, "action on a comment")
    }

    static func detail(_ text: String) throws(Failure) -> IdentifyingDetail {
        try read(text, "identifying detail")
    }

    static func `guard`(_ text: String) throws(Failure) -> Guard {
        try read(text, among: Guard.all.map { ($0.id, $0) }, "guard")
    }
}
