internal import Basics
internal import FoundationEssentials
internal import Glibc
internal import Hashing
internal import LMDB

/// The private half of a log's key, in a file that only its owner can read.
///
/// The file has one line, in the form of Go's `note` package: `PRIVATE+KEY+name+hash+base64(0x01 ‖
/// seed)`.
public struct SigningKey: Sendable {
    /// The public half, to give to others.
    public let verifier: VerifierKey
    private let key: Ed25519.PrivateKey

    private static let fileName = "checkpoint.key"
    private static let prefix = "PRIVATE+KEY+"

    /// The key in `folder`, made on first use for the log named `name`.
    ///
    /// - Parameter name: The log's ``EventLog/origin``.
    /// - Throws: ``ProofError/unsafeKeyFile(path:why:)`` for a file that others can read or that
    ///   belongs to another log, ``ProofError/malformedKey(why:)``, or ``LMDBError`` for a failed
    ///   system call.
    public static func loadOrMake(in folder: String, for name: String) throws -> SigningKey {
        let path = folder + "/" + fileName
        if access(path, F_OK) != 0 {
            if errno != ENOENT, errno != ENOTDIR { throw LMDBError.last("look for \(path)") }
            try make(in: folder, name: name)
        }
        let key = try SigningKey(contentsOf: path)
        guard key.verifier.isOf(name) else {
            throw ProofError.unsafeKeyFile(
                path: path, why: "it signs for \(key.verifier.name), but this log is \(name)")
        }
        return key
    }

    /// The key in `folder` for the log named `name`; nil if none was made yet.
    ///
    /// - Throws: The errors of ``loadOrMake(in:for:)``.
    public static func load(in folder: String, for name: String) throws -> SigningKey? {
        try verifier(in: folder) == nil ? nil : loadOrMake(in: folder, for: name)
    }

    /// The public half of the key in `folder`, whichever log it belongs to; nil if none was made.
    ///
    /// - Throws: The errors of ``loadOrMake(in:for:)``.
    public static func verifier(in folder: String) throws -> VerifierKey? {
        let path = folder + "/" + fileName
        if access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { return nil }
        return try SigningKey(contentsOf: path).verifier
    }

    private init(contentsOf path: String) throws {
        var status = stat()
        if stat(path, &status) != 0 { throw LMDBError.last("look at \(path)") }
        guard status.st_mode & 0o077 == 0 else {
            throw ProofError.unsafeKeyFile(
                path: path,
                why: "other users can read it. Make it private (chmod 600) or replace it")
        }
        var line = try SmallFile.read(path, limit: 4096)
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw ProofError.malformedKey(why: "\(path) isn't UTF-8")
        }
        try self.init(text)
    }

    init(_ text: String) throws(ProofError) {
        guard text.utf8.starts(with: Self.prefix.utf8) else {
            throw .malformedKey(why: "it isn't a private key")
        }
        let fields = try KeyText.fields(
            of: String(decoding: text.utf8.dropFirst(Self.prefix.utf8.count), as: UTF8.self),
            count: 3)
        guard KeyText.isName(fields[0]), let bytes = Base64.decode(fields[2]), bytes.count == 33,
            bytes[0] == VerifierKey.ed25519
        else { throw .malformedKey(why: "it isn't an Ed25519 key") }
        try self.init(name: fields[0], seed: Array(bytes.dropFirst()))
        guard fields[1].utf8.elementsEqual(verifier.id.hexadecimal.utf8) else {
            throw .malformedKey(why: "its hash doesn't match")
        }
    }

    /// - Parameter seed: 32 random bytes.
    init(name: String, seed: [UInt8]) throws(ProofError) {
        guard let key = Ed25519.PrivateKey(seed: seed) else {
            throw .malformedKey(why: "its seed has \(seed.count) bytes")
        }
        verifier = VerifierKey(name: name, publicKey: key.publicKey.bytes)
        self.key = key
    }

    private static func make(in folder: String, name: String) throws {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw LMDBError.last("make \(folder)") }
        let seed = Ed25519.PrivateKey.makeSeed()
        let key = try SigningKey(name: name, seed: seed)
        let text =
            prefix + "\(name)+\(key.verifier.id.hexadecimal)+"
            + Base64.encode([VerifierKey.ed25519] + seed) + "\n"
        // Written completely or not at all, and never over a key that another process has just
        // made.
        let path = folder + "/" + fileName
        let draft = path + ".\(getpid())"
        try SmallFile.write(Array(text.utf8), to: draft)
        let code = link(draft, path) == 0 ? 0 : errno
        unlink(draft)
        if code != 0, code != EEXIST { throw LMDBError(code: code, operation: "make \(path)") }
        try FileSystem.sync(folder: folder)
    }

    func sign(_ text: [UInt8]) throws -> [UInt8] {
        guard let signature = key.signature(of: text) else {
            throw ProofError.malformedKey(why: "libcrypto can't sign with it")
        }
        return signature
    }
}
