internal import CLibcrypto

/// A text that only the owner of a certificate's private key can open.
public struct SealedMessage: Sendable, Hashable {
    /// CMS AuthEnvelopedData (RFC 5083) in DER, with AES-256-GCM. It opens with `openssl cms
    /// -decrypt -inform DER`.
    public let der: [UInt8]

    /// Encrypts `text` for the owner of `certificate`: DER, with an RSA or elliptic-curve key. The
    /// caller checks that the certificate is valid and belongs to the intended person.
    ///
    /// Nil if the certificate can't be read or its key can't be used for encryption.
    public init?(_ text: [UInt8], certificate: [UInt8]) {
        var sealed: UnsafeMutablePointer<UInt8>?
        let count = cms_seal(text, text.count, certificate, certificate.count, &sealed)
        defer { cms_free(sealed) }
        guard count > 0, let sealed else { return nil }
        der = Array(UnsafeBufferPointer(start: sealed, count: count))
    }

    public init(der: [UInt8]) { self.der = der }

    /// The text, opened with the recipient's private key in PEM. A key with a passphrase asks for it
    /// at the terminal. Nil if the key is another one, or the message was changed.
    public func opened(withKey pem: [UInt8]) -> [UInt8]? {
        var text: UnsafeMutablePointer<UInt8>?
        let count = cms_open(der, der.count, pem, pem.count, &text)
        defer { cms_free(text) }
        guard count >= 0, let text else { return nil }
        return Array(UnsafeBufferPointer(start: text, count: count))
    }
}
