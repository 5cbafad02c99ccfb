internal import CLibcrypto

/// Signatures of RFC 8032, Ed25519: keys have 32 bytes, signatures 64.
public enum Ed25519 {
    public struct PrivateKey: Sendable {
        /// The secret, from which both halves of the key follow.
        public let seed: [UInt8]
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

        /// Nil where libcrypto can't sign, for want of memory or since its configuration forbids
        /// this kind of key.
        public func signature(of text: [UInt8]) -> [UInt8]? {
            var signature = [UInt8](repeating: 0, count: 64)
            return ed25519_sign(seed, text, text.count, &signature) == 1 ? signature : nil
        }
    }

    public struct PublicKey: Sendable, Hashable {
        public let bytes: [UInt8]

        /// Nil unless there are 32 bytes.
        public init?(bytes: [UInt8]) {
            guard bytes.count == 32 else { return nil }
            self.bytes = bytes
        }

        public func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
            SubjectPublicKey(ed25519: bytes)?.isSignature(signature, of: text) ?? false
        }
    }
}
