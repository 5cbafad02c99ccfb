internal import Basics
internal import Channels
internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    static func decide(
        _ command: MessageCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .draft(let command): return try draft(command, in: state, context)
        case .revise(let id, let content): return try revise(id, content, in: state, context)
        case .edit(let id, let key, let text, let translator):
            return try edit(id, key, text, translator, in: state, context)
        case .submit(let id): return try submit(id, in: state, context)
        case .approve(let id, let command): return try approve(id, command, in: state, context)
        case .ratify(let id): return try ratify(id, in: state, context)
        case .return(let id, let reason): return try sendBack(id, reason, in: state, context)
        case .release(let id, let command): return try release(id, command, in: state, context)
        case .post(let id, let postings, let overrides):
            return try post(id, postings, overriding: overrides, in: state, context)
        case .failed(let id, let target, let reason):
            return try fail(id, target, reason, in: state, context)
        case .void(let id, let target, let reason):
            return try void(id, target, reason, in: state, context)
        case .recall(let id, let reason): return try recall(id, reason, in: state)
        case .withdraw(let id, let target, let manner, let reason):
            return try withdraw(id, target, manner, reason, in: state)
        case .translate(let id, let command):
            return try translate(id, command, in: state, context)
        case .confirm(let id, let language): return try confirm(id, language, in: state)
        case .attach(let id, let attachment): return try attach(id, attachment, in: state)
        case .detach(let id, let sha256): return try detach(id, sha256, in: state)
        case .retract(let id, let reason): return try retract(id, reason, in: state, context)
        case .discard(let id, let reason):
            let message = try state.require(message: id)
            if message.discarded != nil { return Ruling() }
            guard message.releases.isEmpty else {
                throw Rejection(
                    .notNow, "\(id) can't be discarded: it was released.",
                    remedy: "If it was wrong: \(do: .retractMessage(id))")
            }
            try requireNotNeeded(message, in: state)
            let reason = try text(reason, "reason")
            // Messages armed with an alert have nothing left to end.
            let armed = message.armed.compactMap { state.messages[$0] }
                .filter { state.isInReserve($0) }.map(\.id)
            return Ruling(
                ([id] + armed).map { discarded in
                    .messageDiscarded(
                        .with {
                            $0.message = discarded.description
                            $0.reason = reason
                        })
                })
        }
    }

    // MARK: Drafting

    static func draft(
        _ command: MessageCommand.DraftMessage, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        try requireNamedAlert(command.kind, ending: command.retracts, in: state)
        let template = try template(for: command, in: state, context)
        var command = command
        command.content = content(of: command, template, in: state)
        let content = command.content
        if let retracted = command.retracts { _ = try state.require(message: retracted) }
        if let inquiry = command.answers { _ = try state.require(inquiry: inquiry) }
        try check(content, template, in: state, context)
        if command.kind == .correction, (content.corrects ?? []).isEmpty,
            command.retracts == nil, state.mode != .reenactment
        {
            throw Rejection(
                .invalid, "The correction doesn't say which claim it corrects.",
                remedy:
                    "Name the rumor: \(option: .corrects) RUMOR. For an error of our own: \(do: .refuteFact(nil))"
            )
        }
        try requireAudience(command, template, context)
        let id = state.messages.next
        let armedTemplates = [template?.armed?.allClear, template?.armed?.falseAlert]
            .compactMap(\.self).compactMap(context.playbook.template)
        for armed in armedTemplates { try checkLengths(of: content.fields, armed, in: state) }
        let armed = armedTemplates.indices.map { MessageID(number: id.number + 1 + $0) }
        var events: [IncidentEvent.OneOf_Kind] = [
            drafted(
                id, command, template, armed: armed, retracts: command.retracts, in: state, context)
        ]
        for (armedID, armedTemplate) in zip(armed, armedTemplates) {
            // Armed texts are composed from the alert's own elements and fields, so one approval
            // can cover all three.
            var armedContent = content
            armedContent.texts = [:]
            armedContent.cites = nil
            armedContent.declaration = nil
            // An alert's ending goes to the alert's channels.
            if armedContent.channels == nil, let reach = template?.channels {
                armedContent.channels = armedTemplate.channels.map { channels in
                    channels.filter { reach.contains($0) && context.hasAccount(on: $0) }
                }
            }
            let alertName = command.name ?? template?.id.rawValue ?? id.description.lowercased()
            let armedCommand = MessageCommand.DraftMessage(
                kind: armedTemplate.kind, template: armedTemplate.id,
                name:
                    "\(alertName)/\(armedTemplate.kind == .allClear ? "all-clear" : "false-alert")",
                content: armedContent, audience: command.audience)
            events.append(
                drafted(
                    armedID, armedCommand, armedTemplate, armed: [], retracts: id, in: state,
                    context))
        }
        var drafted = state
        for (index, event) in events.enumerated() {
            drafted.evolve(with: .provisional(event, revision: index, context))
        }
        let alert = try drafted.require(message: id)
        return Ruling(events, warnings: armedFindings(of: alert, in: drafted, context))
    }

    private static func drafted(
        _ id: MessageID, _ command: MessageCommand.DraftMessage, _ template: MessageTemplate?,
        armed: [MessageID], retracts: MessageID?, in state: IncidentState,
        _ context: DecisionContext
    ) -> IncidentEvent.OneOf_Kind {
        let content = command.content
        let isAboutPerson = (content.corrects ?? []).contains {
            state.rumors[$0]?.isAboutPerson == true
        }
        let declaration =
            content.declaration
            ?? (template?.identifiesNobody == true && content.texts.isEmpty && !isAboutPerson
                ? .nobody : .undeclared)
        let channels = content.channels ?? context.channels(of: template)
        // The first language is the one in which it is written; a required one without a text stays
        // due.
        let required = context.playbook.languages
        let given = content.texts.keys.sorted()
        let languages =
            (required.filter(given.contains) + given + required
            + (template?.languages.sorted() ?? [])).uniqued()
        return .messageDrafted(
            .with {
                $0.message = id.description
                $0.kind = command.kind
                $0.template = (template?.id.rawValue).recorded
                $0.name = (command.name ?? template?.id.rawValue).recorded
                if let elements = content.elements { $0.elements = elements }
                $0.cites = (content.cites ?? []).map(\.citation)
                $0.restsOnNothing = content.restsOnNothing.recorded
                $0.corrects = (content.corrects ?? []).map(\.description)
                $0.declare(declaration)
                $0.languages = languages
                $0.channels = channels.map(\.rawValue)
                $0.audience = command.audience
                $0.texts = content.variantTexts
                $0.retracts = (retracts?.description).recorded
                $0.armed = armed.map(\.description)
                $0.fields = content.fieldValues
                $0.answers = (command.answers?.description).recorded
                $0.forbidsThread = content.forbidsThread ?? false
            })
    }

    /// What goes on a public channel is for the public, whatever its author calls its readers.
    private static func requireAudience(
        _ command: MessageCommand.DraftMessage, _ template: MessageTemplate?,
        _ context: DecisionContext
    ) throws(Rejection) {
        let audience = command.audience.lowercased()
        let channels = command.content.channels ?? context.channels(of: template)
        guard ["staff", "internal", "partners", "responders", "employees"].contains(audience),
            let channel = channels.first(where: \.isPublic)
        else { return }
        throw Rejection(
            .invalid,
            "Everyone reads \(channel), so the message isn't for \(command.audience) only.",
            remedy: "Name channels for them: \(option: .channels) internal.")
    }

    /// The content as requested. What ends an alert is about the alert's own place.
    private static func content(
        of command: MessageCommand.DraftMessage, _ template: MessageTemplate?,
        in state: IncidentState
    ) -> MessageCommand.MessageContent {
        var content = command.content
        guard command.kind.endsAlerts, let template,
            let alert = command.retracts.flatMap({ state.messages[$0] }), alert.kind == .alert
        else { return content }
        var elements = content.elements ?? MessageElements()
        if elements.location.isEmpty { elements.location = alert.elements.location }
        if elements != MessageElements() { content.elements = elements }
        let known = template.fields.map(\.name)
        content.fields.merge(alert.fields.filter { known.contains($0.key) }) { own, _ in own }
        return content
    }

    /// The requested template; without one and without free text, the playbook's template for the
    /// kind.
    private static func template(
        for command: MessageCommand.DraftMessage, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> MessageTemplate? {
        let playbook = context.playbook
        if let id = command.template {
            guard let template = playbook.template(id) else {
                let known = playbook.templates.map(\.id.rawValue)
                throw .unknown(
                    "The playbook \(playbook.id) has no template \"\(id)\".",
                    typed: id.rawValue, among: known,
                    remedy: "Its templates: \(known.joined(separator: ", ")).")
            }
            guard template.kind == command.kind else {
                throw Rejection(
                    .invalid,
                    "The template \(id) is for a message of kind \(template.kind.word), not \(command.kind.word).",
                    remedy:
                        "Type: \(do: .draftMessage(.init(kind: template.kind, template: id)))"
                )
            }
            return template
        }
        guard command.content.texts.isEmpty else { return nil }
        let corrected = (command.content.corrects ?? []).compactMap { state.rumors[$0] }
        let isOwnError = corrected.contains { $0.origin == .ownMessage }
        let standard = StandardTemplate.allCases.first {
            $0.kind == command.kind
                && ($0.kind != .correction || ($0 == .correction) == isOwnError)
        }
        if let template = standard.flatMap(playbook.template) { return template }
        let fitting = playbook.templates.filter { $0.kind == command.kind }
        // An alert has no standard template. One of its kind alone is the one that is meant.
        if standard == nil, fitting.count == 1 { return fitting[0] }
        let names = fitting.map(\.id.rawValue).joined(separator: ", ")
        throw Rejection(
            .invalid,
            standard.map { "The playbook \(playbook.id) has no template \"\($0.id)\"." }
                ?? "The \(command.kind.word) has no text.",
            remedy: fitting.isEmpty
                ? "Give one with \(option: .text)."
                : "Give one with \(option: .text), or \(option: .template): \(names).")
    }

    private static func check(
        _ content: MessageCommand.MessageContent, _ template: MessageTemplate?,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) {
        for cited in content.cites ?? [] { _ = try state.require(fact: cited.fact) }
        for rumor in content.corrects ?? [] { _ = try state.require(rumor: rumor) }
        for words in content.texts.values { try requirePlaceholders(in: try text(words, "text")) }
        for (name, value) in content.fields where !value.isEmpty {
            _ = try text(value, "field \(name)")
        }
        for element in content.elements?.stated ?? [] { _ = try text(element, "element") }
        for channel in content.channels ?? [] where !mayUse(channel, in: state, context) {
            throw .unknown(
                "\"\(channel)\" isn't a channel.", typed: channel.rawValue,
                among: ChannelCatalogue.all.map(\.id.rawValue),
                remedy: "See them: \(do: .listChannels)")
        }
        if content.channels?.isEmpty == true {
            throw Rejection(
                .invalid, "The message has no channel.",
                remedy: "Name one with \(option: .channels).")
        }
        if let template {
            let known = template.fields.map(\.name)
            for name in content.fields.keys.sorted() where !known.contains(name) {
                throw Rejection(
                    .unknownThing, "The template \(template.id) has no field \"\(name)\".",
                    remedy: known.isEmpty
                        ? "It has no fields." : "Its fields: \(known.joined(separator: ", ")).")
            }
            try checkLengths(of: content.fields, template, in: state)
        } else if let name = content.fields.keys.sorted().first {
            throw Rejection(
                .invalid,
                "The field \"\(name)\" needs a template, and this message has a free text.",
                remedy: "Put the value in the text.")
        }
        if case .persons(let persons) = content.declaration {
            for person in persons {
                _ = try text(person.whom, "person identified")
                if let fact = FactID(person.fact) { _ = try state.require(fact: fact) }
            }
        }
    }

    /// A placeholder with a slip, such as `{next update}`, would go out as it is typed.
    private static func requirePlaceholders(in words: String) throws(Rejection) {
        let names = TemplateValue.allCases.map(\.rawValue)
        for match in words.matches(of: /\{([A-Za-z][A-Za-z _-]{1,40})\}/) {
            let name = match.1.split { $0 == " " || $0 == "_" }.joined(separator: "-").lowercased()
            guard !names.contains(String(match.1)),
                let near = names.contains(name) ? name : NearestName.of(name, among: names)
            else { continue }
            throw Rejection(
                .invalid, "\"\(match.0)\" isn't a placeholder.", remedy: "Write {\(near)}.")
        }
    }

    /// Texts have room for values up to their fields' max. A past message had the words that it had.
    static func checkLengths(
        of values: [String: String], _ template: MessageTemplate, in state: IncidentState
    ) throws(Rejection) {
        guard state.mode != .reenactment else { return }
        for field in template.fields {
            guard let value = values[field.name] else { continue }
            let count = template.languages.map { field.written(value, in: $0).count }.max() ?? 0
            guard count > field.max else { continue }
            throw Rejection(
                .invalid,
                "The field \(field.name) of \(template.id) has \(count) characters, and its limit is \(field.max).",
                remedy: "Shorten it: \(option: .field) \(field.name)=TEXT")
        }
    }

    /// A past message may have been released on a channel that nobody drafts for any more.
    private static func mayUse(
        _ channel: ChannelID, in state: IncidentState, _ context: DecisionContext
    ) -> Bool {
        context.playbook.channel(channel) != nil
            || (state.mode == .reenactment && ChannelCatalogue.knows(channel))
    }

    // MARK: Editing

    private static func revise(
        _ id: MessageID, _ content: MessageCommand.MessageContent, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        try check(content, message.template.flatMap(context.playbook.template), in: state, context)
        for language in content.texts.keys.sorted() where language != message.sourceLanguage {
            throw Rejection(
                .invalid, "\(id) is written in \(message.sourceLanguage), not in \(language).",
                remedy:
                    "Say who translated it: \(do: .translateMessage(id, into: language))"
            )
        }
        let revised = MessageRevised.with {
            $0.message = id.description
            if let elements = content.elements { $0.elements = elements }
            if let cites = content.cites {
                $0.replacesCites = true
                $0.cites = cites.map(\.citation)
            }
            if let reason = content.restsOnNothing { $0.restsOnNothing = reason }
            if let corrects = content.corrects {
                $0.replacesCorrects = true
                $0.corrects = corrects.map(\.description)
            }
            if let declaration = content.declaration {
                $0.replacesIdentifications = true
                switch declaration {
                case .undeclared: break
                case .nobody: $0.identifiesNobody = true
                case .persons(let persons): $0.identifications = persons
                }
            }
            $0.texts = content.variantTexts
            $0.channels = (content.channels ?? []).map(\.rawValue)
            $0.fields = content.fieldValues
            if let forbids = content.forbidsThread { $0.forbidsThread = forbids }
        }
        guard revised != .with({ $0.message = id.description }) else {
            throw Rejection(
                .invalid, "Nothing says what changes in \(id).",
                remedy: "Give it an option: \(do: .reviseMessage(id))")
        }
        return Ruling([.messageRevised(revised)])
    }

    private static func edit(
        _ id: MessageID, _ key: Message.VariantKey, _ words: String?,
        _ translator: MessageCommand.Translator?, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        guard message.channels.contains(key.channel) else {
            let channels = message.channels.map(\.rawValue).joined(separator: ", ")
            throw Rejection(
                .unknownThing, "\(id) isn't for \(key.channel).",
                remedy: "Its channels: \(channels).")
        }
        guard message.languages.contains(key.language) else {
            throw noText(in: key.language, message)
        }
        if let words { try requirePlaceholders(in: try text(words, "text")) }
        if key.language != message.sourceLanguage {
            return try editTranslation(of: message, key, words, translator, in: state, context)
        }
        guard translator == nil else {
            throw Rejection(
                .invalid, "\(id) is written in \(key.language), so this text isn't a translation.",
                remedy: "Leave out \(option: .translator) and \(option: .machine).")
        }
        if words == nil, message.handTexts[key] == nil { return Ruling() }
        if let words, message.handTexts[key]?.text == words { return Ruling() }
        let composition = composer(state, context).compose(message)
        let beneath = composition.variants.first { $0.key == key }?.composedText
        return Ruling([
            .variantEdited(
                .with {
                    $0.message = id.description
                    $0.variant = .with {
                        $0.channel = key.channel.rawValue
                        $0.language = key.language
                        $0.text = words.recorded
                    }
                    $0.reverted = words == nil
                    $0.composedSha256 = Data(MessageComposer.sha256(beneath))
                })
        ])
    }

    private static func noText(in language: String, _ message: Message) -> Rejection {
        Rejection(
            .unknownThing, "\(message.id) has no text in \(language).",
            remedy:
                "Its languages: \(message.languages.joined(separator: ", ")). Translate it: \(do: .translateMessage(message.id, into: language))"
        )
    }

    static func composer(_ state: IncidentState, _ context: DecisionContext) -> MessageComposer {
        MessageComposer(state: state, playbook: context.playbook, department: context.department)
    }
}

extension MessageCommand.MessageContent {
    fileprivate var variantTexts: [VariantText] {
        texts.sorted { $0.key < $1.key }.map { language, text in
            .with {
                $0.language = language
                $0.text = text
            }
        }
    }

    fileprivate var fieldValues: [FieldValue] {
        fields.sorted { $0.key < $1.key }.map { name, value in
            .with {
                $0.name = name
                $0.value = value
            }
        }
    }
}

extension MessageDrafted {
    fileprivate mutating func declare(_ declaration: Message.Declaration) {
        switch declaration {
        case .undeclared: break
        case .nobody: identifiesNobody = true
        case .persons(let persons): identifications = persons
        }
    }
}
