enum StreamName {
    static let maximumLength = 200

    /// Whether `name` matches `[a-z0-9][a-z0-9._-]*` and is not too long.
    ///
    /// All allowed characters are ASCII, so that equal strings are equal bytes.
    static func isValid(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first, isLetterOrDigit(first), name.count <= maximumLength else {
            return false
        }
        return name.allSatisfy { byte in
            isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
        }
    }

    static func check(_ name: String) throws(EventLogError) {
        if !isValid(name.utf8) { throw .invalidStreamName(name) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
