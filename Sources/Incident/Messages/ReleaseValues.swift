internal import Channels
internal import Foundation
internal import IncidentEvents
internal import Playbooks

/// The values that are known only when a text is released. Until then they are in the text as
/// placeholders, and an approval covers the placeholders.
struct ReleaseValues {
    let asOf: Instant
    let nextUpdate: Instant?
    let expires: Instant?
    let time: PublicTime

    static let asOfName = "{\(TemplateValue.asOf.rawValue)}"
    static let nextUpdateName = "{\(TemplateValue.nextUpdate.rawValue)}"
    static let expiresName = "{\(TemplateValue.expires.rawValue)}"

    func fill(_ text: String, in language: String, on channel: Channel?) -> String {
        func written(_ instant: Instant) -> String {
            time.text(instant, in: language, isShort: channel?.isShort ?? false, today: asOf)
        }
        return Self.fill(
            text, asOf: written(asOf), nextUpdate: nextUpdate.map(written),
            expires: expires.map(written))
    }

    /// The text with every value at its longest, for judging it before its release.
    ///
    /// A time that the message states gets no longer as its day comes nearer; a time by the cadence
    /// can be any.
    ///
    /// - Parameter now: The last incident time that is known; nil before the first entry.
    static func longest(
        _ text: String, of elements: MessageElements, in language: String, on channel: Channel?,
        _ time: PublicTime, now: Instant?
    ) -> String {
        let isShort = channel?.isShort ?? false
        func longest(_ stated: Instant?) -> String {
            guard let stated, let now else {
                return time.longest(in: language, isShort: isShort, isNear: stated == nil)
            }
            return time.text(stated, in: language, isShort: isShort, today: now)
        }
        return fill(
            text, asOf: time.longestClock(in: language, isShort: isShort),
            nextUpdate: longest(
                elements.hasNextUpdateBy ? Instant(elements.nextUpdateBy) : nil),
            expires: longest(elements.hasExpires ? Instant(elements.expires) : nil))
    }

    private static func fill(
        _ text: String, asOf: String, nextUpdate: String?, expires: String?
    ) -> String {
        let values = [(asOfName, asOf), (nextUpdateName, nextUpdate), (expiresName, expires)]
        return values.reduce(text) { text, value in
            value.1.map { text.replacing(value.0, with: $0) } ?? text
        }
    }
}
