internal import Channels
internal import Incident
public import IncidentEvents
internal import Playbooks
internal import TextChecks
public import Wire

/// An alert that breaks no rule, and its file.
public struct PublishedAlert: Sendable {
    /// The message, such as `M3`.
    public let message: MessageID
    /// The file's contents.
    public let alert: CAPAlert
    /// The file itself.
    public let xml: String
    /// The message's languages, in its order.
    let languages: [String]
}

extension Publisher {
    /// A message as a CAP 1.2 alert for a certified origination tool.
    ///
    /// Its status follows from the log: `Exercise` in a drill or reenactment, `Actual` if every
    /// text in it is released in a LIVE incident, else `Draft`.
    ///
    /// - Throws: ``PublishingRefusal``, or `Zone.TimeFault` for an invalid end time.
    public func alert(_ request: AlertRequest) throws -> PublishedAlert {
        let message = try message(request.message)
        try requireSayable(request, with: message)
        let sent = try time(now)
        let expires = CAPTime(try time(end(of: message, request)))
        let texts = texts(of: message)
        let blocks = try message.languages.compactMap {
            try AlertBlock($0, of: message, texts, forPhones: request.handling != nil)
        }
        guard !blocks.isEmpty else { throw PublishingRefusal.noPublicText(message.id) }
        let infos = try blocks.map { try info($0, of: message, request, expires: expires) }
        let standing = standing(isReleased: blocks.allSatisfy(\.isReleased))
        let sender = try request.sender ?? sender
        let alert = CAPAlert(
            identifier: request.identifier
                // To the microsecond: two files written in one second are two alerts.
                ?? "\(incident)-\(message.id)-\(now.microseconds)",
            sender: sender, sent: sent, standing: standing,
            messageType: request.follows?.messageType ?? .alert,
            note: standing == .exercise ? playbook.guards.exerciseMarking : nil,
            references: try references(request.follows?.alerts ?? [], by: sender), infos: infos)
        let context = CAPContext(
            standing: standing, now: sent, agencyNames: department.agencyNames)
        do {
            return PublishedAlert(
                message: message.id, alert: alert, xml: try alert.xml(in: context),
                languages: message.languages)
        } catch let refusal as CAPRefusal {
            throw PublishingRefusal.alertBreaksRules(message.id, refusal)
        }
    }

    /// The text for radio and television from an alert, one paragraph a language.
    ///
    /// - Throws: ``PublishingRefusal`` for a text that does not fit, `WireError` for a language
    ///   without an opening sentence.
    public func stationText(of published: PublishedAlert) throws -> String {
        let channel = playbook.channel(.eas)
        return try published.languages.compactMap { language in
            let sent = published.alert.sent.moment.map { Instant(seconds: $0.secondsSince1970) }
            let text = try published.alert.easText(language: language) { time, language in
                publicTime.text(
                    Instant(seconds: time.secondsSince1970), in: language,
                    today: sent ?? now)
            }
            if let text, let count = channel?.count(text), !count.fits {
                throw PublishingRefusal.stationTextTooLong(
                    published.message, language: language, problems: count.problems)
            }
            return text
        }.joined(separator: "\n\n")
    }

