/// An array in pages: a kept copy shares all pages except those that change afterward.
///
/// Replay keeps the states of many moments. With plain arrays, each kept state would take as much
/// memory as the whole incident at the next entry.
public struct PagedArray<Element>: RandomAccessCollection {
    /// The number of elements in a page.
    @usableFromInline static var pageSize: Int { 128 }
    @usableFromInline var pages: [Page] = []
    public private(set) var count = 0

    public init() {}

    /// Always 0.
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    /// Lends the element: reading one property of a large element copies only that property.
    @inlinable public subscript(index: Int) -> Element {
        _read {
            precondition(index >= 0 && index < count, "Index out of range.")
            yield pages[index / Self.pageSize].elements[index % Self.pageSize]
        }
    }

    mutating func append(_ element: Element) {
        if count % Self.pageSize == 0 { pages.append(Page()) }
        let page = ownPage(pages.count - 1)
        (page.elements + page.count).initialize(to: element)
        page.count += 1
        count += 1
    }

    /// Changes one element in place.
    mutating func change(_ index: Int, _ body: (inout Element) -> Void) {
        precondition(index >= 0 && index < count, "Index out of range.")
        body(&ownPage(index / Self.pageSize).elements[index % Self.pageSize])
    }

    /// A page that no other array shares.
    private mutating func ownPage(_ place: Int) -> Page {
        if !isKnownUniquelyReferenced(&pages[place]) {
            pages[place] = Page(copying: pages[place])
        }
        return pages[place]
    }

    /// Elements in separate memory, because an array can only return copies of them.
    @usableFromInline final class Page {
        @usableFromInline let elements: UnsafeMutablePointer<Element>
        fileprivate var count = 0

        fileprivate init() { elements = .allocate(capacity: PagedArray.pageSize) }

        fileprivate init(copying other: Page) {
            elements = .allocate(capacity: PagedArray.pageSize)
            count = other.count
            elements.initialize(from: other.elements, count: count)
        }

        deinit {
            elements.deinitialize(count: count)
            elements.deallocate()
        }
    }
}

// A page that two arrays share is never written.
extension PagedArray: @unchecked Sendable where Element: Sendable {}
