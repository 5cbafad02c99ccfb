internal import Glibc

/// Checks every page that LMDB trusts when it reads or writes, as of one commit.
///
/// LMDB checks next to nothing itself: a flipped bit in a page's header can end the process, or let
/// the next write destroy other pages. The layout is that of mdb.c 0.9.24 on a 64-bit machine.
struct PageWalk: ~Copyable {
    /// `MDB_db`: a tree of pages.
    struct Tree {
        static let length = 48

        let flags: UInt16
        let depth: UInt16
        let branchPages: UInt64
        let leafPages: UInt64
        let overflowPages: UInt64
        let entries: UInt64
        let root: UInt64

        init(_ bytes: UnsafeRawBufferPointer) {
            flags = bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self)
            depth = bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self)
            branchPages = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            leafPages = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            overflowPages = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            entries = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
            root = bytes.loadUnaligned(fromByteOffset: 40, as: UInt64.self)
        }
    }

    private enum Kind {
        /// Commit to the pages that it freed.
        case free
        /// Name to tree.
        case main
        case named
    }

    private enum Flag {
        static let branch: UInt16 = 0x01
        static let leaf: UInt16 = 0x02
        static let overflow: UInt16 = 0x04
        /// Of a node: the value is in overflow pages, or is a tree.
        static let isLong: UInt16 = 0x01
        static let isTree: UInt16 = 0x02
        /// Of the tree of free pages: its keys are integers.
        static let integerKeys: UInt16 = 0x08
    }

    private static let headerLength = 16
    private static let nodeHeaderLength = 8

    /// A fault that a read or a write could run into.
    struct Fault: Error {
        let why: String
    }

    private let descriptor: CInt
    private let pageSize: Int
    private let lastPage: UInt64
    private let transaction: UInt64
    private var used: [Bool]
    private var trees: [Tree] = []
    private var freed: [UInt64] = []
    /// The pages and entries of the tree that is being walked.
    private var counts = Counts()

    private struct Counts {
        var branch: UInt64 = 0
        var leaf: UInt64 = 0
        var overflow: UInt64 = 0
        var entries: UInt64 = 0
    }

    /// - Parameters:
    ///   - descriptor: The data file, in which the commit's pages must stay as they are.
    ///   - lastPage: The last page in use; the file must reach to it.
    init(_ descriptor: CInt, pageSize: Int, lastPage: UInt64, transaction: UInt64) {
        self.descriptor = descriptor
        self.pageSize = pageSize
        self.lastPage = lastPage
        self.transaction = transaction
        used = Array(repeating: false, count: Int(lastPage) + 1)
    }

    /// - Throws: ``Fault``.
    mutating func run(free: Tree, main: Tree) throws(Fault) {
        guard free.flags == Flag.integerKeys, main.flags == 0 else {
            throw Fault(why: "a meta page has unknown flags")
        }
        try walk(main, .main, "the list of databases")
        for tree in trees {
            guard tree.flags == 0 else { throw Fault(why: "a database has unknown flags") }
            try walk(tree, .named, "a database")
        }
        try walk(free, .free, "the list of free pages")
        for page in freed { try takeFree(page) }
    }

    private mutating func takeFree(_ page: UInt64) throws(Fault) {
        // A damaged root points to a page of an earlier commit, which the next commit freed.
        if page <= lastPage, used[Int(page)] {
            throw Fault(
                why: "page \(page), which was freed, is also in use, so a commit may be missing")
        }
        try take(page, "free")
    }

    private mutating func take(_ page: UInt64, _ use: String) throws(Fault) {
        guard page >= 2, page <= lastPage else {
            throw Fault(why: "page \(page), \(use), isn't in the file")
        }
        guard !used[Int(page)] else {
            throw Fault(why: "page \(page), \(use), has another use too")
        }
        used[Int(page)] = true
    }

    private mutating func walk(_ tree: Tree, _ kind: Kind, _ name: String) throws(Fault) {
        counts = Counts()
        if tree.root == .max {
            guard tree.depth == 0 else { throw Fault(why: "\(name) has no pages, but a depth") }
        } else {
            guard tree.depth > 0, tree.depth <= 32 else {
                throw Fault(why: "\(name) has the depth \(tree.depth)")
            }
            try visit(tree.root, Int(tree.depth), kind, name, from: nil, to: nil)
        }
        guard counts.branch == tree.branchPages, counts.leaf == tree.leafPages,
            counts.overflow == tree.overflowPages, counts.entries == tree.entries
        else { throw Fault(why: "\(name) doesn't have the pages and entries that are counted") }
    }

    // MARK: Pages

    private func read(
        _ number: UInt64, _ count: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(Fault) {
        let offset = off_t(number) * off_t(pageSize)
        guard pread(descriptor, buffer.baseAddress, count, offset) == count else {
            throw Fault(why: "page \(number) can't be read")
        }
    }

    private mutating func visit(
        _ number: UInt64, _ levels: Int, _ kind: Kind, _ name: String, from lower: [UInt8]?,
        to upper: [UInt8]?
    ) throws(Fault) {
        try take(number, "of \(name)")
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: pageSize, alignment: 8)
        defer { memory.deallocate() }
        try read(number, pageSize, into: memory)
        let page = Page(number, UnsafeRawBufferPointer(memory))
        let nodes = try page.nodes(isLeaf: levels == 1)
        try check(nodes, of: page, kind, from: lower, to: upper)
        if levels == 1 {
            counts.leaf += 1
            counts.entries += UInt64(nodes.count)
            for node in nodes { try visit(node, kind, on: number) }
            return
        }
        counts.branch += 1
        let keys = nodes.map { Array($0.key) }
        for (index, node) in nodes.enumerated() {
            try visit(
                node.child, levels - 1, kind, name, from: index == 0 ? lower : keys[index],
                to: index + 1 < nodes.count ? keys[index + 1] : upper)
        }
    }

    private func check(
        _ nodes: [Node], of page: borrowing Page, _ kind: Kind, from lower: [UInt8]?,
        to upper: [UInt8]?
    ) throws(Fault) {
        func isBefore(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
            if kind == .free {
                return left.loadUnaligned(as: UInt64.self) < right.loadUnaligned(as: UInt64.self)
            }
            return left.lexicographicallyPrecedes(right)
        }
        var last: UnsafeRawBufferPointer?
        for (index, node) in nodes.enumerated() {
            // The first key of a branch page isn't used: it stands for everything lower.
            if !node.isLeaf, index == 0 { continue }
            guard kind == .free ? node.key.count == 8 : (1...511).contains(node.key.count) else {
                throw Fault(why: "a key on page \(page.number) has \(node.key.count) bytes")
            }
            let isInOrder = last.map { isBefore($0, node.key) } ?? true
            let isAfter = lower.map { lower in lower.withUnsafeBytes { !isBefore(node.key, $0) } }
            let isUntil = upper.map { upper in upper.withUnsafeBytes { isBefore(node.key, $0) } }
            guard isInOrder, isAfter ?? true, isUntil ?? true else {
                throw Fault(why: "the keys on page \(page.number) aren't in order")
            }
            last = node.key
        }
    }

    private mutating func visit(_ node: Node, _ kind: Kind, on page: UInt64) throws(Fault) {
        let isTree = kind == .main
        guard node.flags & ~Flag.isLong == (isTree ? Flag.isTree : 0) else {
            throw Fault(why: "an entry on page \(page) has unknown flags")
        }
        guard node.isLong else {
            if isTree {
                guard node.value.count == Tree.length else {
                    throw Fault(why: "an entry on page \(page) isn't a database")
                }
                trees.append(Tree(node.value))
            }
            if kind == .free { try learnFree(node.value, key: node.key) }
            return
        }
        guard !isTree else { throw Fault(why: "an entry on page \(page) has unknown flags") }
        let first = node.value.loadUnaligned(as: UInt64.self)
        let length = node.length
        let needed = UInt64((Self.headerLength - 1 + length) / pageSize + 1)
        guard first >= 2, first <= lastPage, needed <= lastPage + 1 - first else {
            throw Fault(why: "page \(first), of a long entry, isn't in the file")
        }
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.headerLength + (kind == .free ? length : 0), alignment: 8)
        defer { memory.deallocate() }
        try read(first, memory.count, into: memory)
        let header = Page(first, UnsafeRawBufferPointer(memory))
        let pages = UInt64(header.overflowCount)
        guard header.isNumbered, header.flags == Flag.overflow, pages >= needed,
            pages <= lastPage + 1 - first
        else { throw Fault(why: "the header of page \(first) is damaged") }
        for number in first..<first + pages { try take(number, "of a long entry") }
        counts.overflow += pages
        if kind == .free {
            try learnFree(
                UnsafeRawBufferPointer(rebasing: memory[Self.headerLength...]), key: node.key)
        }
    }

    /// Reads the pages that a commit freed: their number, then the pages from the highest down.
    private mutating func learnFree(
        _ list: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer
    ) throws(Fault) {
        let commit = key.loadUnaligned(as: UInt64.self)
        let count = list.count >= 8 ? list.loadUnaligned(as: UInt64.self) : .max
        guard commit > 0, commit <= transaction, list.count % 8 == 0,
            count == UInt64(list.count / 8 - 1)
        else { throw Fault(why: "the list of free pages of commit \(commit) is damaged") }
        var last = UInt64.max
        for offset in stride(from: 8, to: list.count, by: 8) {
            let page = list.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard page < last else {
                throw Fault(why: "the list of free pages of commit \(commit) isn't in order")
            }
            freed.append(page)
            last = page
        }
    }

    // MARK: Bytes

    private struct Page {
        let number: UInt64
        let bytes: UnsafeRawBufferPointer

        init(_ number: UInt64, _ bytes: UnsafeRawBufferPointer) {
            self.number = number
            self.bytes = bytes
        }

        private func half(_ offset: Int) -> Int {
            Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        }

        var isNumbered: Bool { bytes.loadUnaligned(as: UInt64.self) == number }
        var flags: UInt16 { UInt16(half(10)) }
        var overflowCount: UInt32 { bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self) }

        /// The nodes in order, which fill the page from its upper bound without gaps or overlaps.
        func nodes(isLeaf: Bool) throws(Fault) -> [Node] {
            let fault = Fault(why: "the header of page \(number) is damaged")
            let (lower, upper) = (half(12), half(14))
            guard isNumbered, flags == (isLeaf ? Flag.leaf : Flag.branch),
                lower > PageWalk.headerLength, lower % 2 == 0, lower <= upper,
                upper <= bytes.count
            else { throw fault }
            var nodes: [Node] = []
            nodes.reserveCapacity((lower - PageWalk.headerLength) / 2)
            var filled = 0
            for offset in stride(from: PageWalk.headerLength, to: lower, by: 2) {
                guard let node = Node(bytes, at: half(offset), from: upper, isLeaf: isLeaf) else {
                    throw Fault(why: "an entry on page \(number) is outside of it")
                }
                nodes.append(node)
                filled += node.extent.count
            }
            let extents = nodes.map(\.extent).sorted { $0.lowerBound < $1.lowerBound }
            let isOverlapping = zip(extents, extents.dropFirst()).contains { left, right in
                left.upperBound > right.lowerBound
            }
            guard filled == bytes.count - upper, !isOverlapping else {
                throw Fault(why: "the entries on page \(number) overlap or leave gaps")
            }
            return nodes
        }
    }

    private struct Node {
        let isLeaf: Bool
        let flags: UInt16
        let key: UnsafeRawBufferPointer
        /// On a leaf: the value, or the number of the first page with it.
        let value: UnsafeRawBufferPointer
        /// The length of the value.
        let length: Int
        /// On a branch page: the page below.
        let child: UInt64
        /// Its bytes on the page; their number is even.
        let extent: Range<Int>

        var isLong: Bool { isLeaf && flags & Flag.isLong != 0 }

        /// Nil if it doesn't lie between `upper` and the end of the page.
        init?(_ page: UnsafeRawBufferPointer, at start: Int, from upper: Int, isLeaf: Bool) {
            guard start >= upper, start % 2 == 0,
                start + PageWalk.nodeHeaderLength <= page.count
            else { return nil }
            func half(_ offset: Int) -> UInt64 {
                UInt64(page.loadUnaligned(fromByteOffset: start + offset, as: UInt16.self))
            }
            self.isLeaf = isLeaf
            flags = UInt16(half(4))
            length = isLeaf ? Int(half(0) | half(2) << 16) : 0
            child = half(0) | half(2) << 16 | half(4) << 32
            let keyEnd = start + PageWalk.nodeHeaderLength + Int(half(6))
            let inline = isLeaf ? (flags & Flag.isLong != 0 ? 8 : length) : 0
            let end = keyEnd + inline
            guard end <= page.count else { return nil }
            key = UnsafeRawBufferPointer(
                rebasing: page[start + PageWalk.nodeHeaderLength..<keyEnd])
            value = UnsafeRawBufferPointer(rebasing: page[keyEnd..<end])
            extent = start..<(end + end % 2)
            if extent.upperBound > page.count { return nil }
        }
    }
}
