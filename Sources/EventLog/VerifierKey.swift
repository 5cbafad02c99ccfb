internal import Basics
internal import FoundationEssentials
internal import Hashing

/// The public half of a log's key, in the form of C2SP signed-note: a name and an Ed25519 key.
public struct VerifierKey: Sendable, Hashable, CustomStringConvertible {
    /// The log that signs with it; see ``EventLog/origin``.
    public let name: String
    let publicKey: [UInt8]

    static let ed25519: UInt8 = 1

    init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
    }

    /// Reads `name+hash+base64`; the hash has eight hexadecimal digits.
    ///
    /// - Throws: ``ProofError/malformedKey(why:)``.
    public init(_ text: String) throws(ProofError) {
        let fields = try KeyText.fields(of: text, count: 3)
        guard KeyText.isName(fields[0]) else { throw .malformedKey(why: "its name is invalid") }
        guard let bytes = Base64.decode(fields[2]), bytes.count == 33, bytes[0] == Self.ed25519
        else { throw .malformedKey(why: "its last part isn't an Ed25519 key in base64") }
        name = fields[0]
        publicKey = Array(bytes.dropFirst())
        guard fields[1].utf8.elementsEqual(id.hexadecimal.utf8) else {
            throw .malformedKey(why: "its hash doesn't match")
        }
    }

    /// Whether it belongs to the log of this origin; see ``EventLog/origin``.
    public func isOf(_ origin: String) -> Bool { name.utf8.elementsEqual(origin.utf8) }

    /// The first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ public key).
    var id: [UInt8] {
        let bytes = Array(name.utf8) + [UInt8(ascii: "\n"), Self.ed25519] + publicKey
        return Array(SHA256.hash(bytes.span.bytes).bytes.prefix(4))
    }

    func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        Ed25519.PublicKey(bytes: publicKey)?.isSignature(signature, of: text) ?? false
    }

    /// The only text that ``init(_:)`` reads as this key.
    public var description: String {
        "\(name)+\(id.hexadecimal)+\(Base64.encode([Self.ed25519] + publicKey))"
    }
}

/// The common form of the texts of public and private keys.
enum KeyText {
    /// - Throws: ``ProofError/malformedKey(why:)`` unless `text` has `count` parts separated by plus
    ///   signs; the last part may contain more of them.
    static func fields(of text: String, count: Int) throws(ProofError) -> [String] {
        let fields = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: count - 1, omittingEmptySubsequences: false)
        guard fields.count == count else {
            throw .malformedKey(why: "it doesn't have \(count) parts joined by plus signs")
        }
        return fields.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether C2SP signed-note allows `name`: no spaces, no plus signs, no control characters.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "+"
                    && !scalar.properties.isWhitespace
            }
    }
}
