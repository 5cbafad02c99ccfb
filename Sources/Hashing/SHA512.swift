internal import CLibcrypto

/// SHA-512 as in FIPS 180-4.
public enum SHA512 {
    /// The 64 bytes of the hash of `bytes`.
    public static func hash(_ bytes: RawSpan) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 64) { target, count in
            bytes.withUnsafeBytes { sha512($0.baseAddress, $0.count, target.baseAddress) }
            count = 64
        }
    }
}
