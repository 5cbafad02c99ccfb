/// The state of a log at one moment, signed: a C2SP tlog-checkpoint in a C2SP signed-note.
///
/// Anyone who keeps one can tell later whether any record that it covers was changed.
public struct Checkpoint: Sendable, Hashable {
    /// The log that it belongs to; see ``EventLog/origin``.
    public let origin: String
    /// The number of records that it covers, from position 0.
    public let size: UInt64
    /// The root of the Merkle tree over the headers of those records.
    public let root: TreeHash
    /// The whole signed note. Keep it byte for byte.
    public let text: String

    private static let newline = UInt8(ascii: "\n")
    private static let signaturePrefix = Array("— ".utf8)
    /// The limit in bytes: room for more than 16 of the largest signatures in use.
    private static let maximumLength = 128 << 10

    init(origin: String, size: UInt64, root: TreeHash, signedBy key: SigningKey) throws {
        self.origin = origin
        self.size = size
        self.root = root
        let body = "\(origin)\n\(size)\n\(root)\n"
        let signature = try key.sign(Array(body.utf8))
        text =
            body + "\n— \(key.verifier.name) "
            + Base64.encode(key.verifier.id + signature) + "\n"
    }

    /// Reads the checkpoint in `text`, which must have a signature by `key`.
    ///
    /// Signatures by other keys are ignored, as the specification requires.
    ///
    /// - Throws: ``ProofError``.
    public init(verifying text: [UInt8], with key: VerifierKey) throws(ProofError) {
        guard text.count <= Self.maximumLength else {
            throw .malformedCheckpoint(why: "it is longer than \(Self.maximumLength) bytes")
        }
        guard let string = String(validating: text, as: UTF8.self) else {
            throw .malformedCheckpoint(why: "it isn't UTF-8")
        }
        if text.contains(where: { $0 < 0x20 && $0 != Self.newline }) {
            throw .malformedCheckpoint(why: "it has a control character")
        }
        let (body, signatures) = try Self.parts(of: text)
        try Self.check(signatures, over: body, by: key)
        self.text = string
        (origin, size, root) = try Self.claim(of: body)
        guard key.isOf(origin) else {
            throw .unsigned(why: "it is for \(origin), but the key belongs to \(key.name)")
        }
    }

    /// The signed bytes, and the lines after the last empty line.
    private static func parts(
        of text: [UInt8]
    ) throws(ProofError) -> (body: [UInt8], signatures: [ArraySlice<UInt8>]) {
        guard text.last == newline,
            let end = text.indices.dropLast().last(where: { place in
                text[place] == newline && text[place + 1] == newline
            })
        else { throw .malformedCheckpoint(why: "it has no signatures after an empty line") }
        let lines = text[(end + 2)...].split(
            separator: newline, omittingEmptySubsequences: false
        ).dropLast()
        guard !lines.isEmpty else { throw .malformedCheckpoint(why: "it has no signature") }
        return (Array(text[...end]), Array(lines))
    }

    private static func check(
        _ signatures: [ArraySlice<UInt8>], over body: [UInt8], by key: VerifierKey
    ) throws(ProofError) {
        var valid = 0
        for line in signatures {
            let fields = line.dropFirst(signaturePrefix.count).split(
                separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard line.starts(with: signaturePrefix), fields.count == 2,
                KeyText.isName(String(decoding: fields[0], as: UTF8.self)),
                let bytes = Base64.decode(String(decoding: fields[1], as: UTF8.self)),
                bytes.count > 4
            else { throw .malformedCheckpoint(why: "a signature line is invalid") }
            guard fields[0].elementsEqual(key.name.utf8), bytes.starts(with: key.id) else {
                continue
            }
            guard key.isSignature(Array(bytes.dropFirst(4)), of: body) else {
                throw .unsigned(why: "the signature by \(key.name) doesn't match the text")
            }
            valid += 1
        }
        guard valid == 1 else {
            throw .unsigned(
                why: valid == 0
                    ? "it has no signature by the key \(key)" : "it is signed twice by one key")
        }
    }

    private static func claim(
        of body: [UInt8]
    ) throws(ProofError) -> (String, UInt64, TreeHash) {
        let lines = body.split(separator: newline, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 3, !lines.contains("") else {
            throw .malformedCheckpoint(why: "it doesn't have the lines for origin, size and root")
        }
        guard let size = UInt64(strict: lines[1]) else {
            throw .malformedCheckpoint(why: "its size isn't a number")
        }
        guard let root = Base64.decode(lines[2]).flatMap({ TreeHash($0) }) else {
            throw .malformedCheckpoint(why: "its root isn't a hash in base64")
        }
        return (lines[0], size, root)
    }
}

extension UInt64 {
    /// Nil unless `text` is the shortest decimal form of the number.
    init?(strict text: some StringProtocol) {
        guard let number = UInt64(text), String(number).utf8.elementsEqual(text.utf8) else {
            return nil
        }
        self = number
    }
}

extension EventLog {
    /// The log's name in checkpoints and keys: `tocsin-log/` and the log id.
    public var origin: String { Self.originPrefix + logID }

    static let originPrefix = "tocsin-log/"

    /// Signs the current state of the log.
    ///
    /// - Throws: ``EventLogError``, or ``ProofError/malformedKey(why:)`` for another log's key.
    public func checkpoint(signedBy key: SigningKey) throws -> Checkpoint {
        guard key.verifier.isOf(origin) else {
            throw ProofError.malformedKey(
                why: "it signs for \(key.verifier.name), but this log is \(origin)")
        }
        let (size, root) = try read { (try $0.head, try $0.root()) }
        return try Checkpoint(origin: origin, size: size, root: root, signedBy: key)
    }

    /// Checks that the log extends `checkpoint`: it compares the whole tree that the checkpoint
    /// covers, but not each record. ``LogVerifier`` does that.
    ///
    /// - Throws: ``ProofError/inconsistent(size:why:)``, ``ProofError/unsigned(why:)`` for another
    ///   log's checkpoint, or ``EventLogError``.
    public func check(against checkpoint: Checkpoint) throws {
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw ProofError.unsigned(
                why: "it is for \(checkpoint.origin), but this log is \(origin)")
        }
        try read { snapshot in
            let head = try snapshot.head
            guard checkpoint.size <= head else {
                throw ProofError.inconsistent(
                    size: checkpoint.size, why: "the log has only \(head)")
            }
            guard try snapshot.root(of: checkpoint.size) == checkpoint.root else {
                throw ProofError.inconsistent(
                    size: checkpoint.size, why: "the records it covers have a different root now")
            }
        }
    }
}
