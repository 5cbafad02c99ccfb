internal import IncidentEvents

/// A question that another system or a file has.
public struct ImportedInquiry: Hashable, Sendable {
    public var question: String
    /// `a resident`, or a name that the person agreed to have kept.
    public var from: String
    public var channel: String?
    public var details: Inquiry.Details
    /// Who has already settled it there; nil while it is open.
    public var closedBy: String?

    public init(
        question: String, from: String, channel: String?, details: Inquiry.Details,
        closedBy: String?
    ) {
        self.question = question
        self.from = from
        self.channel = channel
        self.details = details
        self.closedBy = closedBy
    }
}

extension Decision {
    /// Records the questions of a file, each of them once: those that another file brought are left
    /// out, and a file that was read before changes nothing.
    ///
    /// A question without an id is known if another one has its words and its time.
    ///
    /// - Parameter refused: The rows of the file that could not be read.
    public mutating func importInquiries(
        _ inquiries: [ImportedInquiry], format: String, sha256: [UInt8], refused: Int
    ) throws(Rejection) {
        guard !state.inquiryFiles.contains(where: { $0.sha256 == sha256 }) else { return }
        struct Words: Hashable {
            var question: String
            var asked: Instant?
        }
        var ids = Set(state.inquiries.all.compactMap(\.details.external))
        var words = Set(
            state.inquiries.all.filter { $0.details.asked != nil }.map {
                Words(question: $0.question, asked: $0.details.asked)
            })
        var known = 0
        for inquiry in inquiries {
            let isNew =
                if let id = inquiry.details.external {
                    ids.insert(id).inserted
                } else if let asked = inquiry.details.asked {
                    words.insert(Words(question: inquiry.question, asked: asked)).inserted
                } else {
                    true
                }
            guard isNew else {
                known += 1
                continue
            }
            let id = state.inquiries.next
            try perform(
                .inquiry(
                    .receive(
                        question: inquiry.question, from: inquiry.from, origin: .public,
                        channel: inquiry.channel, deadline: nil, inquiry.details)))
            if let unit = inquiry.closedBy {
                try perform(
                    .inquiry(.refer(id, to: unit, by: nil, reason: "it was settled there")))
            }
        }
        try perform(
            .inquiry(
                .noteFile(
                    format: format, sha256: sha256, rows: inquiries.count + refused,
                    refused: refused, known: known)))
    }
}