    /// Words that an option gives pass the same judgement as the message's texts, and a response
    /// doesn't contradict it.
    private func requireSayable(
        _ request: AlertRequest, with message: Message
    ) throws(PublishingRefusal) {
        let context = DecisionContext(
            now: now, actor: department.id, playbook: playbook, department: department
        )
        let decision = Decision(state: state, context: context)
        let given =
            request.eventNames.sorted { $0.key < $1.key }
            .map { ("--event-name", language: $0.key, words: $0.value) }
            + [request.area].compactMap(\.self).flatMap { area in
                message.languages.map { ("--area", language: $0, words: area) }
            }
        for (option, language, words) in given {
            if let fault = decision.fault(in: words, language: language, besides: message) {
                throw .wordsStopped(message.id, option: option, finding: fault)
            }
        }
        // Phones show the area beside the text.
        for part in request.area?.split(separator: ";") ?? [] {
            let name = part.drop { $0 == " " }
            if let fault = NameForm.fault(in: String(name)) {
                throw .wordsStopped(
                    message.id, option: "--area", finding: "isn't the name of a place: it \(fault)."
                )
            }
        }
        if case .cancels? = request.follows { return }
        if message.kind == .alert, request.urgency == .past {
            throw .wordsStopped(
                message.id, option: "--urgency", finding: "says that the danger is past.")
        }
        let contradicting: [CAPResponseType] =
            switch message.kind {
            case .alert: [.allClear, .noAction]
            case .allClear, .retraction: [.shelter, .evacuate, .prepare, .execute, .avoid]
            case .holding, .update, .correction, .unspecified, .UNRECOGNIZED: []
            }
        if let response = request.responses.first(where: contradicting.contains) {
            throw .responseContradicts(
                message.id, kind: message.kind.word, response: response.rawValue)
        }
    }

    private func standing(isReleased: Bool) -> CAPStanding {
        if drillMarking != nil { return .exercise }
        return mode == .live && isReleased ? .releasedLive : .unreleased
    }

    private var sender: String {
        get throws(PublishingRefusal) {
            guard let host = department.host else { throw .noSender }
            return "\(department.id)@\(host)"
        }
    }

    /// The alert's end. It must equal the one in the message's texts, to the minute.
    private func end(of message: Message, _ request: AlertRequest) throws -> Instant {
        let own = message.elements.hasExpires ? Instant(message.elements.expires) : nil
        guard let typed = request.expires else {
            guard let own else { throw PublishingRefusal.noEnd(message.id) }
            return own
        }
        let given = try zone.instant(typed, .future, now: now)
        // A message armed with an alert takes over its end without stating it.
        let alert = message.retracts.flatMap { state.messages[$0] }
        let isArmed = alert?.armed.contains(message.id) ?? false
        guard let own, !isArmed else { return given }
        guard own.microseconds / 60_000_000 == given.microseconds / 60_000_000 else {
            throw PublishingRefusal.endDiffers(
                message.id, own: zone.clock(own), given: zone.clock(given), typed: typed)
        }
        return own
    }

    private func info(
        _ block: AlertBlock, of message: Message, _ request: AlertRequest, expires: CAPTime
    ) throws(PublishingRefusal) -> CAPInfo {
        let isRepeat = repeatsWhatItCancels(block, of: message, request)
        var parameters =
            request.isOffAir
            ? [CAPNamedValue("BLOCKCHANNEL", "EAS")] : [CAPNamedValue("EAS-ORG", "CIV")]
        if request.handling == nil {
            parameters.append(CAPNamedValue("BLOCKCHANNEL", "CMAS"))
        } else if !isRepeat, let handling = request.handling {
            parameters.append(CAPNamedValue("WEAHandling", handling.rawValue))
            parameters += block.phoneTexts.map { CAPNamedValue($0.name, $0.text.text) }
        }
        return CAPInfo(
            language: Self.tag(block.language), categories: [request.category],
            event: try eventWords(block.language, request),
            responseTypes: isRepeat
                ? request.responses.filter { $0 == .allClear || $0 == .noAction }
                : request.responses,
            urgency: request.urgency, severity: request.severity, certainty: request.certainty,
            eventCodes: [CAPNamedValue(CAPNamedValue.same, request.event.uppercased())],
            expires: expires, senderName: department.name,
            headline: isRepeat ? nil : block.headline,
            description: isRepeat
                ? CAPAlert.cancellation(in: block.language) : block.description.text,
            instruction: isRepeat ? nil : instruction(block, of: message),
            web: department.page, contact: department.hotline, parameters: parameters,
            areas: [area(message, request)])
    }

