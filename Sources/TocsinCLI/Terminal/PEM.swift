internal import Foundation

/// The text form of certificates and of sealed messages (RFC 7468).
enum PEM {
    /// The DER of the first certificate of a file, which is PEM or DER itself. Nil if there is none.
    static func certificate(_ file: [UInt8]) -> [UInt8]? {
        // DER begins with a sequence.
        if file.first == 0x30 { return file }
        let lines = String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let first = lines.firstIndex(of: "-----BEGIN CERTIFICATE-----"),
            let last = lines[first...].firstIndex(of: "-----END CERTIFICATE-----")
        else { return nil }
        return Data(base64Encoded: lines[(first + 1)..<last].joined()).map { Array($0) }
    }

    static func sealedMessage(_ der: [UInt8]) -> String {
        let text = Data(der).base64EncodedString(
            options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CMS-----\n\(text)\n-----END CMS-----\n"
    }
}
