internal import Foundation

/// Normalization Form C.
enum Normalization {
    /// The scalars of `text` in NFC.
    static func composed(_ text: String) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        var needsWork = false
        for scalar in text.unicodeScalars {
            needsWork = needsWork || !isSurelyComposed(scalar.value)
            scalars.append(scalar.value)
        }
        guard needsWork else { return scalars }
        return withOrderedMarks(text).precomposedStringWithCanonicalMapping.unicodeScalars
            .map(\.value)
    }

    /// Ranges whose every scalar stands in NFC for itself and joins with none of the others, so that
    /// a common text skips Foundation.
    private static func isSurelyComposed(_ value: UInt32) -> Bool {
        switch value {
        case 0..<0x300, 0x400..<0x483, 0x1E00..<0x1EFA, 0x200B..<0x2070, 0x20A0..<0x20D0,
            0x2190..<0x2329, 0x2400..<0x2AD0, 0x3001..<0x302A, 0x3041..<0x3099, 0x30A1..<0x30FF,
            0x4E00..<0xA000, 0xAC00..<0xD7A4, 0xFE0F, 0xFF01..<0xFF9E, 0x1F000..<0x1FB00:
            true
        default: false
        }
    }

    /// `text` with long runs of combining marks put in canonical order, which changes neither its
    /// meaning nor its NFC: Foundation sorts a run in quadratic time, and only if it is unsorted.
    private static func withOrderedMarks(_ text: String) -> String {
        let longest = 32
        var ordered = String.UnicodeScalarView()
        var run: [Unicode.Scalar] = []
        func flush() {
            if run.count > longest {
                // Sorting is stable: marks of one class keep their order.
                run.sort {
                    $0.properties.canonicalCombiningClass.rawValue
                        < $1.properties.canonicalCombiningClass.rawValue
                }
            }
            ordered.append(contentsOf: run)
            run.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            if scalar.properties.canonicalCombiningClass == .notReordered {
                flush()
                ordered.append(scalar)
            } else {
                run.append(scalar)
            }
        }
        flush()
        return String(ordered)
    }
}
