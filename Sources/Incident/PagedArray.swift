/// An array in pages, so that a kept copy shares all pages but those that change afterwards.
///
/// Replay keeps the states of many moments. With plain arrays each kept state would cost the
/// whole incident once more at the next entry.
public struct PagedArray<Element>: RandomAccessCollection {
    @usableFromInline static var pageSize: Int { 128 }
    @usableFromInline var pages: [[Element]] = []
    public private(set) var count = 0

    public init() {}

    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    /// Lends the element rather than copying it, so that one property of a large one costs little.
    @inlinable public subscript(index: Int) -> Element {
        _read { yield pages[index / Self.pageSize][index % Self.pageSize] }
    }

    mutating func append(_ element: Element) {
        if count % Self.pageSize == 0 {
            pages.append([element])
        } else {
            pages[pages.count - 1].append(element)
        }
        count += 1
    }

    /// Changes one element in place.
    mutating func change(_ index: Int, _ body: (inout Element) -> Void) {
        body(&pages[index / Self.pageSize][index % Self.pageSize])
    }
}

extension PagedArray: Sendable where Element: Sendable {}
