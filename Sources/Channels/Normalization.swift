internal import Foundation

/// Normalization Form C.
package enum Normalization {
    /// The scalars of `text` in NFC.
    package static func composed(_ text: String) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        var needsWork = false
        for scalar in text.unicodeScalars {
            needsWork = needsWork || !isSurelyComposed(scalar.value)
            scalars.append(scalar.value)
        }
        guard needsWork else { return scalars }
        return composedInPieces(text)
    }

    /// Foundation composes a long text in quadratic time, so it gets pieces. No piece begins with a
    /// scalar that could join with the one before it.
    private static func composedInPieces(_ text: String) -> [UInt32] {
        let shortest = 256
        var composed: [UInt32] = []
        composed.reserveCapacity(text.utf8.count)
        var piece = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            let isBoundary =
                length >= shortest
                && (beginsAnew(scalar) || length >= 4 * shortest && !joins(scalar, after: piece))
            if isBoundary {
                composed += withOrderedMarks(piece).precomposedStringWithCanonicalMapping
                    .unicodeScalars.map(\.value)
                piece.removeAll(keepingCapacity: true)
                length = 0
            }
            piece.append(scalar)
            length += 1
        }
        composed += withOrderedMarks(piece).precomposedStringWithCanonicalMapping
            .unicodeScalars.map(\.value)
        return composed
    }

    /// Whether no earlier scalar can affect its composition: true for any scalar except a mark, and
    /// a vowel or final consonant of Hangul.
    private static func beginsAnew(_ scalar: Unicode.Scalar) -> Bool {
        if isSurelyComposed(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return false
        default: return !(0x1160...0x11FF).contains(scalar.value)
        }
    }

    /// Whether `scalar` composes with the end of `piece`, found by trying; a mark that may be
    /// reordered always does. No composition spans more starters than the few that are tried.
    private static func joins(
        _ scalar: Unicode.Scalar, after piece: String.UnicodeScalarView
    ) -> Bool {
        guard scalar.properties.canonicalCombiningClass == .notReordered else { return true }
        let end = String(piece.suffix(8))
        var whole = end
        whole.unicodeScalars.append(scalar)
        let apart =
            end.precomposedStringWithCanonicalMapping
            + String(scalar).precomposedStringWithCanonicalMapping
        return !whole.precomposedStringWithCanonicalMapping.utf8.elementsEqual(apart.utf8)
    }

    /// Ranges in which every scalar is its own NFC form and joins with none of the others, so a
    /// common text skips Foundation.
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
    private static func withOrderedMarks(_ text: String.UnicodeScalarView) -> String {
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
        for scalar in text {
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
