import Forms
import Channels
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import Review
import SwiftProtobuf

/// The small incident for comparing the forms, a minute an entry.
enum FormLog {
    static let name = "Marker-Name"

    static func log(mode: IncidentMode = .live) -> Log {
        var log = Log()
        log.open(mode: mode)
        log.assign("rivera", "pio")
        log.assign("chief", "incident-commander")
        log.add(
            .operationalPeriodBegan(
                .with {
                    ($0.period, $0.objectives) = ("P1", ["One voice"])
                    $0.from = Log.minute(0).timestamp
                    $0.to = Log.minute(60).timestamp
                }))
        log.casualty("F1", "casualties.firefighters.injured", 2, scope: "county crews")
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F1", "engine 4") }))
        log.casualty("F2", "casualties.civilians.dead", 1)
        log.draft("M1", .holding, guidance: "Stay inside")
        log.add(.messageSubmitted(.with { ($0.message, $0.contentSha256) = ("M1", Data([1])) }))
        log.add(
            .messageApproved(
                .with {
                    ($0.message, $0.contentSha256) = ("M1", Data([1]))
                    ($0.manner, $0.approver) = (.inPerson, "chief")
                    $0.role = "incident-commander"
                }), actor: "chief")
        log.release("M1", text: "The mill burns. Stay inside.", channels: ["x"], nextUpdate: 40)
        log.post("M1", "x:MillPD")
        log.add(
            .inquiryReceived(
                .with {
                    ($0.inquiry, $0.from, $0.origin) = ("Q1", "Station 4", .media)
                    ($0.question, $0.channel) = ("How many are hurt?", "phone")
                }))
        log.add(.inquiryAnswered(.with { ($0.inquiry, $0.answer) = ("Q1", "Two.") }))
        log.add(
            .tipReceived(.with { ($0.tip, $0.text) = ("T1", "Marker-Tip") }), .unspecified,
            .restricted)
        log.rumor("R1", on: ["tv:station-4"], finding: nil)
        log.add(.noteLogged(.with { ($0.note, $0.text) = ("N1", "Shift change.") }), at: 70)
        return log
    }

    static func source(_ log: Log, at minute: Int = 90) -> FormSource {
        let state = IncidentState(folding: log.records)
        let playbook = Playbook(
            id: "fire", version: "1", title: "Fire", hazard: "fire",
            phases: [.init(id: "initial", title: "Initial")], channels: ["x"])
        let asOf = Log.minute(minute)
        let due = DueList(
            state: state,
            progress: PlaybookProgress(state: state, playbook: playbook, asOf: asOf),
            playbook: playbook, asker: DueList.Asker("lee", in: state), asOf: asOf)
        return FormSource(
            incident: "mill", state: state, records: log.records, due: due.items,
            jurisdiction: "Mill County", asOf: asOf)
    }
}

extension Log {
    mutating func assign(_ person: String, _ role: String) {
        add(
            .roleAssigned(
                .with { ($0.person, $0.role, $0.agency) = (person, role, "mill-pd") }))
    }

    mutating func casualty(_ id: String, _ topic: String, _ number: Double, scope: String = "") {
        add(
            .factRecorded(
                .with {
                    ($0.fact, $0.topic, $0.number, $0.scope) = (id, topic, number, scope)
                    $0.statement = "\(FormLog.name) is a casualty"
                }))
    }

    /// A draft that identifies someone as dead by a fact.
    mutating func identify(_ fact: String, in message: String, told: Bool) {
        add(
            .messageDrafted(
                .with {
                    ($0.message, $0.kind, $0.audience) = (message, .update, "public")
                    $0.texts = [.with { ($0.language, $0.text) = ("en", "\(FormLog.name) died.") }]
                    $0.identifications = [
                        .with {
                            ($0.whom, $0.purpose, $0.fact) = ("the engineer", .deceased, fact)
                            if told {
                                $0.nextOfKinTold = "spouse"
                                $0.nextOfKinToldAt = Log.minute(20).timestamp
                            }
                        }
                    ]
                }))
    }
}
