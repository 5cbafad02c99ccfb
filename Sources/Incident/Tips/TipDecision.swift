internal import Foundation
public import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

/// Why something can't be done with a tip.
public enum TipFault: Error, Hashable, Sendable {
    case unknown(TipCode)
    /// It has a contact already.
    case isWitness(TipCode)
    /// No unit got it, so none can acknowledge it.
    case notHandedOver(TipCode)
    case empty
}

/// What is recorded of tips.
public enum TipDecision {
    /// - Parameters:
    ///   - sealed: The text, encrypted for the owner of `recipient`.
    ///   - recipient: The SHA-256 of the owner's certificate.
    public static func take(
        _ code: TipCode, sealed: [UInt8], for recipient: [UInt8], warned: Bool
    ) -> [IncidentEvent.OneOf_Kind] {
        [
            .tipTaken(
                .with {
                    $0.tip = code.description
                    $0.dangerShown = warned
                }),
            self.sealed(code, .text, sealed, recipient),
        ]
    }

    private static func sealed(
        _ code: TipCode, _ part: TipPart, _ sealed: [UInt8], _ recipient: [UInt8]
    ) -> IncidentEvent.OneOf_Kind {
        .tipSealed(
            .with {
                $0.tip = code.description
                $0.part = part
                $0.sealed = Data(sealed)
                $0.recipientSha256 = Data(recipient)
            })
    }

    private static func require(
        _ code: TipCode, in register: TipRegister
    ) throws(TipFault) -> TipRegister.Tip {
        guard let tip = register[code] else { throw .unknown(code) }
        return tip
    }

    /// Keeps the contact of a person who wants to be a witness.
    public static func keepContact(
        of code: TipCode, sealed: [UInt8], for recipient: [UInt8], in register: TipRegister
    ) throws(TipFault) -> [IncidentEvent.OneOf_Kind] {
        guard try require(code, in: register).contact == nil else { throw .isWitness(code) }
        return [self.sealed(code, .contact, sealed, recipient)]
    }

    /// - Parameter summary: Without anything that gives away who gave the tip.
    public static func handOver(
        _ code: TipCode, to unit: String, summary: String, in register: TipRegister
    ) throws(TipFault) -> [IncidentEvent.OneOf_Kind] {
        let tip = try require(code, in: register)
        guard !unit.allSatisfy(\.isWhitespace), !summary.allSatisfy(\.isWhitespace) else {
            throw .empty
        }
        let handOver = TipRegister.HandOver(unit: unit, summary: summary)
        if tip.handedOver.contains(handOver) { return [] }
        return [
            .tipPassedOn(
                .with {
                    $0.tip = code.description
                    $0.unit = unit
                    $0.summary = summary
                })
        ]
    }

    /// - Returns: The events, and the position of the text, which goes with it; nil if it is gone.
    public static func acknowledge(
        _ code: TipCode, by unit: String?, before: Instant, in register: TipRegister
    ) throws(TipFault) -> (events: [IncidentEvent.OneOf_Kind], text: UInt64?) {
        let tip = try require(code, in: register)
        guard let last = tip.handedOver.last else { throw .notHandedOver(code) }
        var events: [IncidentEvent.OneOf_Kind] = []
        if tip.acknowledgedBy == nil {
            events.append(
                .tipAcknowledged(
                    .with {
                        $0.tip = code.description
                        $0.unit = unit ?? last.unit
                    }))
        }
        if let text = tip.text {
            events.append(
                RetentionRule(.tips, period: "acknowledged", before: before).event(about: [text]))
        }
        return (events, tip.text)
    }
}
