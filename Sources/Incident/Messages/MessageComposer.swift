public import Channels
internal import Foundation
internal import Hashing
internal import IncidentEvents
public import Playbooks

/// A message's texts, made from its template and the current facts.
public struct Composition: Hashable, Sendable {
    /// One for each channel and language, in the message's order.
    public var variants: [ComposedVariant]
    /// The facts that the texts are based on: those cited by hand and those that a template filled
    /// in.
    public var cites: [Message.Cited]
}

/// A text before submission, with its gaps.
public struct ComposedVariant: Hashable, Sendable {
    /// The origin of the words.
    public enum Origin: String, Hashable, Sendable {
        case composed, freeText, handWritten, translated
    }

    /// The channel and language.
    public var key: Message.VariantKey
    /// The text; nil if a value is missing or the language has no text.
    public var text: String?
    /// The posts of a thread, if one post can't hold the text.
    public var parts: [String]
    /// Optional segments that were left out because the whole was too long.
    public var dropped: [String]
    /// The fields whose short form is in it, because it was too long with the author's value.
    public var shortened: [String]
    /// Missing values that caused optional segments to be left out.
    public var omitted: [String]
    /// The values that nobody has given yet, or not in this language.
    public var missing: [String]
    /// Whether the missing values exist in the message's first language: a translation is due.
    public var isUntranslated: Bool
    /// The origin of the words.
    public var origin: Origin
    /// The count of the text at its longest, with the times that are known only at release.
    public var count: Count?
    /// The reason that a text that is too long did not become a thread, if its channel has threads.
    public var threadProblem: String?
    /// Whether the composed text behind a hand-written text has changed since.
    public var changedUnderneath: Bool
    /// The composed text that a hand-written text replaces.
    public var composedText: String?
    /// Whether the words in the message's first language have changed since they were translated.
    public var isStale: Bool
    /// Whether they are the playbook's own words in another language than its first, and the
    /// playbook names nobody who read them.
    public var isUnreviewed: Bool

    /// The variant to submit; nil if there is no text.
    var variant: Message.Variant? {
        text.map { Message.Variant(key: key, text: $0, parts: parts, dropped: dropped) }
    }
}

/// Composes the texts of a message for each channel and language. Pure: the same facts give the
/// same texts.
public struct MessageComposer: Sendable {
    let state: IncidentState
    let playbook: Playbook
    let department: Department

    public init(state: IncidentState, playbook: Playbook, department: Department) {
        self.state = state
        self.playbook = playbook
        self.department = department
    }

    /// The texts of a message for each of its channels and languages.
    public func compose(_ message: Message) -> Composition {
        var cites = message.cites
        var variants: [ComposedVariant] = []
        for language in message.languages {
            for channel in message.channels {
                let key = Message.VariantKey(channel: channel, language: language)
                let (variant, facts) = compose(message, key)
                variants.append(variant)
                for fact in facts where !cites.contains(where: { $0.fact == fact }) {
                    cites.append(Message.Cited(fact: fact))
                }
            }
        }
        let source = ContentHash.sha256(
            source: variants.filter { $0.key.language == message.sourceLanguage }
                .compactMap(\.text))
        for index in variants.indices {
            variants[index].isStale = isStale(variants[index].key, of: message, source: source)
        }
        return Composition(variants: variants, cites: cites)
    }

    private func compose(_ message: Message, _ key: Message.VariantKey)
        -> (ComposedVariant, [FactID])
    {
        var values = TemplateValues(
            self, message, in: key.language,
            isShort: playbook.channel(key.channel)?.isShort ?? false)
        var variant = ComposedVariant(
            key: key, parts: [], dropped: [], shortened: [], omitted: [], missing: [],
            isUntranslated: false,
            origin: .composed, changedUnderneath: false, isStale: false,
            isUnreviewed: isUnreviewed(key, of: message))
        if let translated = message.translations[key.language]?.text(for: key.channel) {
            variant.text = translated
            variant.origin = .translated
        } else if let free = message.freeTexts[key.language] {
            variant.text = free
            variant.origin = .freeText
        } else if let template = message.template.flatMap(playbook.template),
            let segments = template.segments(for: key.channel, in: key.language)
        {
            fill(&variant, segments, of: template, &values, for: message)
            shorten(&variant, segments, of: template, &values, for: message)
        } else {
            variant.missing = ["text in \(key.language)"]
            variant.isUntranslated = key.language != message.sourceLanguage
        }
        variant.text = variant.text.map { marked($0) }
        let composed = variant.text
        if let hand = message.handTexts[key] {
            variant.text = hand.text
            variant.missing = []
            variant.isUntranslated = false
            variant.dropped = []
            variant.shortened = []
            variant.omitted = []
            variant.origin = .handWritten
            variant.changedUnderneath = hand.composedSHA256 != Self.sha256(composed)
        }
        variant.composedText = composed
        if let text = variant.text { measure(&variant, text, message) }
        return (variant, variant.origin == .composed ? values.citedFacts : [])
    }

