internal import CLibcrypto

/// A text that only the owner of a certificate's private key can open.
public struct SealedMessage: Sendable, Hashable {
    /// CMS AuthEnvelopedData (RFC 5083) in DER, with AES-256-GCM. `openssl cms -decrypt -inform DER`
    /// opens it.
    public let der: [UInt8]

    /// Seals `text` for the owner of `certificate`, which is in DER and holds an RSA or an elliptic
    /// curve's key. Whether the certificate is valid, and whose it is, is the caller's to check.
    ///
    /// Nil where the certificate can't be read, or its key can't receive.
    public init?(_ text: [UInt8], certificate: [UInt8]) {
        var sealed: UnsafeMutablePointer<UInt8>?
        let count = cms_seal(text, text.count, certificate, certificate.count, &sealed)
        defer { cms_free(sealed) }
        guard count > 0, let sealed else { return nil }
        der = Array(UnsafeBufferPointer(start: sealed, count: count))
    }
}
