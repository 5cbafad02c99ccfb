@testable import Incident
import Testing

@Suite struct PagedArrayTests {
    @Test func `a kept copy stays as it was, whatever is changed or added afterwards`() {
        var array = PagedArray<String>()
        for number in 0..<300 { array.append("\(number)") }
        let kept = array
        array.change(0) { $0 += "!" }
        array.change(299) { $0 += "!" }
        for number in 300..<520 { array.append("\(number)") }
        #expect(Array(kept) == (0..<300).map(String.init))
        #expect(array.count == 520 && array[0] == "0!" && array[299] == "299!")
        #expect(Array(array.dropFirst(300)) == (300..<520).map(String.init))
        #expect(array.last == "519" && kept.last == "299")
    }

    @Test func `a copy may be changed while the first stays`() {
        var first = PagedArray<[Int]>()
        for number in 0..<129 { first.append([number]) }
        var second = first
        second.append([129])
        second.change(128) { $0.append(7) }
        #expect(Array(first) == (0..<129).map { [$0] })
        #expect(second.count == 130 && second[128] == [128, 7] && second[129] == [129])
    }
}

@Suite struct PositionSetTests {
    @Test func `positions are held, those between them and beyond are not`() {
        var set = PositionSet()
        let positions: [UInt64] = [3, 4, 5, 9, 10, 40, UInt64.max - 1, UInt64.max]
        for position in positions { set.insert(position) }
        set.insert(7)
        for position in [0, 2, 6, 7, 8, 11, 39, 41] as [UInt64] {
            #expect(!set.contains(position), "\(position)")
        }
        for position in positions { #expect(set.contains(position), "\(position)") }
    }
}
