internal import Channels
public import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: MessageDrafted, _ stamp: Stamp) {
        // No command writes the same id twice; of a foreign log's duplicates, the first counts.
        guard let id = MessageID(event.message), !messages.has(id) else { return }
        let message = Message(event, id: id, stamp: stamp)
        messages.add(message, as: id)
        if let retracted = message.retracts { retracting[retracted, default: []].append(id) }
    }

    mutating func apply(_ event: MessageRevised, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { $0.revise(event, stamp) }
    }

    mutating func apply(_ event: VariantEdited, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            let key = Message.VariantKey(
                channel: ChannelID(rawValue: event.variant.channel),
                language: event.variant.language)
            message.handTexts[key] =
                event.reverted
                ? nil
                : Message.HandText(
                    text: event.variant.text, composedSHA256: Array(event.composedSha256),
                    sourceSHA256: Array(event.sourceSha256), stamp: stamp)
            message.unfreeze(by: stamp)
        }
    }

    mutating func apply(_ event: MessageSubmitted, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            message.submission = Message.Submission(
                contentSHA256: Array(event.contentSha256),
                variants: event.variants.map(Message.Variant.init),
                attachments: event.attachments, stamp: stamp)
            message.cites = event.cites.compactMap(Message.Cited.init)
        }
    }

    mutating func apply(_ event: MessageApproved, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) {
            $0.approvals.append(
                Message.Approval(
                    contentSHA256: Array(event.contentSha256), manner: event.manner,
                    approver: event.approver.nonEmpty,
                    role: event.role.nonEmpty.map(Role.init(rawValue:)),
                    via: event.via.nonEmpty,
                    reason: event.reason.nonEmpty,
                    expires: event.hasExpires ? Instant(event.expires) : nil,
                    authors: $0.authors, stamp: stamp))
        }
    }

    /// A person ratifies what others did alone or overrode, and confirms their own approval that
    /// somebody else entered.
    mutating func apply(_ event: MessageRatified, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            for index in message.approvals.indices
            where message.approvals[index].contentSHA256 == Array(event.contentSha256) {
                let approval = message.approvals[index]
                let isOwn = approval.manner == .relayed && approval.approver == stamp.actor
                if approval.manner == .alone || isOwn {
                    message.approvals[index].ratified = stamp
                }
            }
            for index in message.overrides.indices
            where message.overrides[index].ratified == nil
                && message.overrides[index].stamp.actor != stamp.actor
            {
                message.overrides[index].ratified = stamp
            }
        }
    }

    mutating func apply(_ event: MessageReturned, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) {
            $0.returns.append(Message.Returned(reason: event.reason, stamp: stamp))
            $0.submission = nil
        }
    }

    mutating func apply(_ event: MessageReleased, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            let keys = Set(event.texts.map(Message.VariantKey.init))
            let approved = message.submission?.variants.filter { keys.contains($0.key) } ?? []
            message.releases.append(
                Message.Release(
                    texts: event.texts, contentSHA256: Array(event.contentSha256),
                    nextUpdateBy: event.hasNextUpdateBy ? Instant(event.nextUpdateBy) : nil,
                    cites: message.cites, approved: approved, attachments: event.attachments,
                    identified: message.identified, stamp: stamp))
        }
    }

    mutating func apply(_ event: DeliveryRecorded, _ stamp: Stamp) {
        guard let carrier = try? Carrier(event.carrier) else { return }
        messages.change(MessageID(event.message)) {
            $0.deliveries.append(
                Message.Delivery(
                    carrier: carrier, languages: $0.languages(event.languages, on: carrier),
                    outcome: event.outcome, address: event.address.nonEmpty,
                    reason: event.reason.nonEmpty, stamp: stamp))
        }
    }

    mutating func apply(_ event: MessageWithdrawn, _ stamp: Stamp) {
        guard let carrier = try? Carrier(event.carrier) else { return }
        messages.change(MessageID(event.message)) {
            $0.withdrawals.append(
                Message.Withdrawal(
                    carrier: carrier, languages: $0.languages(event.languages, on: carrier),
                    manner: event.manner, reason: event.reason, stamp: stamp))
        }
    }

    mutating func apply(_ event: MessageRecalled, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) {
            $0.recall = Message.Recall(reason: event.reason, stamp: stamp)
        }
    }

    /// The delivery leaves the list, so that nothing that reads deliveries counts it. In a language
    /// that stays, it goes on to count.
    mutating func apply(_ event: DeliveryVoided, _ stamp: Stamp) {
        guard let id = MessageID(event.message), let carrier = try? Carrier(event.carrier),
            let index = messages[id]?.deliveries.lastIndex(where: {
                $0.outcome == .posted && $0.carrier == carrier
                    && (event.languages.isEmpty
                        || $0.languages.contains(where: event.languages.contains))
            })
        else { return }
        messages.change(id) { message in
            var slip = message.deliveries[index]
            let left = slip.languages.filter {
                !event.languages.isEmpty && !event.languages.contains($0)
            }
            if left.isEmpty {
                message.deliveries.remove(at: index)
                voidedMilestones.insert(slip.stamp.position)
            } else {
                message.deliveries[index].languages = left
                slip.languages.removeAll(where: left.contains)
            }
            message.voidedDeliveries.append(
                Message.VoidedDelivery(delivery: slip, reason: event.reason, stamp: stamp))
        }
    }

    mutating func apply(_ event: MessageDiscarded, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { $0.discarded = stamp }
    }
}

