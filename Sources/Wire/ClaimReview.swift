internal import Documents

/// A rumor and its finding, for search engines and fact-checkers.
///
/// It repeats the claim as the public may read it, so it must not contain a private person's name.
public struct ClaimReview: Hashable, Sendable {
    /// The finding, by our own scale.
    public enum Finding: String, Hashable, Sendable, CaseIterable {
        case `false`
        case misleading
        case unsubstantiated
        case outdated
        case `true`

        /// The rating from 1, false, to 5, true; nil if neither was proven.
        var rating: Int? {
            switch self {
            case .false: 1
            case .misleading: 2
            case .unsubstantiated, .outdated: nil
            case .true: 5
            }
        }
    }

    /// The claim, in a sentence.
    public var claim: String
    /// The finding.
    public var finding: Finding
    /// The finding in words of the page's language, such as `False`.
    public var findingWords: String
    /// The correct statement.
    public var explanation: String
    /// Its anchor on the register's page: an absolute address with an anchor, unique in a file.
    public var address: String
    public var published: WireTime
    public var modified: WireTime?
    public var agencyName: String
    public var agencyAddress: String
    /// The language tag, BCP 47.
    public var language: String
    /// The time at which the claim was first seen.
    public var firstSeen: WireTime?
    /// The addresses where it was seen, the first one first; absolute addresses.
    public var appearances: [String]

    public init(
        claim: String, finding: Finding, findingWords: String, explanation: String,
        address: String, published: WireTime, modified: WireTime? = nil, agencyName: String,
        agencyAddress: String, language: String, firstSeen: WireTime? = nil,
        appearances: [String] = []
    ) {
        self.claim = claim
        self.finding = finding
        self.findingWords = findingWords
        self.explanation = explanation
        self.address = address
        self.published = published
        self.modified = modified
        self.agencyName = agencyName
        self.agencyAddress = agencyAddress
        self.language = language
        self.firstSeen = firstSeen
        self.appearances = appearances
    }

    /// The reviews as one JSON-LD document in the vocabulary of schema.org, in the order given.
    ///
    /// - Throws: A ``WireError`` if a claim, the finding's words or an address is missing or broken.
    public static func jsonLD(_ reviews: [ClaimReview]) throws(WireError) -> String {
        for review in reviews { try review.check() }
        return try WireJSON.text(
            of: ClaimReviewFile(graph: reviews.map(ClaimReviewFile.Review.init)), for: task)
    }

    private static let task = "write the ClaimReview file"

    private func check() throws(WireError) {
        let place = "the claim \"\(claim.prefix(80))\""
        for (name, text) in [("claim", claim), ("finding", findingWords), ("agency", agencyName)] {
            if text.foldedSpace.isEmpty {
                throw WireError(
                    Self.task, at: place, "the \(name) is empty", mend: "Say it in words")
            }
        }
        for address in [address, agencyAddress] + appearances where !address.isAbsoluteAddress {
            throw WireError(
                Self.task, at: place, "\"\(address.prefix(80))\" isn't a valid absolute address",
                mend: "Write it with https://, or leave out an appearance that has none")
        }
    }
}

private struct ClaimReviewFile: Encodable {
    let context = "https://schema.org"
    let graph: [Review]

    enum CodingKeys: String, CodingKey {
        case context = "@context"
        case graph = "@graph"
    }

    struct Review: Encodable {
        let id: String
        let type = "ClaimReview"
        let url: String
        let claimReviewed: String
        let reviewBody: String
        let datePublished: String
        let dateModified: String?
        let inLanguage: String
        let author: Thing
        let itemReviewed: Claim
        let reviewRating: Rating

        enum CodingKeys: String, CodingKey {
            case id = "@id"
            case type = "@type"
            case url, claimReviewed, reviewBody, datePublished, dateModified, inLanguage, author
            case itemReviewed, reviewRating
        }

        init(_ review: ClaimReview) {
            id = review.address
            url = review.address
            claimReviewed = review.claim
            reviewBody = review.explanation
            datePublished = review.published.rfc3339
            dateModified = review.modified?.rfc3339
            inLanguage = review.language
            author = Thing(
                type: "GovernmentOrganization", name: review.agencyName, url: review.agencyAddress)
            let places = review.appearances.map { Thing(type: "CreativeWork", name: nil, url: $0) }
            itemReviewed = Claim(
                datePublished: review.firstSeen?.rfc3339, firstAppearance: places.first,
                appearance: places.isEmpty ? nil : places)
            reviewRating = Rating(
                alternateName: review.findingWords, ratingValue: review.finding.rating)
        }
    }

    struct Thing: Encodable {
        let type: String
        let name: String?
        let url: String

        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case name, url
        }
    }

    struct Claim: Encodable {
        let type = "Claim"
        let datePublished: String?
        let firstAppearance: Thing?
        let appearance: [Thing]?

        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case datePublished, firstAppearance, appearance
        }
    }

    struct Rating: Encodable {
        let type = "Rating"
        let alternateName: String
        let ratingValue: Int?
        let bestRating: Int?
        let worstRating: Int?

        init(alternateName: String, ratingValue: Int?) {
            self.alternateName = alternateName
            self.ratingValue = ratingValue
            bestRating = ratingValue == nil ? nil : 5
            worstRating = ratingValue == nil ? nil : 1
        }

        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case alternateName, ratingValue, bestRating, worstRating
        }
    }
}