    private func measure(
        _ variant: inout ComposedVariant, _ text: String, _ message: Message
    ) {
        variant.count = count(text, for: variant.key, of: message)
        switch thread(text, for: variant.key, of: message) {
        case .success(let parts):
            variant.parts = parts
            if !parts.isEmpty { variant.count = count(parts: parts, for: variant.key, of: message) }
        case .failure(let problem): variant.threadProblem = problem.description
        }
    }

    // MARK: Counting

    /// The count of a text with its release-time values at their longest.
    func count(
        _ text: String, for key: Message.VariantKey, of message: Message
    ) -> Count? {
        playbook.channel(key.channel)?.count(longest(text, key, message))
    }

    /// The count of a variant at its longest, as a thread if it is one.
    public func count(_ variant: Message.Variant, of message: Message) -> Count? {
        variant.parts.isEmpty
            ? count(variant.text, for: variant.key, of: message)
            : count(parts: variant.parts, for: variant.key, of: message)
    }

    private func count(
        parts: [String], for key: Message.VariantKey, of message: Message
    ) -> Count? {
        playbook.channel(key.channel)?.count(posts: parts.map { longest($0, key, message) })
    }

    private func longest(
        _ text: String, _ key: Message.VariantKey, _ message: Message
    ) -> String {
        ReleaseValues.longest(
            text, of: message.elements, in: key.language, on: playbook.channel(key.channel),
            PublicTime(zone: state.zone, department: department), now: state.lastIncidentTime)
    }

    // MARK: Threads

    struct ThreadProblem: Error, CustomStringConvertible {
        var description: String
    }

    /// The posts of a text that one post can't hold; none if one post can, or if the channel has no
    /// threads. A past incident's text is never split again.
    func thread(
        _ text: String, for key: Message.VariantKey, of message: Message
    ) -> Result<[String], ThreadProblem> {
        guard let channel = playbook.channel(key.channel), channel.allowsThread,
            state.mode != .reenactment, !channel.count(longest(text, key, message)).fits
        else { return .success([]) }
        let template = message.template.flatMap(playbook.template)
        if message.forbidsThread || template?.forbidsThread == true {
            return .failure(ThreadProblem(description: "This message may not be a thread."))
        }
        let marking = state.mode == .exercise ? playbook.guards.exerciseMarking + ":" : ""
        do throws(PostThread.Fault) {
            return .success(
                try PostThread(
                    text, on: channel, marking: marking, filled: { longest($0, key, message) }
                )
                .posts)
        } catch {
            return .failure(ThreadProblem(description: error.description))
        }
    }

    static func sha256(_ text: String?) -> [UInt8] {
        text.map { SHA256.hash(Array($0.utf8).span.bytes).bytes } ?? []
    }

    /// The text with the exercise marking first, in an exercise.
    private func marked(_ text: String) -> String {
        let marking = playbook.guards.exerciseMarking
        return state.mode == .exercise && !text.hasPrefix(marking) ? "\(marking): \(text)" : text
    }

    // MARK: Templates

    /// Joins a template's segments. Optional segments without a value are left out; if the whole is
    /// too long, they are dropped one by one in their declared order.
    private func fill(
        _ variant: inout ComposedVariant, _ segments: [MessageTemplate.Segment],
        of template: MessageTemplate, _ values: inout TemplateValues, for message: Message
    ) {
        var pieces: [Piece] = []
        for segment in segments {
            let before = values.citedFacts
            switch values.fill(segment.text, template) {
            case .success(let text):
                let facts = values.citedFacts.filter { !before.contains($0) }
                pieces.append(Piece(segment: segment, text: text, facts: facts))
            case .failure(let fault):
                values.citedFacts = before
                let isNeeded = !segment.isOptional
                for name in fault.names {
                    if isNeeded, !variant.missing.contains(name) { variant.missing.append(name) }
                    if !isNeeded, !variant.omitted.contains(name) { variant.omitted.append(name) }
                }
            }
        }
        // An optional segment left out because nobody translated it would go unnoticed.
        if !values.untranslated.isEmpty {
            variant.isUntranslated = variant.missing.allSatisfy(values.untranslated.contains)
            for name in values.untranslated where !variant.missing.contains(name) {
                variant.missing.append(name)
            }
            variant.omitted.removeAll { values.untranslated.contains($0) }
        }
        guard variant.missing.isEmpty else { return }
        let dropped = makeRoom(in: &pieces, for: variant.key, of: message)
        variant.dropped = dropped.map(\.text)
        values.citedFacts = pieces.flatMap(\.facts)
        variant.text = pieces.map(\.text).joined(separator: " ")
    }

