internal import Basics
internal import Documents

extension CAPAlert {
    /// Every rule that the alert breaks, in the order of the file.
    public func violations(in context: CAPContext) -> [CAPViolation] {
        var findings = CAPFindings()
        judgeEnvelope(context, &findings)
        judgeReferences(context, &findings)
        for (index, info) in infos.enumerated() {
            let place = "info[\(index + 1)]"
            info.judge(at: place, sent: sent.moment, &findings)
        }
        judgeLanguages(&findings)
        if context.profile == .ipaws { judgeProfile(context, &findings) }
        return findings.violations
    }

    private func judgeEnvelope(_ context: CAPContext, _ findings: inout CAPFindings) {
        for (place, name) in [("identifier", identifier), ("sender", sender)] {
            let isBroken = name.unicodeScalars.contains {
                $0.properties.isWhitespace || [",", "<", "&"].contains($0)
            }
            if name.isEmpty || isBroken {
                findings.add(
                    .identifierForm, place,
                    "\"\(name.prefix(60))\" is empty or holds a space, "
                        + "a comma, < or &", mend: "Use letters, digits, hyphens, dots and @")
            }
        }
        sent.judge(at: "sent", &findings)
        if let standing = context.standing, standing.status != status {
            findings.add(
                .statusStanding, "status",
                "the status is \(status.rawValue), but \(standing.plainWords)",
                mend: "Write it as \(standing.status.rawValue)")
        }
        if scope == .restricted && (restriction ?? "").isEmpty {
            findings.add(
                .scopeAudience, "restriction", "the scope is Restricted and nothing says to whom",
                mend: "Say who may see it")
        }
        if scope == .private && (addresses ?? "").isEmpty {
            findings.add(
                .scopeAudience, "addresses", "the scope is Private and nobody is addressed",
                mend: "List the addressees")
        }
        for (index, code) in codes.enumerated() {
            code.judgeCharacters(at: "code[\(index + 1)]", &findings)
        }
        for (place, text) in [
            ("source", source), ("restriction", restriction), ("addresses", addresses),
            ("note", note), ("incidents", incidents),
        ] {
            text?.judgeCharacters(at: place, &findings)
        }
        if infos.isEmpty && (messageType == .alert || messageType == .update) {
            findings.add(
                .infoMissing, "info", "an \(messageType.rawValue) without one says nothing",
                mend: "Add an info block for each language")
        }
    }

    private func judgeReferences(_ context: CAPContext, _ findings: inout CAPFindings) {
        let pointsBack = messageType != .alert
        if pointsBack && references.isEmpty {
            findings.add(
                .referencesMissing, "references",
                "\(messageType.rawValue) names no earlier message, so receivers can't match it",
                mend: "Name each earlier message as sender,identifier,sent")
        }
        for (index, reference) in references.enumerated() {
            let place = "references[\(index + 1)]"
            if reference.names(self.reference) {
                findings.add(
                    .selfReference, place, "the message refers to itself",
                    mend: "Give it an identifier of its own and name the earlier message")
            }
            let parts = reference.sender + reference.identifier
            if reference.sender.isEmpty || reference.identifier.isEmpty
                || parts.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "," })
            {
                findings.add(
                    .referencesForm, place,
                    "\"\(reference.text.prefix(120))\" can't be taken apart",
                    mend: "Write sender,identifier,sent without spaces")
            }
            reference.sent.judge(at: place, &findings)
        }
        guard pointsBack, !references.isEmpty else { return }
        let missing = context.earlier.filter { earlier in
            !references.contains { $0.names(earlier) && $0.sent.text == earlier.sent.text }
        }
        for reference in missing {
            findings.add(
                .referencesIncomplete, "references",
                "the earlier message \(reference.text.prefix(160)) is not named",
                mend: "Name it, so that every receiver finds what it holds")
        }
    }

    /// A source text must never replace a translation.
    private func judgeLanguages(_ findings: inout CAPFindings) {
        var firstSaidUnder: [String: String] = [:]
        for (index, info) in infos.enumerated() {
            let language = info.languageTag
            for (name, text) in info.prose {
                let text = text.foldedSpace
                guard let other = firstSaidUnder[text] else {
                    firstSaidUnder[text] = language
                    continue
                }
                if other.primaryLanguage != language.primaryLanguage {
                    findings.add(
                        .sameTextTwoLanguages, "info[\(index + 1)]/\(name)",
                        "the text under \(language) is the one under \(other)",
                        mend: "Translate it, or leave this language out")
                }
            }
        }
    }
}

extension CAPStanding {
    fileprivate var plainWords: String {
        switch self {
        case .unreleased: "the message has not been released"
        case .exercise: "the message belongs to an exercise"
        case .releasedLive: "the message was released in a live incident"
        }
    }
}

extension CAPInfo {
    /// The texts that people read or hear, by element. Names of places and kinds of event may be
    /// the same in several languages.
    fileprivate var prose: [(name: String, text: String)] {
        var prose: [(String, String)] = []
        for (name, text) in [
            ("headline", headline), ("description", description), ("instruction", instruction),
        ] {
            if let text, !text.foldedSpace.isEmpty { prose.append((name, text)) }
        }
        for name in ["CMAMtext", "CMAMlongtext", "EASText"] {
            for text in parameter(name) where !text.foldedSpace.isEmpty {
                prose.append(("parameter[\(name)]", text))
            }
        }
        return prose
    }

