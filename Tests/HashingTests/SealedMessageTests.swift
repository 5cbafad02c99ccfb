import ChildProcess
import Foundation
import Hashing
import Testing

private let hasOpenSSL = (try? Child.run("openssl", ["version"]))?.end == .exited(0)

/// Opens sealed messages with the openssl command, which recipients have.
@Suite(.enabled(if: hasOpenSSL, "the command openssl is not installed"))
final class SealedMessageTests {
    private static let text = "Caller saw the gray van at the depot. ¿Puede llamar?\r\n\n"

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sealed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func openssl(_ arguments: [String]) throws -> Child.Finished {
        try Child.run("openssl", arguments)
    }

    /// Makes a key and a certificate with that name; returns the certificate in DER.
    private func certificate(_ name: String, _ kind: [String]) throws -> [UInt8] {
        let made = try openssl(
            ["req", "-x509", "-nodes", "-subj", "/CN=riverton-tips", "-days", "2"]
                + ["-keyout", path("\(name).pem"), "-outform", "DER", "-out", path("\(name).der")]
                + ["-newkey"] + kind)
        try #require(made.end == .exited(0), "\(made.errors)")
        return Array(try Data(contentsOf: folder.appendingPathComponent("\(name).der")))
    }

    private func opened(_ sealed: [UInt8], with key: String) throws -> Child.Finished {
        let file = folder.appendingPathComponent("sealed-\(UUID().uuidString)")
        try Data(sealed).write(to: file)
        return try openssl(
            ["cms", "-decrypt", "-binary", "-inform", "DER", "-in", file.path]
                + ["-inkey", path("\(key).pem")])
    }

    static let kinds = [["rsa:2048"], ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]]

    @Test(arguments: kinds)
    func `the certificate's owner opens a sealed text, and nobody else`(_ kind: [String]) throws {
        let certificate = try certificate("own", kind)
        _ = try self.certificate("other", kind)
        let sealed = try #require(
            SealedMessage(Array(Self.text.utf8), certificate: certificate)?.der)
        let opened = try opened(sealed, with: "own")
        #expect(opened.end == .exited(0), "\(opened.errors)")
        #expect(opened.output.utf8.elementsEqual(Self.text.utf8))
        #expect(!sealed.contains(Array("Caller".utf8)))
        let stolen = try self.opened(sealed, with: "other")
        #expect(stolen.end != .exited(0) && !stolen.output.contains("van"))
        let again = SealedMessage(Array(Self.text.utf8), certificate: certificate)?.der
        #expect(again != sealed)
    }

    @Test func `a sealed text that was changed at its end doesn't open`() throws {
        let certificate = try certificate("own", Self.kinds[1])
        var sealed = try #require(
            SealedMessage(Array(Self.text.utf8), certificate: certificate)?.der)
        // The tag that authenticates the whole.
        sealed[sealed.count - 1] ^= 1
        #expect(try opened(sealed, with: "own").end != .exited(0))
    }

    @Test func `an empty text and a long one are sealed`() throws {
        let certificate = try certificate("own", Self.kinds[0])
        for text in ["", String(repeating: "0123456789abcdef", count: 20_000)] {
            let sealed = try #require(
                SealedMessage(Array(text.utf8), certificate: certificate)?.der)
            #expect(try opened(sealed, with: "own").output.utf8.elementsEqual(text.utf8))
        }
    }

    @Test func `nothing is sealed for what is no certificate, or for a key that only signs`() throws
    {
        let certificate = try certificate("own", Self.kinds[0])
        #expect(SealedMessage([1], certificate: []) == nil)
        #expect(SealedMessage([1], certificate: Array(certificate.dropLast())) == nil)
        #expect(SealedMessage([1], certificate: certificate + [0]) == nil)
        let signing = try self.certificate("signing", ["ed25519"])
        #expect(SealedMessage([1], certificate: signing) == nil)
    }
}