    /// Fills in the template again, with the fields' short forms, if the text is too long without its
    /// optional segments.
    private func shorten(
        _ variant: inout ComposedVariant, _ segments: [MessageTemplate.Segment],
        of template: MessageTemplate, _ values: inout TemplateValues, for message: Message
    ) {
        guard template.fields.contains(where: { $0.short != nil }), let text = variant.text,
            isTooLong(marked(text), for: variant.key, of: message)
        else { return }
        var shorter = values
        shorter.usesShortForms = true
        shorter.citedFacts = []
        var other = variant
        (other.text, other.dropped, other.omitted) = (nil, [], [])
        fill(&other, segments, of: template, &shorter, for: message)
        guard !shorter.shortened.isEmpty, other.text != nil else { return }
        other.shortened = shorter.shortened
        (variant, values) = (other, shorter)
    }

    /// Whether a text takes more posts or parts than its channel should carry.
    private func isTooLong(
        _ text: String, for key: Message.VariantKey, of message: Message
    ) -> Bool {
        guard let count = count(text, for: key, of: message) else { return false }
        return !count.fits || count.parts > playbook.channel(key.channel)?.preferredParts ?? 1
    }

    private struct Piece {
        var segment: MessageTemplate.Segment
        var text: String
        var facts: [FactID]
        var isKept = true
    }

    /// Drops optional pieces until the text fits. If it takes several posts or parts even without
    /// them, pieces are restored while there is room.
    ///
    /// - Returns: The dropped pieces, in the order in which they were dropped.
    private func makeRoom(
        in pieces: inout [Piece], for key: Message.VariantKey, of message: Message
    ) -> [Piece] {
        func text() -> String {
            marked(pieces.filter(\.isKept).map(\.text).joined(separator: " "))
        }
        func isTooLong() -> Bool { self.isTooLong(text(), for: key, of: message) }
        var dropped: [Int] = []
        while isTooLong(),
            let index = MessageTemplate.Segment.nextToDrop(
                of: pieces.map(\.segment), among: pieces.indices.filter { pieces[$0].isKept })
        {
            pieces[index].isKept = false
            dropped.append(index)
        }
        if !dropped.isEmpty, isTooLong(), let least = size(text(), for: key, of: message) {
            for index in dropped.reversed() {
                pieces[index].isKept = true
                pieces[index].isKept = size(text(), for: key, of: message) == least
            }
        }
        let gone = dropped.map { pieces[$0] }.filter { !$0.isKept }
        pieces.removeAll { !$0.isKept }
        return gone
    }

    /// The number of posts or parts that a text takes; nil if the channel can't take it.
    private func size(
        _ text: String, for key: Message.VariantKey, of message: Message
    ) -> Int? {
        guard let count = count(text, for: key, of: message) else { return nil }
        if count.fits { return count.parts }
        guard case .success(let posts) = thread(text, for: key, of: message), !posts.isEmpty
        else { return nil }
        return posts.count
    }

    // MARK: Translations

    /// Whether a text is in the playbook's own words, in a language other than its first, and the
    /// playbook names nobody who read them.
    public func isUnreviewed(_ key: Message.VariantKey, of message: Message) -> Bool {
        guard key.language != playbook.languages.first, message.handTexts[key] == nil,
            message.freeTexts[key.language] == nil,
            message.translations[key.language]?.text(for: key.channel) == nil,
            let template = message.template.flatMap(playbook.template)
        else { return false }
        return template.reviews[key.language] == nil
            && template.languages.contains(key.language)
    }

    /// Whether a translation was made from a text other than the one with the hash `source`.
    func isStale(_ key: Message.VariantKey, of message: Message, source: [UInt8]) -> Bool {
        guard key.language != message.sourceLanguage else { return false }
        let from =
            message.handTexts[key]?.sourceSHA256
            ?? message.translations[key.language]?.source(for: key.channel)
        return from.map { !$0.isEmpty && $0 != source } ?? false
    }

    /// The hash of the current source texts of a translation.
    func sourceSHA256(_ message: Message) -> [UInt8] {
        var source = message
        source.languages = [message.sourceLanguage]
        return ContentHash.sha256(source: compose(source).variants.compactMap(\.text))
    }
}

extension MessageTemplate.Segment {
    /// The next segment to drop: see ``drop``.
    fileprivate static func nextToDrop(of segments: [Self], among indices: [Int]) -> Int? {
        indices.filter { segments[$0].isOptional }.min { left, right in
            (segments[left].drop ?? .max, -left) < (segments[right].drop ?? .max, -right)
        }
    }
}
