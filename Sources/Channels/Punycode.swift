/// The part of RFC 3492 that the length limit of a domain's label needs.
enum Punycode {
    static let maximumLabelLength = 63

    /// Whether the label, encoded for the DNS, has 1 to 63 characters.
    static func fitsLabel(_ label: ArraySlice<UInt32>) -> Bool {
        // Each scalar takes at least one digit, so a longer label need not be encoded: this bounds
        // the quadratic code below.
        guard !label.isEmpty, label.count <= maximumLabelLength else { return false }
        if label.allSatisfy({ $0 < 0x80 }) { return true }
        // The ideographic full stops also separate labels, but X measures the whole.
        let parts = label.split(omittingEmptySubsequences: false) {
            $0 == 0x3002 || $0 == 0xFF0E || $0 == 0xFF61
        }
        let lengths = parts.map { part in
            part.allSatisfy { $0 < 0x80 } ? part.count : "xn--".utf8.count + encodedLength(part)
        }
        return lengths.reduce(parts.count - 1, +) <= maximumLabelLength
    }

    private static func encodedLength(_ label: ArraySlice<UInt32>) -> Int {
        let basic = label.count { $0 < 0x80 }
        var length = basic > 0 ? basic + 1 : 0
        var handled = basic
        var next: UInt32 = 0x80
        var delta = 0
        var bias = 72
        while handled < label.count, let least = label.filter({ $0 >= next }).min() {
            delta += Int(least - next) * (handled + 1)
            for scalar in label {
                if scalar < least { delta += 1 }
                if scalar == least {
                    length += digits(of: delta, bias: bias)
                    bias = adapt(delta, points: handled + 1, isFirst: handled == basic)
                    delta = 0
                    handled += 1
                }
            }
            delta += 1
            next = least + 1
        }
        return length
    }

    private static func digits(of delta: Int, bias: Int) -> Int {
        var rest = delta
        var count = 1
        var k = 36
        while true {
            let threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
            if rest < threshold { return count }
            rest = (rest - threshold) / (36 - threshold)
            count += 1
            k += 36
        }
    }

    private static func adapt(_ delta: Int, points: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / points
        var k = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
