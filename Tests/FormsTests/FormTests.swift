import Forms
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Review
import SwiftProtobuf
import Testing

/// Each whole form, compared with one written by hand from the same log.
@Suite struct FormTests {
    private let source = FormLog.source(FormLog.log())

    @Test func `an incident briefing stands in the blocks of the ICS 201`() {
        #expect(
            Form.incidentBriefing(source).markdown() == """
                # ICS 201: Incident Briefing

                - Mill fire (mill)
                - As of 2027-01-15 13:30 UTC
                - 1 restricted entry is left out

                ## 1. Incident Name

                Mill fire

                ## 2. Incident Number

                mill

                ## 3. Date/Time Initiated

                Opened 2027-01-15 12:00 UTC; onset 2027-01-15 12:00 UTC

                ## 4. Map/Sketch

                *not recorded*

                ## 5. Situation Summary and Health and Safety Briefing

                - F1, verified, not cleared: casualties.firefighters.injured: 2 (county crews)
                - F2, not verified: casualties.civilians.dead: 1 (scope not recorded)
                - Guidance to the public (M1): Stay inside

                ## 6. Prepared by

                *not recorded*

                ## 7. Current and Planned Objectives

                - One voice

                ## 8. Current and Planned Actions, Strategies, and Tactics

                | Time | Actions |
                | --- | --- |
                | 2027-01-15 12:00 UTC | Incident opened: Mill fire, Old Mill. Onset 2027-01-15 12:00:00 UTC. |
                | 2027-01-15 12:11 UTC | M1 (holding) posted on x:MillPD. |
                | 2027-01-15 12:15 UTC | R1 reported: The dam broke. |
                | by 2027-01-15 12:40 UTC | Post the update that M1 (holding), for public, promised on x. |
                | planned | R1 needs an assessment: The dam broke. |

                ## 9. Current Organization

                | Position | Name and agency |
                | --- | --- |
                | Incident Commander(s) | chief (mill-pd) |
                | Liaison Officer | not recorded |
                | Safety Officer | not recorded |
                | Public Information Officer | rivera (mill-pd) |
                | Planning Section Chief | not recorded |
                | Operations Section Chief | not recorded |
                | Finance/Administration Section Chief | not recorded |
                | Logistics Section Chief | not recorded |

                ## 10. Resource Summary

                *not recorded*

                Blocks and order: FEMA 502-2, September 2010 (v3).

                """)
    }

    @Test func `a status summary fills the blocks that the log can, and marks all others`() {
        let period = FormPeriod(
            PeriodID(number: 1), in: IncidentState(folding: FormLog.log().records))
        let form = Form.incidentStatusSummary(source, period: period ?? .whole)
        #expect(form.blocks.map(\.number) == (1...53).map { "\($0)" })
        var recorded: [String: Form.Content] = [:]
        for block in form.blocks where block.content != .notRecorded {
            recorded[block.number ?? ""] = block.content
        }
        let columns = ["A. # This Reporting Period", "B. Total # to Date", "Scope and fact"]
        let blank = "not recorded"
        let expected: [String: Form.Content] = [
            "1": .text("Mill fire"), "2": .text("mill"), "4": .text("chief (mill-pd)"),
            "6": .text("2027-01-15 12:00 UTC"), "9": .text("Fire"),
            "11": .text("From 2027-01-15 12:00 UTC to 2027-01-15 13:00 UTC (P1)"),
            "20": .text("Mill County"), "25": .text("Old Mill"),
            "28": .table(
                columns: ["Time", "Event"],
                rows: [
                    [
                        "2027-01-15 12:00 UTC",
                        "Incident opened: Mill fire, Old Mill. Onset 2027-01-15 12:00:00 UTC.",
                    ], ["2027-01-15 12:11 UTC", "M1 (holding) posted on x:MillPD."],
                    ["2027-01-15 12:15 UTC", "R1 reported: The dam broke."],
                ]),
            "32": .table(
                columns: ["C. Number of Responders"] + columns,
                rows: [
                    ["D. Fatalities", blank, blank, ""],
                    [
                        "E. With Injuries/Illness", blank, "2",
                        "county crews; F1, verified 2027-01-15 12:05 UTC",
                    ], ["F. Trapped/In Need of Rescue", blank, blank, ""],
                    ["G. Missing", blank, blank, ""], ["H. Sheltering in Place", blank, blank, ""],
                    ["I. Have Received Immunizations", blank, blank, ""],
                    ["J. Require Immunizations", blank, blank, ""],
                    ["K. In Quarantine", blank, blank, ""],
                    ["N. Total # Responders Affected", blank, blank, ""],
                ]),
            "37": .list(["One voice"]),
            "47": .list(["Blocks 31 and 32: not counted because not verified: F2"]),
        ]
        #expect(recorded == expected)
    }

    @Test func `the public's casualties stand in the lines of block 31`() {
        var log = FormLog.log()
        log.casualty("F3", "casualties.residents.quarantined", 40)
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F3", "county health") }))
        let form = Form.incidentStatusSummary(FormLog.source(log), period: .whole)
        guard
            case .table(let columns, let rows)? = form.blocks.first(where: { $0.number == "31" })?
                .content
        else {
            Issue.record("Block 31 holds no table.")
            return
        }
        #expect(columns.first == "C. Number of Civilians (Public)")
        #expect(
            rows.map { $0[0] } == [
                "D. Fatalities", "E. With Injuries/Illness", "F. Trapped/In Need of Rescue",
                "G. Missing", "H. Evacuated", "I. Sheltering in Place", "J. In Temporary Shelters",
                "K. Have Received Mass Immunizations", "L. Require Immunizations",
                "M. In Quarantine", "N. Total # Civilians (Public) Affected",
            ])
        #expect(rows.map { $0[2] }.filter { $0 != "not recorded" } == ["40"])
    }

    @Test func `a message is a general message with its approval`() {
        #expect(
            Form.generalMessage(MessageID(number: 1), source)?.markdown() == """
                # ICS 213: General Message

                - Mill fire (mill)
                - As of 2027-01-15 13:30 UTC
                - 1 restricted entry is left out

                ## 1. Incident Name (Optional)

                Mill fire

                ## 2. To (Name and Position)

                public, x:MillPD

                ## 3. From (Name and Position)

                rivera

                ## 4. Subject

                M1, holding

                ## 5. Date

                2027-01-15

                ## 6. Time

                12:10 UTC

                ## 7. Message

                | Channel | Language | Text |
                | --- | --- | --- |
                | x | en | The mill burns. Stay inside. |

                ## 8. Approved by

                chief, incident-commander, in person, 2027-01-15 12:09 UTC

                ## 9. Reply

                *not recorded*

                ## 10. Replied by

                *not recorded*

                Blocks and order: FEMA 502-2, September 2010 (v3).

                """)
    }

    @Test func `an inquiry is a general message with its reply`() throws {
        let form = try #require(Form.generalMessage(InquiryID(number: 1), source))
        #expect(
            form.blocks.map(\.content) == [
                .text("Mill fire"), .notRecorded, .text("Station 4 (media)"),
                .text("Q1, an inquiry by phone"), .text("2027-01-15"), .text("12:12 UTC"),
                .text("How many are hurt?"), .notRecorded, .text("Two."),
                .text("rivera, pio, 2027-01-15 12:13 UTC"),
            ])
        #expect(Form.generalMessage(InquiryID(number: 9), source) == nil)
        #expect(Form.generalMessage(MessageID(number: 9), source) == nil)
    }

    @Test func `an activity log holds what one person entered in the period`() throws {
        let state = IncidentState(folding: FormLog.log().records)
        let period = try #require(FormPeriod(PeriodID(number: 1), in: state))
        let form = try #require(Form.activityLog(of: "chief", source, period: period))
        #expect(form.title == "Activity Log")
        #expect(form.edition == "FEMA 502-2, September 2010 (v3)")
        #expect(
            form.blocks.map { "\($0.number ?? "") \($0.title)" } == [
                "1 Incident Name", "2 Operational Period", "3 Name", "4 ICS Position",
                "5 Home Agency (and Unit)", "6 Resources Assigned", "7 Activity Log",
                "8 Prepared by",
            ])
        #expect(
            form.blocks.map(\.content) == [
                .text("Mill fire"),
                .text("From 2027-01-15 12:00 UTC to 2027-01-15 13:00 UTC (P1)"), .text("chief"),
                .text("incident-commander"), .text("mill-pd"), .notRecorded,
                .table(
                    columns: ["Date/Time", "Notable Activities"],
                    rows: [
                        [
                            "2027-01-15 12:09 UTC",
                            "M1 approved by chief (incident-commander).",
                        ]
                    ]), .notRecorded,
            ])
        let whole = try #require(Form.activityLog(of: "rivera", source, period: .whole))
        guard case .table(_, let rows) = whole.blocks[6].content else {
            Issue.record("no activities")
            return
        }
        #expect(rows.last == ["2027-01-15 13:10 UTC", "Shift change."])
        #expect(Form.activityLog(of: "nobody", source, period: .whole) == nil)
    }

    @Test func `a period without an end lasts until the next one begins`() throws {
        var log = FormLog.log()
        log.add(
            .operationalPeriodBegan(
                .with {
                    $0.period = "P2"
                    $0.from = Log.minute(30).timestamp
                }), at: 80)
        let state = IncidentState(folding: log.records)
        let source = FormLog.source(log)
        let first = try #require(FormPeriod(PeriodID(number: 1), in: state))
        let second = try #require(FormPeriod(PeriodID(number: 2), in: state))
        func period(_ period: FormPeriod) -> Form.Content? {
            Form.activityLog(of: "rivera", source, period: period)?.blocks[1].content
        }
        #expect(period(first) == .text("From 2027-01-15 12:00 UTC to 2027-01-15 12:30 UTC (P1)"))
        #expect(
            period(second)
                == .text("From 2027-01-15 12:30 UTC to 2027-01-15 13:30 UTC (this report) (P2)"))
        #expect(FormPeriod(PeriodID(number: 3), in: state) == nil)
    }

    @Test func `JSON says which blocks are recorded`() throws {
        let json = try JSONSerialization.jsonObject(
            with: JSONEncoder().encode(Form.incidentBriefing(source)))
        let root = try #require(json as? [String: Any])
        #expect(Set(root.keys) == ["form", "title", "edition", "lines", "blocks"])
        let blocks = try #require(root["blocks"] as? [[String: Any]])
        #expect(
            blocks.map { $0["isRecorded"] as? Bool } == [
                true, true, true, false, true, false, true, true, true, false,
            ])
        #expect(blocks[3]["title"] as? String == "Map/Sketch")
        #expect(Set(blocks[3].keys) == ["block", "title", "isRecorded"])
        #expect(blocks[6]["items"] as? [String] == ["One voice"])
        #expect(blocks[8]["columns"] as? [String] == ["Position", "Name and agency"])
    }

    @Test func `a drill's form says so first and last`() throws {
        let form = Form.incidentBriefing(FormLog.source(FormLog.log(mode: .exercise)))
        let marking = "**EXERCISE: not a real incident**"
        #expect(form.markdown().hasPrefix(marking))
        #expect(form.markdown().hasSuffix(marking + "\n"))
        #expect(form.html().components(separatedBy: "EXERCISE: not a real").count == 4)
    }
}
