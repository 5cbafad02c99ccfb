internal import Documents
internal import IncidentEvents

extension ReviewReport {
    /// The review as Markdown, uncorrected claims first.
    ///
    /// Texts from the log are escaped, so none can act as markup.
    public func markdown() -> String { ReviewAuthor(self).document.markdown() }

    /// The review as one self-contained HTML page: no script, no network.
    public func html() -> [UInt8] { ReviewAuthor(self).document.html() }
}
