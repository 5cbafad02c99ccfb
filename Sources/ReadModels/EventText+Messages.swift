internal import Basics
internal import Incident
internal import IncidentEvents

extension EventText {
    init(_ event: MessageRevised) {
        self.init("\(event.message) revised.", about: event.message)
    }

    init(_ event: VariantEdited) {
        let variant = "\(event.variant.channel)/\(event.variant.language)"
        self.init(
            event.reverted
                ? "\(event.message): the composed text replaces the hand edit on \(variant)."
                : "\(event.message) edited by hand on \(variant): \(event.variant.text)",
            about: event.message)
    }

    init(_ event: MessageSubmitted) {
        self.init(
            "\(event.message) submitted for approval with \(event.variants.count.counted("text")).",
            about: event.message)
    }

    init(_ event: MessageRatified) {
        self.init("\(event.message) ratified.", about: event.message)
    }

    init(_ event: MessageReturned) {
        self.init(
            "\(event.message) returned\(reason(event.reason)).", about: event.message)
    }

    init(_ event: MessageWithdrawn) {
        self.init(
            "\(event.message) \(event.manner.word) on \(event.carrier)"
                + "\(reason(event.reason)).",
            public: event.carrier.isPublicCarrier
                ? "\(event.message) withdrawn from \(event.carrier) "
                    + "(\(event.manner.word))." : nil,
            about: event.message, on: event.carrier, isTurningPoint: true)
    }

    init(_ event: MessageDiscarded) {
        self.init(
            "\(event.message) discarded\(reason(event.reason)).", about: event.message)
    }

    init(_ event: MessageRecalled) {
        self.init("\(event.message) recalled\(reason(event.reason)).", about: event.message)
    }

    init(_ event: DeliveryVoided) {
        self.init(
            "\(event.message) was not posted on \(event.carrier); the report was a slip\(reason(event.reason)).",
            about: event.message)
    }

    init(_ event: MessageTranslated) {
        self.init(
            "\(event.message) translated into \(event.language) by "
                + "\(event.machine ? "a machine" : event.translator).", about: event.message)
    }

    init(_ event: TranslationConfirmed) {
        self.init(
            "\(event.message): the translation into \(event.language) was read and confirmed.",
            about: event.message)
    }

    init(_ event: MediaAttached) {
        self.init(
            "\(event.message): \(event.attachment.mediaType) attached, "
                + "\(event.attachment.size) bytes.", about: event.message)
    }

    init(_ event: MediaDetached) {
        self.init("\(event.message): attachment removed.", about: event.message)
    }

    static func drafted(_ event: MessageDrafted) -> EventText {
        var text = "\(event.message) drafted: \(event.kind.word)"
        if !event.name.isEmpty, event.name != event.kind.word { text += " \(event.name)" }
        if !event.cites.isEmpty {
            text += ", cites \(event.cites.map(\.fact).joined(separator: ", "))"
        }
        text += list(event.corrects, before: ", corrects ")
        if !event.retracts.isEmpty { text += ", for \(event.retracts)" }
        return EventText(text + ".", about: event.message)
    }

    static func approved(_ event: MessageApproved) -> EventText {
        var text = "\(event.message) approved"
        switch event.manner {
        case .inPerson: text += " by \(event.approver)"
        case .standing: text += " by the standing approval of \(event.approver)"
        case .relayed: text += " by \(event.approver), relayed by \(event.via)"
        case .alone: text += " without a second approver\(reason(event.reason))"
        case .unspecified, .UNRECOGNIZED: break
        }
        return EventText(
            text + bracketed(event.manner == .alone ? "" : event.role) + ".", about: event.message)
    }

    static func released(
        _ event: MessageReleased, _ context: Timeline.Context
    ) -> EventText {
        let kind = context.message.kind
        let channels = event.texts.map { "\($0.channel)/\($0.language)" }
        var text = "\(event.message) (\(kind.word)) released"
        text += list(channels, before: " for ")
        if event.hasNextUpdateBy {
            text += "; next update promised by \(context.zone.dated(Instant(event.nextUpdateBy)))"
        }
        // Only a delivery publishes a text, so a release alone has no public form.
        return EventText(
            text + ".", about: event.message,
            isTurningPoint: kind.setsRight || context.message.isCorrection)
    }

    static func delivered(
        _ event: DeliveryRecorded, _ context: Timeline.Context
    ) -> EventText {
        let kind = context.message.kind
        guard event.outcome == .posted else {
            return EventText(
                "\(event.message) could not be delivered on \(event.carrier)\(reason(event.reason)).",
                about: event.message, on: event.carrier)
        }
        let address = bracketed(event.address)
        let name = kind.word.capitalizedFirst
        // Earlier versions recorded no languages.
        let posted = context.message.releases.filter {
            event.languages.isEmpty || event.languages.contains($0.language)
        }
        let isPart =
            !event.languages.isEmpty && event.languages.count < context.message.languages.count
        let languages = bracketed(
            isPart ? event.languages.map(\.languageName).joined(separator: ", ") : "")
        return EventText(
            "\(event.message) (\(kind.word)) posted on \(event.carrier)\(languages)\(address).",
            public: event.carrier.isPublicCarrier
                ? "\(name) \(event.message) on \(event.carrier)\(address)." : nil,
            about: event.message, on: event.carrier, texts: posted,
            isTurningPoint: kind.setsRight || context.message.isCorrection
                || context.message.isFirstOfKind)
    }
}

extension MessageKind {
    /// Whether it corrects an earlier message.
    fileprivate var setsRight: Bool {
        switch self {
        case .correction, .retraction, .allClear: true
        case .holding, .alert, .update, .unspecified, .UNRECOGNIZED: false
        }
    }
}
