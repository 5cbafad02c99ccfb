internal import Foundation

extension String {
    /// The English name of a BCP 47 language tag: `Spanish` for `es`. The tag itself if it has no
    /// known name.
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
