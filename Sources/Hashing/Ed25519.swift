internal import CLibcrypto

/// Signatures of RFC 8032, Ed25519: keys have 32 bytes, signatures 64.
public enum Ed25519 {
    /// Signs; the caller keeps ``seed`` secret.
    public struct PrivateKey: Sendable {
        /// The secret, from which the signing key and ``publicKey`` are derived.
        public let seed: [UInt8]
        /// The key that checks what this key signs.
        public let publicKey: PublicKey

        /// Nil unless `seed` has 32 bytes.
        public init?(seed: [UInt8]) {
            guard seed.count == 32 else { return nil }
            var key = [UInt8](repeating: 0, count: 32)
            guard ed25519_public_key(seed, &key) == 1, let publicKey = PublicKey(bytes: key) else {
                return nil
            }
            self.seed = seed
            self.publicKey = publicKey
        }

        /// 32 random bytes from the operating system.
        public static func makeSeed() -> [UInt8] {
            var generator = SystemRandomNumberGenerator()
            return (0..<4).flatMap { _ in
                let word: UInt64 = generator.next()
                return withUnsafeBytes(of: word, Array.init)
            }
        }

        /// The signature; nil if libcrypto can't sign: it lacks memory, or its configuration
        /// forbids Ed25519.
        public func signature(of text: [UInt8]) -> [UInt8]? {
            var signature = [UInt8](repeating: 0, count: 64)
            return ed25519_sign(seed, text, text.count, &signature) == 1 ? signature : nil
        }
    }

    /// Checks signatures. Any 32 bytes make one; a point that isn't on the curve verifies nothing.
    public struct PublicKey: Sendable, Hashable {
        /// The 32 bytes of RFC 8032, without an ASN.1 wrapper.
        public let bytes: [UInt8]

        /// Nil unless there are 32 bytes.
        public init?(bytes: [UInt8]) {
            guard bytes.count == 32 else { return nil }
            self.bytes = bytes
        }

        /// Whether `signature` is valid for `text`; false also if the key or the signature is
        /// malformed.
        public func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
            SubjectPublicKey(ed25519: bytes)?.isSignature(signature, of: text) ?? false
        }
    }
}
