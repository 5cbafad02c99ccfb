import Basics
import SeededRandom
import Testing

@Suite struct BasicsTests {
    @Test func `a border is found wherever it lies`() {
        for count in 0...40 {
            for border in 0...count {
                let values = Array(0..<count)
                #expect(values.partitioningIndex { $0 >= border } == border)
                // The indices of a slice don't begin at zero.
                let slice = (values.map { $0 - 3 })[min(3, count)...]
                let found = slice.partitioningIndex { $0 >= border }
                #expect(found == max(min(border + 3, count), slice.startIndex))
            }
        }
    }

    @Test func `an element is found by its key, and no other for one that is missing`() {
        let keys = [2, 3, 5, 8, 13]
        for key in 0...15 {
            #expect(keys.index(of: key, ascendingBy: \.self) == keys.firstIndex(of: key))
        }
    }

    @Test func `bytes and code points are written in hexadecimal`() {
        #expect([0, 9, 10, 0x7F, 0xFF].map(UInt8.init).hexadecimal == "00090a7fff")
        #expect(Unicode.Scalar("\u{1B}").codePoint() == "1B")
        #expect(Unicode.Scalar("\u{1B}").codePoint(width: 4) == "001B")
        #expect(Unicode.Scalar("\u{1F525}").codePoint(width: 4) == "1F525")
    }

    @Test(arguments: [
        ("", "", 0), ("fact", "fact", 0), ("fact", "facts", 1), ("facts", "fact", 1),
        ("fact", "pact", 1), ("fcat", "fact", 1), ("kitten", "sitting", 3), ("", "abc", 3),
    ])
    func `slips of the hand between two words are counted`(
        _ left: String, _ right: String, _ distance: Int
    ) {
        #expect(editDistance(Array(left), Array(right)) == distance)
        #expect(editDistance(Array(right), Array(left)) == distance)
    }

    @Test func `every day of eight centuries has a date, and every date its day`() throws {
        var expected = (year: 1600, month: 1, day: 1)
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var wrong: [Int64] = []
        for days in Int64(-135_140)...157_000 {
            let date = CivilDate(daysSince1970: days)
            if (date.year, date.month, date.day) != expected || date.daysSince1970 != days {
                wrong.append(days)
            }
            let isLeap =
                expected.year.isMultiple(of: 400)
                || (expected.year.isMultiple(of: 4) && !expected.year.isMultiple(of: 100))
            let length = lengths[expected.month - 1] + (isLeap && expected.month == 2 ? 1 : 0)
            expected.day += 1
            if expected.day > length { (expected.month, expected.day) = (expected.month + 1, 1) }
            if expected.month > 12 { (expected.year, expected.month) = (expected.year + 1, 1) }
        }
        #expect(wrong.isEmpty)
        #expect(CivilDate(year: 2023, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 2024, month: 13, day: 1) == nil)
        #expect(CivilDate(year: 0, month: 2, day: 29)?.text == "0000-02-29")
    }

    @Test func `days and times of day are read in one form`() {
        #expect(CivilDate("2024-02-29")?.text == "2024-02-29")
        for text in ["2023-02-29", "2024-2-29", "20240229", "+024-02-29", "2024-02-29 ", ""] {
            #expect(CivilDate(text) == nil, "\(text)")
        }
        #expect(TimeOfDay("09:05")?.text == "09:05")
        #expect(TimeOfDay("23:59")?.secondsSinceMidnight == 86_340)
        for text in ["9:05", "24:00", "12:60", "0905", "09:05:00", "-9:05", ""] {
            #expect(TimeOfDay(text) == nil, "\(text)")
        }
    }

    @Test func `months are counted across years, in both directions`() throws {
        let day = try #require(CivilDate("2026-11-30"))
        let expected = [
            (0, "2026-11-01"), (1, "2026-12-01"), (2, "2027-01-01"), (14, "2028-01-01"),
            (-11, "2025-12-01"),
        ]
        for (months, first) in expected {
            #expect(day.firstOfMonth(after: Int64(months)).text == first)
        }
        #expect(day.advanced(by: 1) > day)
        #expect(try #require(CivilDate("2028-02-05")).daysInMonth == 29)
    }
}
