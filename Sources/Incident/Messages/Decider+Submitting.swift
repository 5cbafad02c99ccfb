internal import Basics
internal import Channels
internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    static func submit(
        _ id: MessageID, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        if message.submission != nil { return Ruling() }
        return try submission(of: message, in: state, context)
    }

    /// Freezes the texts of a message and of the messages armed with it, and approves them if a
    /// standing approval covers them: one approval arms all three.
    ///
    /// - Parameter checksArmed: Whether faults of the armed texts stop it.
    static func submission(
        of message: Message, checksArmed: Bool = true, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        if checksArmed { try requireReadyEndings(of: message, in: state, context) }
        let standing = standingCover(of: message, in: state, context).approval
        var ruling = try freezing(of: message, standing, in: state, context)
        for armed in message.armed.compactMap({ state.messages[$0] })
        where armed.submission == nil && armed.discarded == nil {
            let isAsComposed =
                armed.handTexts.isEmpty && armed.freeTexts.isEmpty
                && armed.elements == message.elements && armed.fields == message.fields
                && armed.declaration == .nobody && armed.authors == message.authors
            ruling.events += try freezing(
                of: armed, isAsComposed ? standing : nil, in: state, context
            ).events
        }
        return ruling
    }

    private static func freezing(
        of message: Message, _ standing: (approval: StandingApproval, ends: Instant)?,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let id = message.id
        let composition = composer(state, context).compose(message)
        // An untranslated text holds back only itself.
        let missing = composition.variants.filter { $0.text == nil && !$0.isUntranslated }
        if !missing.isEmpty {
            let names = missing.flatMap(\.missing).uniqued()
            let keys = missing.map(\.key.description).joined(separator: ", ")
            throw Rejection(
                .invalid, "\(id) has no \(names.joined(separator: ", no ")) on \(keys).",
                remedy: state.completing(id, context)
            )
        }
        let isAboutPerson =
            message.template.flatMap { context.playbook.template($0) }?.isAboutPerson == true
        if isAboutPerson, message.declaration == .nobody || message.declaration == .undeclared {
            throw Rejection(
                .invalid,
                "\(id) has the name of a person, and doesn't declare whom it identifies.",
                remedy:
                    "Say who it is and why they may be named: \(do: .reviseMessage(id, .identifiesPerson))"
            )
        }
        if message.declaration == .undeclared {
            throw Rejection(
                .invalid, "\(id) doesn't declare whom it identifies.",
                remedy:
                    "If nobody: \(do: .reviseMessage(id, .identifiesNobody)). If somebody, give WHOM \(option: .purpose) PURPOSE."
            )
        }
        let variants = composition.variants.compactMap(\.variant)
        let hash = message.contentSHA256(variants: variants, cites: composition.cites)
        var events: [IncidentEvent.OneOf_Kind] = [
            .messageSubmitted(
                .with {
                    $0.message = id.description
                    $0.contentSha256 = Data(hash)
                    $0.variants = variants.map(\.variantText)
                    $0.cites = composition.cites.map(\.citation)
                    $0.attachments = message.attachments
                })
        ]
        if let standing {
            events.append(
                approval(of: id, hash, .standing) {
                    $0.approver = standing.approval.approver
                    $0.role = standing.approval.role.rawValue
                    $0.expires = standing.ends.timestamp
                })
        }
        var frozen = message
        frozen.cites = composition.cites
        let findings = JudgedMessage(frozen, variants: variants, in: state, context).findings
            .filter { $0.guard != .unapproved }
        return Ruling(events, warnings: findings)
    }
}

extension Message.Variant {
    var variantText: VariantText {
        .with {
            $0.channel = key.channel.rawValue
            $0.language = key.language
            $0.text = text
            $0.parts = parts
            $0.dropped = dropped
        }
    }
}
