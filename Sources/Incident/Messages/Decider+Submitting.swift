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
            throw Rejection(
                .invalid, incomplete(message, missing), remedy: state.completing(id, context))
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

extension Decider {
    /// What the texts of a message lack: the values, and then the words for a translator.
    private static func incomplete(_ message: Message, _ missing: [ComposedVariant]) -> String {
        let own = missing.filter { $0.key.language == message.sourceLanguage }
        let first = own.isEmpty ? missing : own
        let names = first.flatMap(\.missing).uniqued()
        let keys = first.map(\.key.description).joined(separator: ", ")
        let values = names.map(words(forMissing:)).joined(separator: ", no ")
        var problem = "\(message.id) has no \(values) on \(keys)."
        guard !own.isEmpty else { return problem }
        for language in missing.map(\.key.language).uniqued()
        where language != message.sourceLanguage {
            let words = missing.filter { $0.key.language == language }.flatMap(\.missing)
                .uniqued().filter { !names.contains($0) }
            if words.isEmpty { continue }
            problem +=
                " It also needs \(language.languageName) words for \(words.joined(separator: " and "))."
        }
        return problem
    }

    private static func words(forMissing name: String) -> String {
        for (prefix, what) in [
            ("number:", "cleared fact with a number"), ("fact:", "cleared fact"),
        ]
        where name.hasPrefix(prefix) { return "\(what) about \(name.dropFirst(prefix.count))" }
        return name
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
