import Hashing
import Testing

/// The examples of FIPS 180-4, published by NIST with it.
@Suite struct HashTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let text: String
        let sha256: String
        let sha512: String

        var testDescription: String { "\(text.utf8.count) bytes" }
    }

    static let examples = [
        Example(
            text: "",
            sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            sha512: """
                cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce\
                47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e
                """),
        Example(
            text: "abc",
            sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            sha512: """
                ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
                """),
        Example(
            text: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            sha256: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            sha512: """
                204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c335\
                96fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445
                """),
        Example(
            text: """
                abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn\
                hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu
                """,
            sha256: "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
            sha512: """
                8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018\
                501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909
                """),
        Example(
            text: String(repeating: "a", count: 1_000_000),
            sha256: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
            sha512: """
                e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb\
                de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b
                """),
    ]

    @Test(arguments: examples)
    func `a text has the hashes that the standard gives`(_ example: Example) throws {
        let text = Array(example.text.utf8)
        #expect(SHA256.hash(text.span.bytes).bytes == (try bytes(example.sha256)))
        #expect(SHA512.hash(text.span.bytes) == (try bytes(example.sha512)))
    }

    /// Bytes of the given length that are not text.
    private func sample(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    }

    @Test func `every length up to five blocks is padded right`() throws {
        var all = SHA256()
        for count in 0...300 {
            let bytes = sample(count)
            SHA256.hash(bytes.span.bytes).withUnsafeBytes { all.update($0.bytes) }
        }
        // The same with Python's hashlib.
        let known = "3b05b530351f50663ba5ac734c246d169eafec6b57c70dc6dc94cad39d04aad8"
        #expect(all.finalize().bytes == (try bytes(known)))
    }

    @Test func `parts have the hash of the whole, wherever it is cut`() {
        let bytes = sample(300)
        let whole = SHA256.hash(bytes.span.bytes)
        for cut in 0...bytes.count {
            let parts = (bytes.span.bytes.extracting(..<cut), bytes.span.bytes.extracting(cut...))
            #expect(SHA256.hash(parts.0, parts.1) == whole)
            var hash = SHA256()
            hash.update(parts.0)
            hash.update(parts.1)
            #expect(hash.finalize() == whole)
        }
    }

    @Test func `a digest is its bytes, at any address`() {
        let digest = SHA256.hash(RawSpan())
        let stored = [0xFF] + digest.bytes
        stored.withUnsafeBytes { stored in
            guard let start = stored.baseAddress else { return }
            #expect(SHA256.Digest(at: start + 1) == digest)
            #expect(SHA256.Digest(at: start) != digest)
        }
    }
}

/// The bytes of the `hexadecimal` digits.
func bytes(_ hexadecimal: String) throws -> [UInt8] {
    let digits = Array(hexadecimal)
    return try stride(from: 0, to: digits.count, by: 2).map { place in
        try #require(UInt8(String(digits[place...].prefix(2)), radix: 16))
    }
}
