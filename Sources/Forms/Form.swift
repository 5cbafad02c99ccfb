internal import IncidentEvents
internal import Review

/// A sheet of titled blocks, like the forms of the Incident Command System.
///
/// JSON: `form` (`ICS 209`; absent for a sheet that is not an official form), `title`, `edition`
/// (the official edition whose blocks and order it follows), `marking`, `lines` (the lines under
/// the title) and `blocks`. A block has `block` (its official number), `title`, `isRecorded` and
/// one of `text`, `items`, or `columns` with `rows`; none of them if nothing is recorded.
public struct Form: Hashable, Sendable {
    /// The form's number, such as `209`; nil if it has none.
    public var number: String?
    /// The name for people.
    public var title: String
    /// The official edition that the blocks follow; nil if there isn't one.
    public var edition: String?
    /// The first and last line if it is not a live incident: `EXERCISE: not a real incident`.
    public var marking: String?
    /// The lines of the head: incident, time, marking.
    public var lines: [String]
    /// The text of an empty block.
    var blank = Form.notRecorded
    /// The numbered blocks, in the form's order.
    public var blocks: [Block]

    /// A numbered block.
    public struct Block: Hashable, Sendable {
        /// The number printed on the form, such as `28`; nil if the sheet has no numbers.
        public var number: String?
        /// The name for people.
        public var title: String
        /// The block's content.
        public var content: Content

        init(_ number: String?, _ title: String, _ content: Content) {
            self.number = number
            self.title = title
            self.content = content
        }
    }

    /// Text, a list or a table.
    public enum Content: Hashable, Sendable {
        case text(String)
        case list([String])
        case table(columns: [String], rows: [[String]])
        /// The log does not have it: a person fills it in.
        case notRecorded
    }

    /// The text of a block or a cell that the log can't fill.
    public static let notRecorded = "not recorded"

    init(
        _ number: String?, _ title: String, edition: String? = nil, marking: String?,
        lines: [String], blank: String = Form.notRecorded, blocks: [Block]
    ) {
        self.number = number
        self.title = title
        self.edition = edition
        self.marking = marking
        self.lines = lines
        self.blank = blank
        self.blocks = blocks
    }

    /// Incident Command System forms: FEMA 502-2, ICS Forms Booklet, September 2010, version 3 of
    /// the forms (training.fema.gov/emiweb/is/icsresource/icsforms/).
    static let edition2010 = "FEMA 502-2, September 2010 (v3)"
}

extension Form.Content {
    /// A text, or "not recorded" if it is empty.
    init(_ text: String?) {
        self = text.flatMap(\.nonEmpty).map(Self.text) ?? .notRecorded
    }

    /// A list, or "not recorded" if it is empty.
    init(list items: [String]) { self = items.isEmpty ? .notRecorded : .list(items) }

    /// A table, or "not recorded" if it has no rows.
    init(columns: [String], rows: [[String]]) {
        self = rows.isEmpty ? .notRecorded : .table(columns: columns, rows: rows)
    }
}

extension Form: Encodable {
    private enum Key: String, CodingKey { case form, title, edition, marking, lines, blocks }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(number, forKey: .form)
        try container.encode(title, forKey: .title)
        try container.encodeIfPresent(edition, forKey: .edition)
        try container.encodeIfPresent(marking, forKey: .marking)
        try container.encode(lines, forKey: .lines)
        try container.encode(blocks, forKey: .blocks)
    }
}

extension Form.Block: Encodable {
    private enum Key: String, CodingKey {
        case block, title, isRecorded, text, items, columns, rows
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(number, forKey: .block)
        try container.encode(title, forKey: .title)
        try container.encode(content != .notRecorded, forKey: .isRecorded)
        switch content {
        case .text(let text): try container.encode(text, forKey: .text)
        case .list(let items): try container.encode(items, forKey: .items)
        case .table(let columns, let rows):
            try container.encode(columns, forKey: .columns)
            try container.encode(rows, forKey: .rows)
        case .notRecorded: break
        }
    }
}
