internal import Foundation

extension Feed {
    /// The feed as JSON Feed 1.1.
    ///
    /// `_tocsin.corrects` and `_tocsin.corrected_by` of an item hold ids.
    ///
    /// - Throws: A ``WireError`` if the values can't be encoded.
    public func jsonFeed() throws(WireError) -> String {
        let file = JSONFeedFile(
            version: "https://jsonfeed.org/version/1.1", title: markedTitle,
            homePageURL: homeAddress, feedURL: feedAddress,
            description: subtitle, authors: [.init(name: authorName)],
            language: language,
            items: items.map { item in
                JSONFeedFile.Item(
                    id: item.entry.id, url: item.entry.address, title: mark(item.entry.title),
                    contentText: text(of: item), datePublished: item.entry.published.rfc3339,
                    dateModified: item.updated.rfc3339, language: item.entry.language,
                    tags: tags(of: item).isEmpty ? nil : tags(of: item),
                    extras: .init(
                        about:
                            "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a",
                        corrects: item.entry.corrects,
                        correctedBy: item.correctedBy.map(\.id)))
            })
        return try WireJSON.text(of: file, for: "write the JSON feed")
    }
}

private struct JSONFeedFile: Encodable {
    let version: String
    let title: String
    let homePageURL: String
    let feedURL: String
    let description: String?
    let authors: [Author]
    let language: String
    let items: [Item]

    struct Author: Encodable {
        let name: String
    }

    struct Item: Encodable {
        let id: String
        let url: String?
        let title: String
        let contentText: String
        let datePublished: String
        let dateModified: String
        let language: String?
        let tags: [String]?
        let extras: Extras

        enum CodingKeys: String, CodingKey {
            case id, url, title, language, tags
            case contentText = "content_text"
            case datePublished = "date_published"
            case dateModified = "date_modified"
            case extras = "_tocsin"
        }
    }

    struct Extras: Encodable {
        let about: String
        let corrects: [String]
        let correctedBy: [String]

        enum CodingKeys: String, CodingKey {
            case about, corrects
            case correctedBy = "corrected_by"
        }
    }

    enum CodingKeys: String, CodingKey {
        case version, title, description, authors, language, items
        case homePageURL = "home_page_url"
        case feedURL = "feed_url"
    }
}

/// JSON that is the same for the same values, and safe inside a page's script element.
enum WireJSON {
    static func text(of value: some Encodable, for task: String) throws(WireError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            let text = String(decoding: try encoder.encode(value), as: UTF8.self)
            // In JSON a `<` occurs only inside strings, where it may be escaped; a script element
            // must not contain `</script>`.
            return text.replacing("<", with: "\\u003c") + "\n"
        } catch {
            throw WireError(
                task, at: "the values", "they can't be encoded (\(error))",
                mend: "Check their numbers and texts")
        }
    }
}