extension Message {
    init(_ event: MessageDrafted, id: MessageID, stamp: Stamp) {
        self.id = id
        kind = event.kind
        template = event.template.nonEmpty.map(TemplateID.init(rawValue:))
        name = event.name.nonEmpty
        elements = event.elements
        cites = event.cites.compactMap(Cited.init)
        restsOnNothing = event.restsOnNothing.nonEmpty
        corrects = event.corrects.compactMap { RumorID($0) }
        retracts = MessageID(event.retracts)
        armed = event.armed.compactMap { MessageID($0) }
        answers = InquiryID(event.answers)
        declared = Declaration(
            nobody: event.identifiesNobody, identifications: event.identifications)
        forbidsThread = event.forbidsThread
        languages = event.languages
        channels = event.channels.map { ChannelID(rawValue: $0) }
        audience = event.audience
        fields = [:]
        freeTexts = [:]
        drafted = stamp
        authors = [stamp.actor]
        lastEdited = stamp.position
        fill(fields: event.fields, texts: event.texts)
    }

    fileprivate mutating func revise(_ event: MessageRevised, _ stamp: Stamp) {
        if event.hasElements { elements.overlay(event.elements) }
        if event.replacesCites { cites = event.cites.compactMap(Cited.init) }
        if event.hasRestsOnNothing { restsOnNothing = event.restsOnNothing.nonEmpty }
        if event.replacesCorrects { corrects = event.corrects.compactMap { RumorID($0) } }
        if event.replacesIdentifications {
            declared = Declaration(
                nobody: event.identifiesNobody, identifications: event.identifications)
        }
        if event.hasForbidsThread { forbidsThread = event.forbidsThread }
        if !event.channels.isEmpty { channels = event.channels.map { ChannelID(rawValue: $0) } }
        fill(fields: event.fields, texts: event.texts)
        unfreeze(by: stamp)
    }

    private mutating func fill(fields values: [FieldValue], texts: [VariantText]) {
        for field in values { fields[field.name] = field.value }
        for text in texts { freeTexts[text.language] = text.text }
    }

    /// An edit voids the submission, and with it the approval of the submitted content.
    mutating func unfreeze(by edit: Stamp) {
        submission = nil
        // The authors of the released text stay authors until the text changes. Otherwise they
        // could approve it themselves for the remaining channels.
        let isFirstSinceRelease = releases.last.map { $0.stamp.position > lastEdited } ?? false
        if isFirstSinceRelease { authors = [] }
        lastEdited = edit.position
        add(author: edit.actor)
    }

    mutating func add(author: String) {
        if !authors.contains(author) { authors.append(author) }
    }
}

extension Message.Declaration {
    init(nobody: Bool, identifications: [Identification]) {
        self =
            identifications.isEmpty ? (nobody ? .nobody : .undeclared) : .persons(identifications)
    }
}

extension Message.Variant {
    init(_ variant: VariantText) {
        self.init(
            key: Message.VariantKey(
                channel: ChannelID(rawValue: variant.channel), language: variant.language),
            text: variant.text, parts: variant.parts, dropped: variant.dropped)
    }
}

extension Message.VariantKey {
    /// The channel and language of a released text.
    public init(_ text: ReleasedText) {
        self.init(channel: ChannelID(rawValue: text.channel), language: text.language)
    }
}

extension Message.Cited {
    init?(_ citation: Citation) {
        guard let fact = FactID(citation.fact) else { return nil }
        self.init(
            fact: fact, isUnconfirmed: citation.unconfirmed,
            asOf: citation.hasAsOf ? Instant(citation.asOf) : nil)
    }

    var citation: Citation {
        var citation = Citation()
        citation.fact = fact.description
        citation.unconfirmed = isUnconfirmed
        if let asOf { citation.asOf = asOf.timestamp }
        return citation
    }
}

extension MessageElements {
    /// Copies the values that `other` states and keeps the rest.
    mutating func overlay(_ other: MessageElements) {
        for path in MessageElements.texts where !other[keyPath: path].isEmpty {
            self[keyPath: path] = other[keyPath: path]
        }
        if other.hasNextUpdateBy { nextUpdateBy = other.nextUpdateBy }
        if other.hasExpires { expires = other.expires }
    }

    /// The texts that are not empty.
    var stated: [String] {
        MessageElements.texts.map { self[keyPath: $0] }.filter { !$0.isEmpty }
    }

    private static var texts: [WritableKeyPath<MessageElements, String>] {
        [
            \.source, \.hazard, \.location, \.guidance, \.time, \.impact, \.known, \.notKnown,
            \.doing, \.empathy,
        ]
    }
}
