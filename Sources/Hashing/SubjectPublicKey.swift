internal import CLibcrypto

/// A public key as certificates and passkeys hold it: SubjectPublicKeyInfo of RFC 5280, in DER.
public struct SubjectPublicKey: Sendable, Hashable {
    /// The algorithms whose signatures can be checked.
    public enum Kind: Sendable {
        case ed25519
        /// ECDSA on the curve P-256, over SHA-256; signatures are in DER.
        case p256
        /// RSA of 2048 to 8192 bits, by PKCS #1 v1.5 over SHA-256.
        case rsa
    }

    /// Read from the key itself.
    public let kind: Kind
    /// The whole SubjectPublicKeyInfo, as it was given.
    public let der: [UInt8]

    /// Nil unless `der` is exactly one key of a ``Kind-swift.enum``, with no bytes after it.
    public init?(der: [UInt8]) {
        switch Int(public_key_kind(der, der.count)) {
        case KEY_ED25519: kind = .ed25519
        case KEY_P256: kind = .p256
        case KEY_RSA: kind = .rsa
        default: return nil
        }
        self.der = der
    }

    /// The key with the given 32 bytes.
    init?(ed25519 bytes: [UInt8]) {
        // A sequence of the algorithm 1.3.101.112 and a bit string: RFC 8410, section 4.
        self.init(der: [48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0] + bytes)
    }

    /// - Returns: False also for bytes that aren't a signature at all.
    public func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        public_key_verify(der, der.count, text, text.count, signature, signature.count) == 1
    }
}
