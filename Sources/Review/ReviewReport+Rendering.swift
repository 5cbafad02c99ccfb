internal import Documents
internal import IncidentEvents

extension ReviewReport {
    /// The review as Markdown, what is still uncorrected first.
    ///
    /// Texts from the log are escaped, so that none can act as markup.
    public func markdown() -> String { ReviewAuthor(self).document.markdown() }

    /// The review as one HTML page that needs nothing beside itself: no script, no network.
    public func html() -> [UInt8] { ReviewAuthor(self).document.html() }
}
