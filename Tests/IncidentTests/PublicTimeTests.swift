import IncidentEvents
import Playbooks
import Testing

@testable import Incident

@Suite struct PublicTimeTests {
    private let now: Instant
    private let chicago: Zone

    init() throws {
        // A Monday, 14:20 in Chicago.
        now = try #require(Instant(rfc3339: "2026-06-01T19:20:00Z"))
        chicago = try #require(Zone("America/Chicago"))
    }

    private func time(_ languages: [String] = ["en"]) -> PublicTime {
        PublicTime(
            zone: chicago,
            department: Department(
                id: "rpd", name: "Riverton Police", zone: "America/Chicago", languages: languages))
    }

    private func text(
        after hours: Int64, _ language: String, isShort: Bool = false,
        _ department: [String] = ["en"]
    ) -> String {
        time(department).text(
            now.advanced(by: .seconds(hours * 3600)), in: language, isShort: isShort, today: now)
    }

    @Test func `today's time names no day`() {
        #expect(text(after: 2, "en") == "16:20 CDT")
        #expect(text(after: 2, "es", isShort: true) == "16:20 CDT")
    }

    @Test func `another day is named in the text's language`() {
        #expect(text(after: 12, "en") == "02:20 CDT on Tuesday, June 2")
        #expect(text(after: 72, "es") == "14:20 CDT del jueves 4 de junio")
        #expect(text(after: -24, "en") == "14:20 CDT on Sunday, May 31")
        #expect(text(after: 12, "vi").hasPrefix("02:20 CDT, "))
        #expect(text(after: 12, "zh-Hant").contains("6月2日"))
    }

    @Test func `a short channel has a weekday within six days, and the date beyond`() {
        #expect(text(after: 12, "en", isShort: true) == "02:20 CDT Tue")
        #expect(text(after: 12, "es", isShort: true) == "02:20 CDT mar")
        #expect(text(after: 240, "en", isShort: true) == "14:20 CDT Jun 11")
        #expect(text(after: 240, "es", isShort: true) == "14:20 CDT 11 jun")
    }

    @Test func `a time more than ten months away names its year`() {
        let (within, beyond) = (Int64(24 * 304), Int64(24 * 400))
        #expect(text(after: within, "en") == "14:20 CDT on Thursday, April 1")
        #expect(text(after: beyond, "en") == "14:20 CDT on Tuesday, July 6, 2027")
        #expect(text(after: beyond, "en", isShort: true) == "14:20 CDT Jul 6, 2027")
        #expect(text(after: beyond, "es") == "14:20 CDT del martes 6 de julio de 2027")
        #expect(text(after: beyond, "es", isShort: true) == "14:20 CDT 6 jul 2027")
        for language in ["vi", "zh-Hant", "de"] {
            for isShort in [false, true] {
                #expect(text(after: beyond, language, isShort: isShort).contains("2027"))
                #expect(!text(after: within, language, isShort: isShort).contains("2027"))
            }
        }
    }

    @Test func `a department that writes American English has twelve hours, other languages 24`() {
        #expect(text(after: 2, "en-US", ["en-US", "es"]) == "4:20 p.m. CDT")
        #expect(text(after: 12, "es", ["en-US", "es"]) == "2:20 a. m. CDT del martes 2 de junio")
        #expect(text(after: 10, "en", isShort: true, ["en-US"]) == "12:20am CDT Tue")
        #expect(text(after: -2, "en", ["en-US"]) == "12:20 p.m. CDT")
        #expect(text(after: 2, "vi", ["en-US"]) == "16:20 CDT")
    }

    @Test func `no time is longer than the longest, by which a text is judged`() {
        for languages in [["en"], ["en-US"]] {
            let time = time(languages)
            for language in ["en", "es"] {
                for isShort in [false, true] {
                    let longest = time.longest(in: language, isShort: isShort)
                    for hour in 0..<(24 * 370) {
                        let text = time.text(
                            now.advanced(by: .seconds(Int64(hour) * 3600)), in: language,
                            isShort: isShort, today: now)
                        #expect(text.count <= longest.count, "\(text) beyond \(longest)")
                    }
                }
            }
        }
    }
}
