internal import EventLog
internal import Foundation
internal import IncidentEvents
internal import SwiftProtobuf

/// Synthetic events like those of an incident, of about 300 bytes with their metadata.
struct SampleEvents {
    private(set) var count: Int
    private var generator = SystemRandomNumberGenerator()
    /// Microseconds since 1970 of the first event.
    private let start: Int64

    /// - Parameter offset: The number of earlier events in the same incident.
    init(continuing offset: Int = 0, start: Int64 = 1_760_000_000_000_000) {
        count = offset
        self.start = start
    }

    /// The opening of an incident.
    mutating func opening() throws -> NewEvent {
        try event(
            .incidentOpened(
                .with {
                    $0.title = "Warehouse fire at the harbour"
                    $0.hazard = "fire"
                    $0.mode = .exercise
                    $0.zone = "America/Chicago"
                    $0.place = "Pier 9"
                    $0.leadAgency = "Harbour Fire Department"
                    $0.phase = "initial"
                }))
    }

    mutating func next(_ count: Int) throws -> [NewEvent] {
        try (0..<count).map { _ in try event(kind()) }
    }

    /// Any event, as one of the three people at the desk records it.
    mutating func event(_ kind: IncidentEvent.OneOf_Kind) throws -> NewEvent {
        let id = EventID.make(atMilliseconds: start / 1000 + Int64(count), using: &generator)
        var event = IncidentEvent()
        event.kind = kind
        var metadata = RecordMetadata()
        metadata.actor = ["a.rivera", "k.osei", "m.lindqvist"][count % 3]
        metadata.role = ["pio", "rumor-control", "jic-manager"][count % 3]
        metadata.agency = "Harbour Fire Department"
        metadata.visibility = .internal
        metadata.requestID = Data(id.bytes)
        metadata.requestSha256 = Data(id.bytes + id.bytes)
        metadata.osAccount = "pio"
        metadata.host = "jic-desk-2"
        count += 1
        return NewEvent(
            id: id, type: kind.name, data: try event.serializedBytes(),
            metadata: try metadata.serializedBytes())
    }

    /// Fifty entries make a round: a fact said in public, a corrected rumor, and many listening
    /// entries.
    private func kind() -> IncidentEvent.OneOf_Kind {
        let round = count / 50 + 1
        let place = count % 50
        switch place {
        case 0...3: return fact(place, round)
        case 4...9: return message(place, round)
        case 10...19: return rumor(place, round)
        case 20...29:
            return .noteLogged(
                .with {
                    $0.note = "N\(count)"
                    $0.text =
                        "Engine \(count % 40) reports the second floor clear; two crews remain on"
                        + " the east side, and the water supply from the quay holds at full"
                        + " pressure. Command asks for relief crews at the turn of the hour."
                })
        case 30...36: return .inquiryReceived(inquiry("Q\(round * 7 + place - 30)"))
        case 37...43:
            return .inquiryAnswered(
                .with {
                    $0.inquiry = "Q\(round * 7 + place - 37)"
                    $0.answer =
                        "The bridge stays closed until the structure has been inspected; the"
                        + " detour by Harbour Street is open in both directions, and buses run it."
                    $0.message = "M\(round)"
                })
        default:
            return .statementObserved(
                .with {
                    $0.statement = "S\(count)"
                    $0.speaker = "Port Authority"
                    $0.carrier = "x:PortOfHarbour"
                    $0.address = "https://x.example/PortOfHarbour/status/17\(count)"
                    $0.text =
                        "Ferries are suspended until further notice; tickets stay valid for seven"
                        + " days and may be used on any later crossing."
                })
        }
    }

    private func fact(_ place: Int, _ round: Int) -> IncidentEvent.OneOf_Kind {
        switch place {
        case 0, 1:
            .factRecorded(
                .with {
                    $0.fact = "F\(round * 2 + place)"
                    $0.topic = "evacuation.blocks-\(place)"
                    $0.statement =
                        "\(round % 90) blocks around the pier have been evacuated, and the school"
                        + " gymnasium on Hill Road takes in whoever has nowhere to go."
                    $0.number = Double(round)
                    $0.source = "incident commander"
                })
        case 2:
            .factVerified(
                .with {
                    $0.fact = "F\(round * 2)"
                    $0.source = "operations section chief, by radio on the command channel"
                })
        default: .factCleared(.with { $0.fact = "F\(round * 2)" })
        }
    }