    fileprivate func judge(at place: String, sent: WireTime?, _ findings: inout CAPFindings) {
        if let language, !language.isLanguageTag {
            findings.add(
                .languageForm, "\(place)/language",
                "\"\(language.prefix(40))\" isn't a valid language tag",
                mend: "Write it like en-US or es-US")
        }
        if categories.isEmpty {
            findings.add(
                .requiredText, "\(place)/category", "there is none", mend: "Give at least one")
        }
        if event.foldedSpace.isEmpty {
            findings.add(.requiredText, "\(place)/event", "it is empty", mend: "Name the event")
        }
        for (name, time) in [("effective", effective), ("onset", onset), ("expires", expires)] {
            time?.judge(at: "\(place)/\(name)", &findings)
        }
        if let end = expires?.moment {
            for (name, start) in [("sent", sent), ("effective", effective?.moment)] {
                if let start, end.secondsSince1970 <= start.secondsSince1970 {
                    findings.add(
                        .timeOrder, "\(place)/expires", "it is not later than \(name)",
                        mend: "Let the alert expire after it begins")
                }
            }
        }
        judgeTexts(at: place, &findings)
        if let web, !web.isAbsoluteAddress {
            findings.add(
                .webForm, "\(place)/web", "\"\(web.prefix(80))\" isn't a valid absolute address",
                mend: "Write it with https://")
        }
        for (index, area) in areas.enumerated() {
            area.judge(at: "\(place)/area[\(index + 1)]", &findings)
        }
    }

    private func judgeTexts(at place: String, _ findings: inout CAPFindings) {
        var texts: [(String, String?)] = [
            ("event", event), ("audience", audience), ("senderName", senderName),
            ("headline", headline), ("description", description), ("instruction", instruction),
            ("contact", contact),
        ]
        for parameter in parameters {
            texts.append(("parameter[\(parameter.name)]", parameter.value))
        }
        for (index, area) in areas.enumerated() {
            texts.append(("area[\(index + 1)]/areaDesc", area.areaDescription))
        }
        for (name, text) in texts {
            guard let text else { continue }
            text.judgeCharacters(at: "\(place)/\(name)", &findings)
            if let markup = text.firstMarkup {
                findings.add(
                    .markupInText, "\(place)/\(name)",
                    "it holds \(markup), which receivers show or speak as it stands",
                    mend: "Use plain text and line breaks")
            }
        }
        for (list, values) in [("eventCode", eventCodes), ("parameter", parameters)] {
            for (index, value) in values.enumerated() where value.name.isEmpty {
                findings.add(
                    .requiredText, "\(place)/\(list)[\(index + 1)]/valueName", "it is empty",
                    mend: "Name the list that the value comes from")
            }
        }
    }
}

extension CAPTime {
    fileprivate func judge(at place: String, _ findings: inout CAPFindings) {
        guard moment == nil else { return }
        let reason: String
        if text.hasSuffix("Z") || text.hasSuffix("z") {
            reason = "ends in Z, which CAP forbids"
        } else if text.utf8.contains(UInt8(ascii: ".")) {
            reason = "has a fraction of a second, which CAP forbids"
        } else {
            reason = "isn't a valid time in CAP's form"
        }
        findings.add(
            .timeForm, place, "\"\(text.prefix(40))\" \(reason)",
            mend: "Write it like 2016-07-07T22:15:00-05:00, and UTC as -00:00")
    }
}

extension String {
    fileprivate func judgeCharacters(at place: String, _ findings: inout CAPFindings) {
        guard let scalar = unicodeScalars.first(where: { !VisibleText.isAllowedInXML($0) }) else {
            return
        }
        findings.add(
            .characters, place,
            "it holds U+\(scalar.codePoint()), which XML forbids",
            mend: "Remove that character")
    }

    /// The first tag, comment or character reference in a text that should have none.
    var firstMarkup: String? {
        let bytes = Array(utf8)
        func isLetter(_ index: Int) -> Bool {
            index < bytes.count && (0x61...0x7A).contains(bytes[index] | 0x20)
        }
        // Searching for a `>` again from every `<` would be quadratic.
        let lastClose = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "<"), index < lastClose {
                let next = bytes[index + 1]
                if isLetter(index + 1) || next == UInt8(ascii: "!")
                    || (next == UInt8(ascii: "/") && isLetter(index + 2))
                {
                    return "a tag"
                }
            }
            if byte == UInt8(ascii: "&"), index + 1 < bytes.count {
                let isNumeric = bytes[index + 1] == UInt8(ascii: "#")
                let name = bytes[(index + 1)...].prefix(10)
                guard let end = name.firstIndex(of: UInt8(ascii: ";")), end > index + 2 else {
                    continue
                }
                let isName = (index + 1..<end).allSatisfy(isLetter)
                if isNumeric || isName {
                    return "the character reference "
                        + String(decoding: bytes[index...end], as: UTF8.self)
                }
            }
        }
        return nil
    }

    /// Runs of white space as one space, none at the ends.
    /// The form of `xs:language`.
    fileprivate var isLanguageTag: Bool {
        let parts = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.enumerated().allSatisfy { index, part in
            (1...8).contains(part.count)
                && part.allSatisfy { byte in
                    (0x61...0x7A).contains(byte | 0x20)
                        || (index > 0 && (0x30...0x39).contains(byte))
                }
        }
    }

    var isAbsoluteAddress: Bool {
        guard
            let rest = ["https://", "http://"].first(where: hasPrefix).map({ dropFirst($0.count) })
        else { return false }
        return !rest.isEmpty
            && unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && VisibleText.isAllowedInXML($0)
                    && !["<", ">", "\"", "{", "}", "\\", "^", "`"].contains($0)
            }
    }
}
