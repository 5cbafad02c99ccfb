import Hashing
import Testing

/// The examples of RFC 8032, section 7.1.
@Suite struct Ed25519Tests {
    struct Example: CustomTestStringConvertible, Sendable {
        let name: String
        let seed: String
        let key: String
        let text: String
        let signature: String

        var testDescription: String { name }
    }

    static let examples = [
        Example(
            name: "TEST 1",
            seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", text: "",
            signature: """
                e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
                5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
                """),
        Example(
            name: "TEST 2",
            seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", text: "72",
            signature: """
                92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
                """),
        Example(
            name: "TEST 3",
            seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", text: "af82",
            signature: """
                6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
                18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
                """),
        Example(
            name: "TEST SHA(abc)",
            seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            key: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            text: """
                ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
                """,
            signature: """
                dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589\
                09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704
                """),
    ]

    @Test(arguments: examples)
    func `a seed gives the key and the signature of the standard`(_ example: Example) throws {
        let key = try #require(Ed25519.PrivateKey(seed: try bytes(example.seed)))
        let text = try bytes(example.text)
        #expect(key.publicKey.bytes == (try bytes(example.key)))
        #expect(key.signature(of: text) == (try bytes(example.signature)))
        let known = try #require(Ed25519.PublicKey(bytes: try bytes(example.key)))
        #expect(known.isSignature(try bytes(example.signature), of: text))
    }

    @Test func `no changed bit of a signature, text or key is accepted`() throws {
        let example = Self.examples[2]
        let text = try bytes(example.text)
        let signature = try bytes(example.signature)
        let key = try bytes(example.key)
        func isSignature(_ signature: [UInt8], _ text: [UInt8], _ key: [UInt8]) throws -> Bool {
            try #require(Ed25519.PublicKey(bytes: key)).isSignature(signature, of: text)
        }
        #expect(try isSignature(signature, text, key))
        func changed(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
            var bytes = bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            return bytes
        }
        for bit in 0..<signature.count * 8 {
            #expect(try !isSignature(changed(signature, bit), text, key), "bit \(bit)")
        }
        for bit in 0..<text.count * 8 {
            #expect(try !isSignature(signature, changed(text, bit), key), "bit \(bit)")
        }
        for bit in 0..<key.count * 8 {
            #expect(try !isSignature(signature, text, changed(key, bit)), "bit \(bit)")
        }
        #expect(try !isSignature(signature.dropLast(), text, key))
        #expect(try !isSignature(signature + [0], text, key))
        #expect(try !isSignature([], text, key))
    }

    /// RFC 8032, section 5.1.7: S must be below the group's order L, or anyone could derive a
    /// second valid signature from the first.
    @Test func `a signature whose second half has the group's order added is refused`() throws {
        let example = Self.examples[1]
        var signature = try bytes(example.signature)
        let order = try bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var carry = 0
        for (place, byte) in order.enumerated() {
            let sum = Int(signature[32 + place]) + Int(byte) + carry
            signature[32 + place] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        #expect(carry == 0)
        let key = try #require(Ed25519.PublicKey(bytes: try bytes(example.key)))
        #expect(!key.isSignature(signature, of: try bytes(example.text)))
    }

    @Test func `a key of another length is none`() {
        for count in [0, 31, 33, 64] {
            #expect(Ed25519.PrivateKey(seed: [UInt8](repeating: 7, count: count)) == nil)
            #expect(Ed25519.PublicKey(bytes: [UInt8](repeating: 7, count: count)) == nil)
        }
    }

    @Test func `every seed is another`() {
        let seeds = (0..<100).map { _ in Ed25519.PrivateKey.makeSeed() }
        #expect(Set(seeds).count == 100)
        #expect(seeds.allSatisfy { $0.count == 32 })
    }
}
