/// The entries of a timeline, in runs of equal length: a long array copies itself to grow, and a
/// million entries are hundreds of megabytes.
struct EntryStore<Entry: Sendable>: Sendable {
    private static var length: Int { 1024 }

    private var runs: [[Entry]] = []
    private(set) var count = 0

    var indices: Range<Int> { 0..<count }

    mutating func append(_ entry: consuming Entry) {
        if count == runs.count * Self.length {
            runs.append([])
            // Most incidents are shorter than one run.
            if count > 0 { runs[runs.count - 1].reserveCapacity(Self.length) }
        }
        runs[runs.count - 1].append(entry)
        count += 1
    }

    subscript(index: Int) -> Entry {
        _read { yield runs[index / Self.length][index % Self.length] }
        _modify { yield &runs[index / Self.length][index % Self.length] }
    }
}
