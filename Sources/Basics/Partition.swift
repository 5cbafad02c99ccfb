extension RandomAccessCollection {
    /// The first index whose element belongs to the second part; `endIndex` if no element does.
    ///
    /// The collection must be ordered so that all elements of the first part precede those of the
    /// second. The number of steps grows with the logarithm of the count.
    ///
    /// - Parameter belongsToSecondPart: Whether an element belongs to the second part.
    @inlinable
    public func partitioningIndex(
        where belongsToSecondPart: (Element) throws -> Bool
    ) rethrows -> Index {
        var start = startIndex
        var length = count
        while length > 0 {
            let half = length / 2
            let middle = index(start, offsetBy: half)
            if try belongsToSecondPart(self[middle]) {
                length = half
            } else {
                start = index(after: middle)
                length -= half + 1
            }
        }
        return start
    }

    /// The index of the element whose key is `key`, in a collection sorted by that key; nil if no
    /// element has it.
    @inlinable
    public func index<Key: Comparable>(
        of key: Key, ascendingBy keyOf: (Element) throws -> Key
    ) rethrows -> Index? {
        let index = try partitioningIndex { try keyOf($0) >= key }
        return try index < endIndex && keyOf(self[index]) == key ? index : nil
    }
}
