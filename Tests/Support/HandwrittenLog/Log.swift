import Foundation
package import IncidentEvents
import SwiftProtobuf

/// A log written by hand, with a minute between entries unless stated otherwise.
package struct Log {
    package var records: [IncidentRecord] = []

    package init() {}

    /// 12:00 UTC.
    package static let start = Instant(seconds: 1_800_014_400)

    package static func minute(_ minutes: Int) -> Instant {
        start.advanced(by: .seconds(minutes * 60))
    }

    @discardableResult
    package mutating func add(
        _ event: IncidentEvent.OneOf_Kind, at minute: Int? = nil, claimed: Int? = nil,
        _ certainty: TimeCertainty = .unspecified, _ visibility: Visibility = .internal,
        actor: String = "rivera"
    ) -> UInt64 {
        var metadata = RecordMetadata()
        metadata.actor = actor
        metadata.role = "pio"
        metadata.visibility = visibility
        metadata.certainty = certainty
        if let claimed { metadata.occurredAt = Log.minute(claimed).timestamp }
        metadata.provenance = .with {
            $0.reference = "reference-of-\(actor)"
            $0.sources = ["https://example.org/\(actor)"]
        }
        let position = UInt64(records.count)
        records.append(
            IncidentRecord(
                position: position, revision: position, eventID: "\(position)",
                recordedAt: Log.minute(minute ?? records.count), metadata: metadata,
                content: .event(event)))
        return position
    }

    package mutating func open(onset: Int = 0, mode: IncidentMode = .live) {
        add(
            .incidentOpened(
                .with {
                    $0.title = "Mill fire"
                    $0.hazard = "fire"
                    $0.mode = mode
                    $0.zone = "UTC"
                    $0.place = "Old Mill"
                    $0.onset = Log.minute(onset).timestamp
                    $0.onsetCertainty = .exact
                    $0.phase = "initial"
                }), at: 0)
    }

    package mutating func draft(
        _ id: String, _ kind: MessageKind = .update, template: String = "", cites: [String] = [],
        corrects: [String] = [], guidance: String = "", asOf: Int? = nil, armed: [String] = [],
        retracts: String = ""
    ) {
        add(
            .messageDrafted(
                .with {
                    $0.message = id
                    $0.kind = kind
                    $0.template = template
                    $0.languages = ["en"]
                    $0.channels = ["x", "blog"]
                    $0.audience = "public"
                    $0.identifiesNobody = true
                    $0.elements.guidance = guidance
                    $0.corrects = corrects
                    $0.armed = armed
                    $0.retracts = retracts
                    $0.cites = cites.map { fact in
                        .with {
                            $0.fact = fact
                            if let asOf { $0.asOf = Log.minute(asOf).timestamp }
                        }
                    }
                }))
    }

    package mutating func release(
        _ id: String, text: String = "Text.", channels: [String] = ["x", "blog"],
        nextUpdate: Int? = nil, _ visibility: Visibility = .public
    ) {
        add(
            .messageReleased(
                .with {
                    $0.message = id
                    $0.contentSha256 = .init([1])
                    $0.texts = channels.map { channel in
                        .with {
                            $0.channel = channel
                            $0.language = "en"
                            $0.text = text
                        }
                    }
                    if let nextUpdate { $0.nextUpdateBy = Log.minute(nextUpdate).timestamp }
                }), .unspecified, visibility)
    }

    @discardableResult
    package mutating func add(
        _ event: IncidentEvent.OneOf_Kind, _ certainty: TimeCertainty, _ visibility: Visibility
    ) -> UInt64 { add(event, at: nil, claimed: nil, certainty, visibility) }

    package mutating func post(
        _ id: String, _ carrier: String, in languages: [String] = [], at minute: Int? = nil,
        _ certainty: TimeCertainty = .unspecified
    ) {
        add(
            .deliveryRecorded(
                .with {
                    $0.message = id
                    $0.carrier = carrier
                    $0.outcome = .posted
                    $0.languages = languages
                }), at: minute, claimed: nil, certainty, .public)
    }

    package mutating func withdraw(_ id: String, _ carrier: String, at minute: Int? = nil) {
        add(
            .messageWithdrawn(
                .with {
                    $0.message = id
                    $0.carrier = carrier
                    $0.manner = .deleted
                    $0.reason = "wrong"
                }), at: minute, claimed: nil, .unspecified, .public)
    }

    package mutating func fact(_ id: String, _ statement: String = "The mill burns.") {
        add(
            .factRecorded(
                .with {
                    $0.fact = id
                    $0.topic = "fire"
                    $0.statement = statement
                    $0.source = "engine 4"
                }))
        add(.factVerified(.with { ($0.fact, $0.source) = (id, "engine 4") }))
        add(.factCleared(.with { $0.fact = id }))
    }

    package mutating func rumor(
        _ id: String, origin: RumorOrigin = .public, messages: [String] = [],
        on carriers: [String] = [], finding: Finding? = .false, at minute: Int? = nil
    ) {
        add(
            .rumorReported(
                .with {
                    $0.rumor = id
                    $0.claim = "The dam broke."
                    $0.origin = origin
                    $0.messages = messages
                }), at: minute)
        for carrier in carriers {
            add(.rumorSighted(.with { ($0.rumor, $0.carrier) = (id, carrier) }), at: minute)
        }
        if let finding {
            add(
                .rumorAssessed(
                    .with { ($0.rumor, $0.finding, $0.evidence) = (id, finding, "Gauge 2.") }),
                at: minute)
        }
    }

    /// The records up to a moment, as with `--as-of`.
    package func asOf(_ minute: Int) -> [IncidentRecord] {
        records.filter { $0.incidentTime <= Log.minute(minute) }
    }
}
