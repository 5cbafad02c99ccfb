internal import Foundation

/// How likely a count is at least as high as the one that was seen.
///
/// Both tails are exact to about twelve digits, also far out, where one minus a sum would have none:
/// the first term comes from the saddle-point form of Catherine Loader ("Fast and Accurate
/// Computation of Binomial Probabilities", 2000), the rest from a series or a continued fraction of
/// positive terms.
public enum TailProbability {
    /// The probability that a Poisson count is at least `count`.
    ///
    /// - Parameter mean: Above 0.
    public static func poisson(atLeast count: Int, mean: Double) -> Double {
        guard count > 0 else { return 1 }
        let shape = Double(count)
        let density =
            exp(-stirlingError(shape) - deviance(shape, mean))
            / (2 * Double.pi * shape).squareRoot()
        guard mean >= shape + 1 else {
            var (term, sum, place) = (1.0, 1.0, shape)
            while term > sum * 1e-17 {
                place += 1
                term *= mean / place
                sum += term
            }
            return density * sum
        }
        return 1 - density * shape * upperGammaFraction(shape, mean)
    }

    /// The probability that a negative binomial count is at least `count`.
    ///
    /// - Parameters:
    ///   - mean: Above 0.
    ///   - size: The shape k, above 0: the variance is mean + mean² / k.
    public static func negativeBinomial(atLeast count: Int, mean: Double, size: Double) -> Double {
        guard count > 0 else { return 1 }
        let shape = Double(count)
        let total = shape + size
        // The share of the mean, and the rest without a difference of near numbers.
        let (share, rest) = (mean / (size + mean), size / (size + mean))
        let exponent =
            stirlingError(total) - stirlingError(shape) - stirlingError(size)
            - deviance(shape, total * share) - deviance(size, total * rest)
        let density = (shape * size / total / (2 * Double.pi)).squareRoot() * exp(exponent)
        guard share >= (shape + 1) / (total + 2) else {
            return density / shape * betaFraction(shape, size, share)
        }
        return 1 - density / size * betaFraction(size, shape, rest)
    }

    // MARK: Parts

    /// The error of Stirling's formula for the logarithm of n!.
    private static func stirlingError(_ n: Double) -> Double {
        guard n > 15 else {
            return lgamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(2 * Double.pi)
        }
        let square = n * n
        var sum = 1.0 / 1188
        for divisor in [-1680.0, 1260, -360, 12] { sum = 1 / divisor + sum / square }
        return sum / n
    }

    /// x ln(x / m) + m - x, without cancellation where x is near m.
    private static func deviance(_ x: Double, _ m: Double) -> Double {
        guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
        let ratio = (x - m) / (x + m)
        var sum = (x - m) * ratio
        var term = 2 * x * ratio
        var odd = 1.0
        while true {
            term *= ratio * ratio
            odd += 2
            let next = sum + term / odd
            if next == sum { return sum }
            sum = next
        }
    }

    private static let smallest = 1e-300
    private static let mostTerms = 1_000_000

    /// The continued fraction of the upper incomplete gamma function, by Lentz's method.
    private static func upperGammaFraction(_ shape: Double, _ x: Double) -> Double {
        var b = x + 1 - shape
        var c = 1 / smallest
        var d = 1 / b
        var result = d
        for step in 1...mostTerms {
            let a = -Double(step) * (Double(step) - shape)
            b += 2
            d = 1 / nonzero(a * d + b)
            c = nonzero(b + a / c)
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return result
    }

    /// The continued fraction of the incomplete beta function, by Lentz's method.
    private static func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...mostTerms {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return result
    }

    private static func nonzero(_ value: Double) -> Double {
        abs(value) < smallest ? smallest : value
    }
}
