internal import Basics
internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import SwiftProtobuf

struct MessageAttach: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Attach a picture, video or document.",
        discussion: """
            The log keeps the file's SHA-256, type, size and alt text, not the file. Declare whom \
            the picture shows, as for a text; the same proof is needed. To add an alt text, attach \
            the same file again with another --language.
            Example: tocsin message attach M2 map.png --alt "Closed streets" --identifies nobody
            """)
    static let positionals = ["message", "file"]

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @Argument(help: "The file.", completion: .file()) var file: String
    @Option(help: "A description for people who can't see it.") var alt: String?
    @Option(
        help: "The language of the alt text, BCP 47. Default: the message's own.",
        completion: .languages)
    var language: String?
    @Option(help: "The media type, if the file doesn't show it: text/vtt.") var type: String?
    @OptionGroup(title: "Identification") var identification: IdentificationOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    struct Input {
        var text: CommandText
        var media: MediaFile
    }

    func prepare(_ text: CommandText, _ reader: InputReader) throws -> Input {
        Input(text: text, media: try MediaFile(file, type: type, reader))
    }

    func plan(_ decision: inout Decision, _ input: Input) throws {
        let id = try decision.state.message(message)
        let media = input.media
        var attachment = AttachedMedia()
        attachment.sha256 = Data(media.sha256)
        attachment.mediaType = media.type
        attachment.size = UInt64(media.size)
        if let alt = try input.text.optionalText(alt, "alt text", option: "--alt") {
            attachment.alt = [
                .with {
                    $0.language =
                        language ?? decision.state.messages[id]?.sourceLanguage ?? "en"
                    $0.text = alt
                }
            ]
        }
        switch try identification.declaration(decision) {
        case .persons(let persons):
            attachment.identifications = persons.map { person in
                var person = person
                if attachment.isVisual, !person.details.contains(.photo) {
                    person.details.append(.photo)
                }
                return person
            }
        case .nobody: attachment.identifiesNobody = true
        case .undeclared, nil: break
        }
        try decision.perform(.message(.attach(id, attachment)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id = try outcome.state.message(message)
        return
            "Keep \(file): the log has only its hash, type, size and alt text.\nNext: \(do: .submitMessage(id))"
    }
}

struct MessageDetach: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "detach", abstract: "Remove an attachment.",
        discussion: "Example: tocsin message detach M2 9f86d081")
    static let positionals = ["message", "sha256"]

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @Argument(help: "The start of its SHA-256, from message show.") var sha256: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let id = try decision.state.message(message)
        let all = decision.state.messages[id]?.attachments ?? []
        let matching = all.filter { $0.sha256.hexadecimal.hasPrefix(sha256.lowercased()) }
        guard matching.count == 1, let attachment = matching.first else {
            throw Failure(
                .badData,
                "\(matching.count) attachments of \(id) begin with \(sha256). See them: tocsin message show \(id)"
            )
        }
        try decision.perform(.message(.detach(id, sha256: Array(attachment.sha256))))
    }
}

/// The details of a file attached to a message.
struct MediaFile {
    var sha256: [UInt8]
    var type: String
    var size: Int

    /// - Throws: A ``Failure`` if it can't be read, or if its first bytes show no known type and
    ///   none is given.
    init(_ path: String, type: String?, _ reader: InputReader) throws {
        let file = try FileDigest(path, reader)
        guard let type = type ?? Self.type(file.head) else {
            throw Failure(
                .badData, "The type of \(path) is unknown. Give it: --type image/heic, for example."
            )
        }
        self.sha256 = file.sha256
        self.type = type
        self.size = file.size
    }

    /// The type by the signatures of the formats.
    private static func type(_ head: [UInt8]) -> String? {
        func has(_ text: String, at offset: Int = 0) -> Bool {
            head.dropFirst(offset).starts(with: Array(text.utf8))
        }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            return "image/png"
        }
        if has("GIF87a") || has("GIF89a") { return "image/gif" }
        if has("RIFF"), has("WEBP", at: 8) { return "image/webp" }
        if has("ftyp", at: 4) { return "video/mp4" }
        if has("%PDF-") { return "application/pdf" }
        return nil
    }
}
