import Foundation
import Hashing
import Testing

@Suite struct SubjectPublicKeyTests {
    /// RFC 6979, section A.2.5: the key, and the signature of "sample" with SHA-256.
    private static let p256 = """
        3059301306072a8648ce3d020106082a8648ce3d03010703420004\
        60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
        7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
        """
    private static let p256Signature = """
        3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
        022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8
        """

    // Made with the openssl command.
    private static let text = "Shelter opens at the high school."
    private static let rsa = """
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwYAc9hn7Nk32cbd2JuugJ+RefK0Q\
        xq3+Trm5z65CQIiOBMV3/FpaVQo1pHCi6Jjnwk+dXTAyXvMmZQBBo7QXsd4NGAZMzRGTBTVi\
        3/WWL/ouVSVQLZyTWWuckTR+SyZotUZIUSnodWmuDWlfb95b3J3D74plzxqZPKGfnbDmqPNz\
        yf1EcvaJqJKRv4/BFwsGNCZY8iw2rDAeqsloyubd/fLIPtOruZ0OqNM4dPia5SH86m+8nZqW\
        fbhRXYQ0XTl2TXPWyrJT9g1olGq+QMuoOiulhdUu+Sk2WKg6y7DcTeN3pWOSp3TLbeRqBv3l\
        xqS4q/8TURyQBRFTKg3gEK0fBwIDAQAB
        """
    private static let rsaSignature = """
        cOOfwnatT5lzxwKLxRHyZvHR4FI9lAYCCt7iwSi0dheB3DqoKYNeMsRoaTxiIcCa0xfo8SV4\
        YRXQyrWIsyeXNZBqMVdE1kkJS0ssrOHooTPKhXMizdFBmoZhkh2OpRKxqeeDell4bxRAFs7L\
        HkZt2o3J1jjP+5PCFHdG22vBtLfeRonV+VO4Hmc16r299WPf98mkXqRepC27WeDpj1qtfMsl\
        MbzlX/3GGgBDV38Lsz6G72XifXrjiqH1mB7a90QA6/OsgCNgFy3gvMIofMJPJrr6Ebdwqf3G\
        wFQAWw2QCw0dRVr8nb73EsWO6alW1Fv3q3zHrYLQf3bH7PbeSC6Wow==
        """
    private static let shortRSA = """
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC33UM0kpDOaNlDHutyEg4UpGrJVkJq8cwk\
        /E6Y0sDqYUNWHm5p0x21WoylZTiz0RPFpvdKV9NebFj0kpbViWPQRvYMvi+8LrIhN/a24WZv\
        ty1LgtnOBz5O8H1jJabC8hZG+0e4D96UCYozarIUgNAiVV+RmQvPfXdnlCOAom400wIDAQAB
        """
    private static let p384 = """
        MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEasfcVSOxQef2RNea+rdlz1mju7zZ+2MqJvmh2t31\
        Qrerkhx6fUYWSxvpiTKQOvSNGQcq5Quip6Zryag5HPyCIeo2p2d++gizhO6WIVjcvlJjYQ7x\
        EdoGRtDUweKzwBPL
        """

    private func decoded(_ base64: String) throws -> [UInt8] {
        Array(try #require(Data(base64Encoded: base64)))
    }

    @Test func `the P-256 signature of RFC 6979 is valid, and no changed one`() throws {
        let key = try #require(SubjectPublicKey(der: try bytes(Self.p256)))
        #expect(key.kind == .p256)
        try expectOneSignature(key, try bytes(Self.p256Signature), of: Array("sample".utf8))
    }

    @Test func `an RSA signature by another program is valid, and no changed one`() throws {
        let key = try #require(SubjectPublicKey(der: try decoded(Self.rsa)))
        #expect(key.kind == .rsa)
        try expectOneSignature(key, try decoded(Self.rsaSignature), of: Array(Self.text.utf8))
    }

    private func expectOneSignature(
        _ key: SubjectPublicKey, _ signature: [UInt8], of text: [UInt8]
    ) throws {
        #expect(key.isSignature(signature, of: text))
        #expect(!key.isSignature(signature, of: text + [0]))
        #expect(!key.isSignature(signature, of: []))
        #expect(!key.isSignature([], of: text))
        #expect(!key.isSignature(signature + [0], of: text))
        for place in signature.indices {
            var changed = signature
            changed[place] ^= 1
            #expect(!key.isSignature(changed, of: text), "byte \(place)")
        }
    }

    @Test func `an Ed25519 key is read from DER as well`() throws {
        let example = Ed25519Tests.examples[2]
        let der = try bytes("302a300506032b6570032100" + example.key)
        let key = try #require(SubjectPublicKey(der: der))
        #expect(key.kind == .ed25519)
        #expect(key.isSignature(try bytes(example.signature), of: try bytes(example.text)))
    }

    @Test func `a weak key, another curve's, a cut one and one with a byte more are refused`()
        throws
    {
        #expect(SubjectPublicKey(der: try decoded(Self.shortRSA)) == nil)
        #expect(SubjectPublicKey(der: try decoded(Self.p384)) == nil)
        let whole = try bytes(Self.p256)
        for count in whole.indices {
            #expect(SubjectPublicKey(der: Array(whole[..<count])) == nil, "\(count) bytes")
        }
        #expect(SubjectPublicKey(der: whole + [0]) == nil)
        var offCurve = whole
        offCurve[whole.count - 1] ^= 1
        #expect(SubjectPublicKey(der: offCurve) == nil)
    }
}
