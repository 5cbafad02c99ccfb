internal import Foundation
internal import Glibc
internal import IncidentEvents
internal import SwiftProtobuf

extension ScaleBenchmarks {
    /// Kinds of entries of which an incident may have very many.
    static var registerKinds: [(what: String, kinds: (Int) -> [IncidentEvent.OneOf_Kind])] {
        [
            ("promises", promise), ("inquiries", inquiry), ("statements", statement),
            ("consents", consent), ("comments", comment), ("actions", action),
            ("briefings", briefing), ("notes", note),
        ]
    }

    /// A warning for a place of its own, posted, whose promised update never comes.
    private static func promise(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        var kinds = message(number * 20 + 9)
        if case .messageDrafted(var drafted)? = kinds.first {
            drafted.kind = .alert
            drafted.elements.location = "Pier \(number)"
            drafted.message = "M\(number)"
            kinds[0] = .messageDrafted(drafted)
        }
        return kinds.map { $0.of("M\(number)") }
    }

    private static func inquiry(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        [
            .inquiryReceived(
                .with {
                    $0.inquiry = "Q\(number)"
                    $0.origin = .media
                    $0.from = "Channel \(number % 90)"
                    $0.question = "When will Hill Road open again?"
                    $0.deadline = soon
                })
        ]
    }

    private static func statement(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        [
            .statementObserved(
                .with {
                    $0.statement = "S\(number)"
                    $0.speaker = "Port Authority"
                    $0.carrier = "x:PortOfHarbour"
                    $0.text = "Ferry \(number) is suspended."
                    $0.corrects = ["R1"]
                })
        ]
    }

    private static func consent(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        [
            .consentRecorded(
                .with {
                    $0.consent = "C\(number)"
                    $0.whom = "volunteer \(number)"
                    $0.uses = [.photo]
                    $0.expires = soon
                })
        ]
    }

    private static func comment(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        let id = "H\(number)"
        return [
            .commentHidden(
                .with {
                    $0.comment = id
                    $0.carrier = "facebook:HarbourPolice"
                    $0.action = .hidden
                    $0.rule = "threats"
                    $0.copySha256 = Data(repeating: 7, count: 32)
                }),
            .commentAppealed(
                .with {
                    $0.comment = id
                    $0.text = "It was a joke."
                }),
        ]
    }

    private static func action(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        [
            .lessonRecorded(
                .with {
                    $0.lesson = "L\(number)"
                    $0.text = "Radio \(number) was silent."
                }),
            .correctiveActionAssigned(
                .with {
                    $0.action = "A\(number)"
                    $0.text = "Replace radio \(number)."
                    $0.owner = "logistics"
                    $0.lesson = "L\(number)"
                    $0.due = soon
                }),
        ]
    }

    private static func briefing(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        [
            .briefingScheduled(
                .with {
                    $0.briefing = "B\(number)"
                    $0.place = "Pier \(number)"
                    $0.at = soon
                })
        ]
    }

    private static func note(_ number: Int) -> [IncidentEvent.OneOf_Kind] {
        [
            .noteLogged(
                .with {
                    $0.note = "N\(number)"
                    $0.text = "Engine \(number) reports the second floor clear."
                })
        ]
    }

    /// Ten days from now.
    private static var soon: Google_Protobuf_Timestamp {
        .with { $0.seconds = Int64(time(nil)) + 864_000 }
    }
}

extension IncidentEvent.OneOf_Kind {
    /// The same about another message.
    fileprivate func of(_ id: String) -> Self {
        switch self {
        case .messageSubmitted(var event):
            event.message = id
            return .messageSubmitted(event)
        case .messageApproved(var event):
            event.message = id
            return .messageApproved(event)
        case .messageReleased(var event):
            event.message = id
            return .messageReleased(event)
        case .deliveryRecorded(var event):
            event.message = id
            return .deliveryRecorded(event)
        default: return self
        }
    }
}
