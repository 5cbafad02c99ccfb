internal import Foundation

extension String {
    /// The language of a BCP 47 tag by its English name: `Spanish` for `es`. The tag itself where
    /// no name is known.
    public var languageName: String {
        Locale(identifier: "en_US").localizedString(forIdentifier: self) ?? self
    }
}

extension ComposedVariant {
    /// The missing words by name, for a sentence: `Spanish text`, or `guidance in Spanish`.
    public func missing(in language: String) -> String {
        missing == ["text in \(language)"]
            ? "\(language.languageName) text"
            : missing.joined(separator: " or ") + " in \(language.languageName)"
    }
}