    private func message(_ place: Int, _ round: Int) -> IncidentEvent.OneOf_Kind {
        let text =
            "Fire at Pier 9: \(round % 90) blocks are evacuated. Keep windows shut, stay away from"
            + " the harbour. Shelter: gymnasium, Hill Road. Next update at the full hour."
        let id = "M\(round)"
        let hash = Data(repeating: UInt8(truncatingIfNeeded: round), count: 32)
        switch place {
        case 4:
            return .messageDrafted(
                .with {
                    $0.message = id
                    $0.kind = .update
                    $0.cites = [.with { $0.fact = "F\(round * 2)" }]
                    $0.corrects = ["R\(round)"]
                    $0.identifiesNobody = true
                    $0.languages = ["en"]
                    $0.channels = ["x", "web"]
                    $0.texts = [
                        .with {
                            $0.language = "en"
                            $0.text = text
                        }
                    ]
                })
        case 5:
            return .messageSubmitted(
                .with {
                    $0.message = id
                    $0.contentSha256 = hash
                    $0.variants = [
                        .with {
                            $0.channel = "x"
                            $0.language = "en"
                            $0.text = text
                        }
                    ]
                })
        case 6:
            return .messageApproved(
                .with {
                    $0.message = id
                    $0.contentSha256 = hash
                    $0.manner = .inPerson
                    $0.approver = "k.osei"
                    $0.role = "jic-manager"
                })
        case 7:
            return .messageReleased(
                .with {
                    $0.message = id
                    $0.contentSha256 = hash
                    $0.texts = [
                        .with {
                            $0.channel = "x"
                            $0.language = "en"
                            $0.text = text
                            $0.units = 170
                            $0.unit = "weighted characters"
                            $0.limit = 280
                        }
                    ]
                })
        default:
            return .deliveryRecorded(
                .with {
                    $0.message = id
                    $0.carrier = place == 8 ? "x:HarbourFire" : "web:harbourfire"
                    $0.outcome = .posted
                    $0.address = "https://x.example/HarbourFire/status/17\(count)"
                })
        }
    }

    private func rumor(_ place: Int, _ round: Int) -> IncidentEvent.OneOf_Kind {
        let id = "R\(round)"
        switch place {
        case 10:
            return .rumorReported(
                .with {
                    $0.rumor = id
                    $0.claim =
                        "A tank of chlorine on the pier has burst and the whole district must"
                        + " leave at once, say posts that show a fire of another year."
                    $0.origin = .public
                })
        case 18:
            return .rumorAssessed(
                .with {
                    $0.rumor = id
                    $0.finding = .false
                    $0.evidence =
                        "The harbour master's register shows no chlorine; the picture is of a fire"
                        + " of 2014 in another country."
                    $0.facts = ["F\(round * 2)"]
                })
        case 19:
            return .outletContacted(
                .with {
                    $0.rumor = id
                    $0.carrier = "tv:station-\(round % 5)"
                    $0.how = "telephone call to the assignment desk, who promise to look at it"
                })
        default:
            return .rumorSighted(
                .with {
                    $0.rumor = id
                    $0.carrier = place % 2 == 0 ? "tv:station-\(place)" : "x:witness-\(place)"
                    $0.address = "https://x.example/witness/status/17\(count)"
                    $0.reach = UInt64(count)
                })
        }
    }

    private func inquiry(_ id: String) -> InquiryReceived {
        .with {
            $0.inquiry = id
            $0.origin = .media
            $0.from = "Harbour Herald"
            $0.question =
                "When does the bridge open again, and is it true that the smoke is poisonous to"
                + " people with asthma who live beyond the railway?"
            $0.channel = "phone"
        }
    }
}