    /// Whether a cancel would repeat the canceled guidance or text.
    private func repeatsWhatItCancels(
        _ block: AlertBlock, of message: Message, _ request: AlertRequest
    ) -> Bool {
        guard case .cancels(let earlier)? = request.follows else { return false }
        if [.correction, .retraction, .allClear].contains(message.kind) { return false }
        let told = earlier.flatMap(\.alert.infos).compactMap(\.description)
        return message.hasProtectiveAction || told.contains(block.description.text)
    }

    /// The message's guidance in the block's language, if the block's text includes it too.
    private func instruction(_ block: AlertBlock, of message: Message) -> String? {
        let guidance = message.elements.guidance
        let words =
            block.language == message.sourceLanguage
            ? guidance
            : message.translations[block.language]?.values["guidance"]
                ?? playbook.phrase(guidance, in: block.language)
        guard let words, !words.isEmpty,
            block.description.text.lowercased().contains(words.lowercased())
        else { return nil }
        return words
    }

    private func eventWords(
        _ language: String, _ request: AlertRequest
    ) throws(PublishingRefusal) -> String {
        if let words = request.eventNames[language] { return words }
        guard language.hasPrefix("en") else { throw .unnamedEvent(language: language) }
        let code = request.event.uppercased()
        return SAMEEventCode.named(code)?.title ?? code
    }

    private func area(_ message: Message, _ request: AlertRequest) -> CAPArea {
        let words = request.area ?? message.elements.location.nonEmpty ?? state.opening?.place
        return CAPArea(
            areaDescription: words.recorded, polygons: request.polygons, circles: request.circles,
            geocodes: request.places.map { CAPNamedValue(CAPNamedValue.same, $0) })
    }

    private static func tag(_ language: String) -> String {
        // IPAWS identifies the blocks by their full tags.
        switch language {
        case "en": "en-US"
        case "es": "es-US"
        default: language
        }
    }

    /// The alerts that this one follows: real ones from the same sender, each named once.
    private func references(
        _ earlier: [AlertRequest.EarlierAlert], by sender: String
    ) throws(PublishingRefusal) -> [CAPReference] {
        var references: [CAPReference] = []
        for earlier in earlier {
            let alert = earlier.alert
            guard alert.sender == sender else {
                throw .foreignAlert(file: earlier.file, sender: alert.sender)
            }
            guard alert.status != .draft else { throw .draftAlert(file: earlier.file) }
            guard !references.contains(alert.reference) else {
                throw .repeatedAlert(file: earlier.file)
            }
            references.append(alert.reference)
        }
        return references
    }
}

/// A message's texts in one language, for an alert.
private struct AlertBlock {
    let language: String
    /// The text for stations, else the fullest public one.
    let description: MessageText
    /// The short text for phones, if the message has one that is released whenever the description
    /// is.
    let headline: String?
    /// The short and the long text for phones, by parameter; empty if phones are left out.
    var phoneTexts: [(name: String, text: MessageText)] = []

    /// Nil if the message has no public text in the language.
    init?(
        _ language: String, of message: Message, _ texts: [Message.VariantKey: MessageText],
        forPhones: Bool
    ) throws(PublishingRefusal) {
        func text(_ channel: ChannelID) -> MessageText? {
            texts[Message.VariantKey(channel: channel, language: language)]
        }
        guard let description = ([.eas] + ChannelID.fullest).lazy.compactMap(text).first else {
            return nil
        }
        self.language = language
        self.description = description
        headline = text(.wea90).flatMap {
            $0.isReleased || !description.isReleased ? $0.text : nil
        }
        guard forPhones else { return }
        for (name, channel) in [("CMAMtext", ChannelID.wea90), ("CMAMlongtext", .wea360)] {
            guard let text = text(channel) else {
                throw .noPhoneText(message.id, channel: "\(channel)", language: language)
            }
            phoneTexts.append((name, text))
        }
    }

    var isReleased: Bool {
        description.isReleased && phoneTexts.allSatisfy(\.text.isReleased)
    }
}
