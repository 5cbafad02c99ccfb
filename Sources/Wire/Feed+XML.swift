internal import Documents

extension Feed {
    private static let atomNamespace = "http://www.w3.org/2005/Atom"

    /// The feed as Atom 1.0 (RFC 4287).
    ///
    /// A character that XML can't hold is shown as `\u{1B}`.
    ///
    /// - Throws: A ``WireError`` if there is nothing to write.
    public func atom() throws(WireError) -> String {
        var list = MarkupList()
        list.add("id", id)
        list.add("title", markedTitle)
        list.add("subtitle", subtitle)
        list.add("updated", updated.rfc3339)
        list.add("author", [.leaf("name", authorName)])
        let links: [Markup] = [
            .link("link", "self", feedAddress, type: "application/atom+xml"),
            .link("link", "alternate", homeAddress, type: "text/html"),
        ]
        let document = MarkupDocument(
            root: .element(
                "feed", [("xml:lang", language)], list.items + links + items.map(atomEntry)),
            namespaces: [("", Self.atomNamespace)], hostile: .shown)
        return try document.xml(for: "write the Atom feed")
    }

    private func atomEntry(_ item: Item) -> Markup {
        let entry = item.entry
        var list = MarkupList()
        list.add("id", entry.id)
        list.add("title", mark(entry.title))
        list.add("published", entry.published.rfc3339)
        list.add("updated", item.updated.rfc3339)
        var content = list.items
        if let address = entry.address {
            content.append(.link("link", "alternate", address, type: "text/html"))
        }
        for related in item.corrects + item.correctedBy {
            if let address = related.address {
                content.append(.link("link", "related", address, type: "text/html"))
            }
        }
        content += tags(of: item).map { .element("category", [("term", $0)], []) }
        content.append(.leaf("content", text(of: item), [("type", "text")]))
        return .element("entry", entry.language.map { [("xml:lang", $0)] } ?? [], content)
    }

    /// The feed as RSS 2.0, with Atom's `updated`, which RSS lacks.
    ///
    /// - Throws: The errors of ``atom()``.
    public func rss() throws(WireError) -> String {
        let task = "write the RSS feed"
        var list = MarkupList()
        list.add("title", markedTitle)
        list.add("link", homeAddress)
        list.add("description", subtitle ?? markedTitle)
        list.add("language", language.lowercased())
        list.add("lastBuildDate", updated.rfc822)
        var channel = list.items
        channel.append(
            .link("atom:link", "self", feedAddress, type: "application/rss+xml"))
        for item in items { channel.append(try rssItem(item, for: task)) }
        let document = MarkupDocument(
            root: .element("rss", [("version", "2.0")], [.element("channel", [], channel)]),
            namespaces: [("atom", Self.atomNamespace)], hostile: .shown)
        return try document.xml(for: task)
    }

    private func rssItem(_ item: Item, for task: String) throws(WireError) -> Markup {
        var list = MarkupList()
        list.add("title", mark(item.entry.title))
        list.add("link", item.entry.address)
        // Readers treat the description as HTML.
        var paragraphs: [String] = []
        for lines in text(of: item).paragraphs {
            let content: [Markup] = lines.enumerated().flatMap { index, line -> [Markup] in
                index == 0 ? [.text(line)] : [.element("br", [], []), .text(line)]
            }
            let document = MarkupDocument(root: .element("p", [], content), hostile: .shown)
            paragraphs.append(try document.rootXML(for: task))
        }
        list.add("description", paragraphs.joined(separator: "\n"))
        for tag in tags(of: item) { list.add("category", tag) }
        var content = list.items
        content.append(.leaf("guid", item.entry.id, [("isPermaLink", "false")]))
        content.append(.leaf("pubDate", item.entry.published.rfc822))
        content.append(.leaf("atom:updated", item.updated.rfc3339))
        return .element("item", [], content)
    }
}

extension Markup {
    fileprivate static func link(
        _ name: String, _ relation: String, _ address: String, type: String
    ) -> Markup {
        .element(name, [("rel", relation), ("type", type), ("href", address)], [])
    }
}
