/// A sheet's blocks, divided into one page and an annex.
///
/// Blocks take turns, each with its next item, until the page is full: a long list can't push a
/// short one off the page. Order the items by urgency.
struct OnePage {
    private(set) var page: [Form.Block] = []
    private(set) var annex: [Form.Block] = []

    /// - Parameter limit: The words that fit on the page, the marks of tables and lists included.
    init(_ blocks: [Form.Block], words limit: Int) {
        var free = limit - blocks.reduce(0) { $0 + $1.fixedWords }
        var shown = blocks.map { _ in 0 }
        var waiting = Array(blocks.indices)
        while !waiting.isEmpty {
            waiting = waiting.filter { index in
                let items = blocks[index].items
                guard shown[index] < items.count, items[shown[index]] <= free else { return false }
                free -= items[shown[index]]
                shown[index] += 1
                return true
            }
        }
        for (block, count) in zip(blocks, shown) {
            page.append(block.prefix(count))
            if count < block.items.count { annex.append(block.rest(after: count)) }
        }
    }
}

extension Form.Block {
    /// The words of each item that can go to the annex; none if the block stays whole.
    fileprivate var items: [Int] {
        switch content {
        case .list(let items): items.map { Self.words($0) + 1 }
        case .table(_, let rows): rows.map { $0.reduce(1) { $0 + Self.words($1) + 1 } }
        case .text, .notRecorded: []
        }
    }

    /// The words of the heading, of what stays whole, and of the line that points to the annex.
    fileprivate var fixedWords: Int {
        let heading = Self.words(title) + 1
        return switch content {
        case .list: heading + Self.pointer
        case .table(let columns, _):
            heading + Self.pointer + 3 * (columns.count + 1)
                + columns.reduce(0) { $0 + Self.words($1) }
        case .text(let text): heading + Self.words(text)
        case .notRecorded: heading + 2
        }
    }

    /// The most words of "13 more in the annex" with its marks, without the table's.
    private static let pointer = 6

    private static func words(_ text: String) -> Int {
        text.split(whereSeparator: \.isWhitespace).count
    }

    fileprivate func prefix(_ count: Int) -> Form.Block {
        let left = items.count - count
        guard left > 0 else { return self }
        let note = "\(left) more in the annex"
        var block = self
        switch content {
        case .list(let items): block.content = .list(items.prefix(count) + [note])
        case .table(let columns, let rows):
            let pointer = [note] + columns.dropFirst().map { _ in "" }
            block.content = .table(columns: columns, rows: rows.prefix(count) + [pointer])
        case .text, .notRecorded: break
        }
        return block
    }

    fileprivate func rest(after count: Int) -> Form.Block {
        var block = self
        block.title = "Annex: \(title)"
        switch content {
        case .list(let items): block.content = .list(Array(items.dropFirst(count)))
        case .table(let columns, let rows):
            block.content = .table(columns: columns, rows: Array(rows.dropFirst(count)))
        case .text, .notRecorded: break
        }
        return block
    }
}
