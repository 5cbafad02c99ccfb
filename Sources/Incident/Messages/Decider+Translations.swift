internal import Channels
internal import Foundation
public import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    static func translate(
        _ id: MessageID, _ command: MessageCommand.TranslateMessage, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        let language = try language(command.language)
        guard language != message.sourceLanguage else {
            throw Rejection(
                .invalid, "\(id) is written in \(language), so it needs no translation into it.",
                remedy: "Change it: \(do: .reviseMessage(id))")
        }
        if let translator = command.translator { _ = try text(translator, "translator") }
        guard !command.values.isEmpty || !command.texts.isEmpty else {
            throw Rejection(
                .invalid, "The translation of \(id) is empty.",
                remedy:
                    "Give \(option: .elementWords) guidance=TEXT for an element, or \(option: .text) TEXT for all channels."
            )
        }
        let names = translatable(message, context)
        for (name, value) in command.values {
            guard names.contains(name) || name.hasPrefix("fact:") else {
                throw Rejection(
                    .unknownThing, "\(id) has no element or field \"\(name)\" to translate.",
                    remedy: "You can translate: \(names.joined(separator: ", ")).")
            }
            _ = try text(value, "translation of \(name)")
            if let field = message.template.flatMap(context.playbook.template)?.field(name),
                value.count > field.max
            {
                throw Rejection(
                    .invalid,
                    "The translation of the field \(name) has \(value.count) characters, and its limit is \(field.max).",
                    remedy: "Shorten it: \(option: .elementWords) \(name)=TEXT")
            }
        }
        for (channel, words) in command.texts {
            if let channel, !message.channels.contains(channel) {
                let channels = message.channels.map(\.rawValue).joined(separator: ", ")
                throw Rejection(
                    .unknownThing, "\(id) isn't for \(channel).",
                    remedy: "Its channels: \(channels).")
            }
            _ = try text(words, "text")
        }
        let composer = composer(state, context)
        var events = [translated(message, command, composer.sourceSHA256(message))]
        // The texts armed with an alert use the same words.
        let armed = message.armed.compactMap { state.messages[$0] }
            .filter { $0.discarded == nil && $0.releases.isEmpty }
        for message in armed where !command.values.isEmpty {
            var values = command
            values.texts = [:]
            values.values = command.values.filter {
                translatable(message, context).contains($0.key)
            }
            if values.values.isEmpty { continue }
            events.append(translated(message, values, composer.sourceSHA256(message)))
        }
        return Ruling(events)
    }

    /// Edits a text for one channel in a language other than the message's first.
    ///
    /// - Parameter words: Nil removes the text; the template or other translations apply again.
    static func editTranslation(
        of message: Message, _ key: Message.VariantKey, _ words: String?,
        _ translator: MessageCommand.Translator?, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let translation = message.translations[key.language]
        var events: [IncidentEvent.OneOf_Kind] = []
        // Older logs have texts whose translator isn't known.
        if message.handTexts[key] != nil {
            events.append(
                .variantEdited(
                    .with {
                        $0.message = message.id.description
                        $0.variant.channel = key.channel.rawValue
                        $0.variant.language = key.language
                        $0.reverted = true
                    }))
        }
        let standing = translation?.texts[key.channel]
        guard let words else {
            if standing != nil {
                events.append(dropped(key, of: message, translation))
            }
            return Ruling(events)
        }
        guard let translator else {
            throw Rejection(
                .invalid,
                "\(message.id) is written in \(message.sourceLanguage), so the text in \(key.language) is a translation. Its translator is missing.",
                remedy: "Say who translated it: \(option: .translator) WHO, or \(option: .machine)."
            )
        }
        if let name = translator.name { _ = try text(name, "translator") }
        if standing == words, translation?.translator == translator.name { return Ruling(events) }
        let command = MessageCommand.TranslateMessage(
            language: key.language, texts: [key.channel: words], translator: translator.name)
        let source = composer(state, context).sourceSHA256(message)
        return Ruling(events + [translated(message, command, source)])
    }

    /// The contract drops a text by an empty one.
    private static func dropped(
        _ key: Message.VariantKey, of message: Message, _ translation: Message.Translation?
    ) -> IncidentEvent.OneOf_Kind {
        .messageTranslated(
            .with {
                $0.message = message.id.description
                $0.language = key.language
                $0.texts = [
                    .with {
                        $0.channel = key.channel.rawValue
                        $0.language = key.language
                    }
                ]
                $0.translator = (translation?.translator).recorded
                $0.machine = translation?.translator == nil
                $0.sourceSha256 = Data(translation?.sourceSHA256 ?? [])
            })
    }

    /// The placeholders whose values can be translated.
    private static func translatable(_ message: Message, _ context: DecisionContext) -> [String] {
        let fields = message.template.flatMap(context.playbook.template)?.fields ?? []
        let values: [TemplateValue] = [
            .source, .hazard, .location, .guidance, .time, .impact, .known, .notKnown, .doing,
            .empathy, .title, .claim, .truth,
        ]
        return values.map(\.rawValue) + fields.filter { $0.form == .text }.map(\.name)
    }

    private static func translated(
        _ message: Message, _ command: MessageCommand.TranslateMessage, _ source: [UInt8]
    ) -> IncidentEvent.OneOf_Kind {
        .messageTranslated(
            .with {
                $0.message = message.id.description
                $0.language = command.language
                $0.values = command.values.sorted { $0.key < $1.key }.map { name, value in
                    .with { ($0.name, $0.value) = (name, value) }
                }
                $0.texts = command.texts.map { channel, text in
                    .with {
                        $0.channel = (channel?.rawValue).recorded
                        $0.language = command.language
                        $0.text = text
                    }
                }.sorted { $0.channel < $1.channel }
                $0.translator = command.translator.recorded
                $0.machine = command.translator == nil
                $0.sourceSha256 = Data(source)
            })
    }

    static func confirm(
        _ id: MessageID, _ language: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        guard let translation = message.translations[language] else {
            let known = message.translations.keys.sorted().joined(separator: ", ")
            throw Rejection(
                .unknownThing, "\(id) has no translation into \(language).",
                remedy: known.isEmpty
                    ? "Add one: \(do: .translateMessage(id, into: language))"
                    : "Its translations: \(known).")
        }
        guard translation.needsConfirmation else { return Ruling() }
        // Armed messages share some of these words and have no others.
        let covered = [message] + message.armed.compactMap { state.messages[$0] }
        return Ruling(
            covered.compactMap { message in
                guard let own = message.translations[language], own.needsConfirmation,
                    message.id == id
                        || own.texts.isEmpty
                            && own.values.allSatisfy({ translation.values[$0.key] == $0.value })
                else { return nil }
                return .translationConfirmed(
                    .with {
                        $0.message = message.id.description
                        $0.language = language
                        $0.contentSha256 = Data(ContentHash.sha256(of: own))
                    })
            })
    }

    private static func language(_ tag: String) throws(Rejection) -> String {
        guard Playbook.isLanguageTag(tag) else {
            throw Rejection(
                .invalid, "\"\(tag)\" isn't a valid language tag.",
                remedy: "Write it like es, zh-Hans or es-US.")
        }
        return tag
    }

    // MARK: Media

    static func attach(
        _ id: MessageID, _ attachment: AttachedMedia, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        guard attachment.sha256.count == 32, attachment.size > 0 else {
            throw Rejection(
                .invalid, "The attachment is empty.", remedy: "Name another file.")
        }
        var attachment = attachment
        let shows = attachment.identifiesNobody || !attachment.identifications.isEmpty
        guard shows || !attachment.isVisual else {
            throw Rejection(
                .invalid, "The \(attachment.mediaType) doesn't declare whom it shows.",
                remedy:
                    "Give \(option: .identifies) nobody, or \(option: .identifies) WHOM \(option: .purpose) PURPOSE."
            )
        }
        guard !attachment.alt.isEmpty || !attachment.isVisual else {
            throw Rejection(
                .invalid,
                "The \(attachment.mediaType) has no alt text for people who can't see it.",
                remedy: "Describe it: \(option: .alt) TEXT")
        }
        for alt in attachment.alt {
            _ = try text(alt.text, "alt text")
            _ = try language(alt.language)
        }
        for person in attachment.identifications {
            _ = try text(person.whom, "person identified")
            if let fact = FactID(person.fact) { _ = try state.require(fact: fact) }
        }
        if let known = message.attachments.first(where: { $0.sha256 == attachment.sha256 }) {
            // Attaching the same file again adds its description in another language.
            let new = Set(attachment.alt.map(\.language))
            attachment.alt = known.alt.filter { !new.contains($0.language) } + attachment.alt
            attachment.alt.sort { $0.language < $1.language }
            if known == attachment { return Ruling() }
        }
        return Ruling([
            .mediaAttached(
                .with {
                    $0.message = id.description
                    $0.attachment = attachment
                })
        ])
    }

    static func detach(
        _ id: MessageID, _ sha256: [UInt8], in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        guard message.attachments.contains(where: { Array($0.sha256) == sha256 }) else {
            throw Rejection(
                .unknownThing, "\(id) doesn't have that attachment.",
                remedy: "See them: \(do: .showMessage(id))")
        }
        return Ruling([
            .mediaDetached(
                .with {
                    $0.message = id.description
                    $0.sha256 = Data(sha256)
                })
        ])
    }
}

extension AttachedMedia {
    /// Whether it is visual, so it may show a person and needs alt text.
    public var isVisual: Bool { mediaType.hasPrefix("image/") || mediaType.hasPrefix("video/") }
}
