internal import Documents
internal import Basics
internal import ArgumentParser
internal import Channels
internal import Engine
internal import EventLog
internal import Incident
internal import Publishing
internal import IncidentEvents
internal import ReadModels

struct MessageList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List messages with their postings.",
        discussion: "Example: tocsin message list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) -> String {
        let lines = view.messageLines
        guard !lines.isEmpty else { return "No messages." }
        let rows = TerminalText.table(
            lines.map { line in
                [
                    line.message.description, line.kind.word, line.name ?? "",
                    line.ends.map { "for \($0)" } ?? "", line.status,
                    line.liveOn.isEmpty
                        ? "not posted"
                        : "posted on "
                            + line.liveOn.map(\.description).joined(separator: ", "),
                ]
            }
        ).split(separator: "\n", omittingEmptySubsequences: false)
        return zip(rows, lines).map { row, line in
            "\(row)\n" + view.renderer.wrapped(line.content, indent: 4)
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable {
        Listed("messages", view.messageLines)
    }
}

extension IncidentView {
    fileprivate var messageLines: [MessageLine] {
        state.messages.all.map { MessageLine($0, composer) }
    }

    fileprivate var composer: MessageComposer {
        MessageComposer(state: state, playbook: playbook, department: department)
    }
}

struct MessageLine: Encodable {
    var message: MessageID
    var kind: MessageKind
    var name: String?
    var status: String
    var audience: String
    var channels: [ChannelID]
    /// The first words of its text.
    var words: String?
    var authors: [String]
    var drafted: Moment
    var cites: [FactID]
    var corrects: [RumorID]
    /// The message that it ends or retracts.
    var ends: MessageID?
    var liveOn: [Carrier]
    var withdrawnFrom: [Carrier]
    /// SHA-256 of the current submission, in hexadecimal digits.
    var contentSHA256: String?

    init(_ message: Message, _ composer: MessageComposer) {
        self.message = message.id
        kind = message.kind
        name = message.name
        status = message.statusWord
        audience = message.audience
        channels = message.channels
        words = composer.firstWords(of: message)
        authors = message.authors
        drafted = Moment(message.drafted)
        cites = message.cites.map(\.fact)
        corrects = message.corrects
        ends = message.retracts
        liveOn = message.liveCarriers
        withdrawnFrom = message.withdrawals.map(\.carrier)
        contentSHA256 = message.submission.map(\.contentSHA256.hexadecimal)
    }

    /// The readers, the channels and the first words.
    fileprivate var content: String {
        "for \(audience) on \(channels.map(\.rawValue).joined(separator: ", "))"
            + (words.map { ": “\($0)”" } ?? "")
    }
}

struct MessageShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a message and its texts.",
        discussion: "Example: tocsin message show holding")

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var line: MessageLine
        var draft: DraftBoard.Draft?

        func encode(to encoder: any Encoder) throws {
            try draft?.encode(to: encoder)
            try line.encode(to: encoder)
        }
    }

    private func answer(_ view: IncidentView) throws -> Answer {
        let id = try view.state.message(message)
        guard let message = view.state.messages[id] else {
            throw Failure.unknown(message: id, in: view.state)
        }
        return Answer(
            line: MessageLine(message, view.composer), draft: view.drafts(id).drafts.first)
    }

    func text(_ view: IncidentView) throws -> String {
        let answer = try answer(view)
        let carriers = answer.line.liveOn.map(\.description).joined(separator: ", ")
        let stands = carriers.isEmpty ? "not posted" : "posted on \(carriers)"
        return [answer.draft.map { view.renderer.draft($0) }, "  \(stands)"]
            .compactMap(\.self).joined(separator: "\n")
    }

    func json(_ view: IncidentView) throws -> any Encodable { try answer(view) }
}

struct MessageText: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Print a text, to copy and post.",
        discussion: """
            The posts of a thread are separated by an empty line. --post prints one of them.
            Example: tocsin message text M1 x
            """)

    @Argument(help: "The message, e.g. M1, or its name.", completion: .messages) var message: String
    @Argument(help: "The channel, e.g. x.", completion: .channels) var channel: String
    @Option(help: "The language, BCP 47. Default: the message's own.", completion: .languages)
    var language: String?
    @Option(help: "Print only this post of a thread, from 1.") var post: Int?
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var message: MessageID
        var channel: String
        var language: String
        /// The whole text.
        var text: String
        /// The posts of a thread as released; empty if the text is a single post.
        var posts: [String]
        var isReleased: Bool
    }

    private func answer(_ view: IncidentView) throws -> Answer {
        let id = try view.state.message(message)
        guard let message = view.state.messages[id] else {
            throw Failure.unknown(message: id, in: view.state)
        }
        let language = language ?? message.languages.first ?? "en"
        let key = Message.VariantKey(
            channel: ChannelID(rawValue: channel.lowercased()), language: language)
        if let released = message.releasedTexts[key] {
            if let wrong = view.state.unexcusedError(in: message, at: view.asOf) {
                throw PublishingRefusal.knownWrong(
                    id, wrong, wrong.sentence(of: id, in: view.zone))
            }
            // What the public reads already can be read here too.
            if !message.isPosted(key) { try view.routine.requireUnpaused(message) }
            return Answer(
                message: id, channel: key.channel.rawValue, language: language,
                text: view.state.marked(released.text),
                posts: released.parts.map(view.state.marked),
                isReleased: true)
        }
        let draft = view.drafts(id).drafts.first
        let variant = draft?.variants.first {
            $0.channel == key.channel.rawValue && $0.language == language
        }
        guard let variant, let text = variant.text else {
            let missing = variant?.missing.joined(separator: ", ") ?? ""
            let known = message.channels.map(\.rawValue).joined(separator: ", ")
            throw Failure(
                .badData,
                variant == nil
                    ? "\(id) has no text for \(key). Its texts: \(known)."
                    : "\(id) has no text for \(key) yet. Missing: \(missing)."
                        + " Add it: tocsin message revise \(id)")
        }
        return Answer(
            message: id, channel: key.channel.rawValue, language: language,
            text: view.state.marked(text), posts: variant.posts.map(view.state.marked),
            isReleased: false)
    }

    func run(in world: World) throws {
        let session = try Session(global, .reading, world)
        let view = try IncidentView(session, session.incident(), asOf: reading.asOf)
        let answer = try answer(view)
        if global.json {
            return try world.printJSON(Enveloped(envelope: view.envelope, content: answer))
        }
        // Only the text goes to standard output, so it can be piped and copied.
        for line in view.heading { world.error(line) }
        if !answer.isReleased {
            world.error("\(answer.message) isn't released on \(channel) yet.")
        }
        world.print(VisibleText.escapingDeception(try copied(answer)))
    }

    private func copied(_ answer: Answer) throws -> String {
        let posts = answer.posts.isEmpty ? [answer.text] : answer.posts
        guard let post else { return posts.joined(separator: "\n\n") }
        guard posts.indices.contains(post - 1) else {
            throw Failure(
                .badData,
                "\(answer.message) has only \(posts.count.counted("post")) on \(answer.channel). Give --post 1\(posts.count == 1 ? "" : " to \(posts.count)")."
            )
        }
        return posts[post - 1]
    }

    func text(_ view: IncidentView) throws -> String { try copied(try answer(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try answer(view) }
}
