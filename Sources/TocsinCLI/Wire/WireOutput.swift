internal import Wire
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

extension OutputOptions {
    /// Writes the text alone to the file or to standard output; what people should know goes to
    /// standard error, so that the output can be piped.
    func write(_ text: String, heading: [String], note: String) throws {
        for line in heading { Console.error(line) }
        let text = text.utf8.last == 0x0A ? text : text + "\n"
        if let output = try write(Array(text.utf8)) {
            Console.error("Wrote \(output). \(note)")
        } else {
            print(text, terminator: "")
            Console.error(note)
        }
    }
}

/// A command that makes a file for other programs from one incident and changes nothing.
protocol WireCommand: ParsableCommand {
    associatedtype Answer: Encodable
    var reading: ReadingOptions { get }
    var destination: OutputOptions { get }
    func file(_ view: IncidentView) throws -> WireFile<Answer>
}

struct WireFile<Answer: Encodable> {
    /// What stands for it in JSON, the content included.
    var answer: Answer
    var content: String
    /// What people should know, in one line after it.
    var note: String
    /// The same before it, where something was left out.
    var leftOut: [String] = []
}

extension WireCommand {
    func run() throws {
        try destination.check()
        let session = try Session(reading.place, .reading)
        let view = try IncidentView(session, session.incident(), asOf: reading.asOf)
        let file = try file(view)
        if reading.place.json {
            let answer = Enveloped(envelope: view.envelope, content: file.answer)
            guard destination.output != nil else { return try printJSON(answer) }
            let text = String(decoding: try ReadableJSON.data(answer), as: UTF8.self)
            return try destination.write(text, heading: view.heading, note: file.note)
        }
        try destination.write(
            file.content, heading: view.heading + file.leftOut, note: file.note)
    }
}

extension Zone {
    /// A moment to the second, in the offset that holds here then.
    func wire(_ instant: Instant) throws(Failure) -> WireTime {
        // Whole minutes: the zones of before 1972 that had seconds belong to no incident.
        guard
            let time = WireTime(
                secondsSince1970: instant.microseconds / 1_000_000,
                offsetMinutes: offset(at: instant) / 60)
        else { throw Failure(.badData, "\(instant.rfc3339) can't be written in a file.") }
        return time
    }

    func clock(_ time: WireTime) -> String { clock(Instant(seconds: time.secondsSince1970)) }
}

extension IncidentView {
    /// What a file of this message may call itself.
    ///
    /// - Parameter isReleased: Whether every text in it was let go.
    func standing(isReleased: Bool) -> CAPStanding {
        if mode.isSimulable { return .exercise }
        return mode == .live && isReleased ? .releasedLive : .unreleased
    }

    /// The texts of a message by channel and language: as let go, else as they stand now.
    func texts(of message: Message) -> [Message.VariantKey: (text: String, isReleased: Bool)] {
        var texts: [Message.VariantKey: (text: String, isReleased: Bool)] = [:]
        for draft in drafts(message.id).drafts {
            for variant in draft.variants {
                let key = Message.VariantKey(
                    channel: ChannelID(rawValue: variant.channel), language: variant.language)
                if let text = variant.text { texts[key] = (text, false) }
            }
        }
        for (key, released) in message.releasedTexts { texts[key] = (released.text, true) }
        return texts
    }

    func message(named name: String) throws -> Message {
        let id = try state.message(name)
        guard let message = state.messages[id] else {
            throw Failure(.badData, "There is no message \(id). See them: tocsin message list")
        }
        guard message.discarded == nil else {
            throw Failure(.badData, "\(id) was discarded; no file is made of it.")
        }
        return message
    }
}

extension Department {
    /// The address of the page that is given out, absolute.
    var page: String? {
        web.map { web in
            web.lowercased().hasPrefix("http://") || web.lowercased().hasPrefix("https://")
                ? web : "https://\(web)"
        }
    }

    /// `police.example` of `https://police.example/alerts`.
    var host: String? {
        page.flatMap { page in
            page.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
                .map(String.init)
        }
    }
}

extension ChannelID {
    /// The order in which a text for people is looked for that no channel of its own has.
    static let fullest: [ChannelID] = [.release, .web, .email, .facebook, .blog, .podium, .x]
}
