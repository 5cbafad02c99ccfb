internal import Documents

extension CAPAlert {
    /// The text that a station shows and speaks for one language of this alert, or nil if the alert
    /// has no block in that language.
    ///
    /// The order is that of ECIG's CAP-to-EAS guide, section 3.6: who, what, where and until when;
    /// the places are those of the SAME codes, followed by the area's own words if the text lacks
    /// them; the sender; then the originator's own `EASText`, or the description and the
    /// instruction. Nothing is cut: ``Channel/count(_:)`` of ``ChannelID/eas`` shows whether it
    /// fits. A draft or an exercise is marked as one. The text follows from the file and claims no
    /// broadcast.
    ///
    /// - Parameters:
    ///   - language: A tag whose primary language has fixed sentences here: `en` or `es`.
    ///   - clock: Writes a time in the incident's zone and in the language, with its day if that
    ///     isn't the day on which the alert was sent.
    /// - Throws: A ``WireError`` if the language has no fixed sentences here, or the block has no
    ///   valid end.
    public func easText(
        language: String, clock: (WireTime, String) -> String = { time, _ in time.plainClock }
    ) throws(WireError) -> String? {
        let wanted = language.primaryLanguage
        guard let info = infos.first(where: { $0.languageTag.primaryLanguage == wanted }) else {
            return nil
        }
        guard let words = EASWords.words[wanted] else {
            throw WireError(
                "write the EAS text", at: "the language \(language.prefix(40))",
                "the opening sentence exists only in English and Spanish",
                mend: "Let the station's own words be used for this language")
        }
        guard let start = (info.effective ?? sent).moment, let end = info.expires?.moment else {
            throw WireError(
                "write the EAS text", at: "expires", "there is no valid end of the alert",
                mend: "Say when it expires")
        }
        var sentences: [String] = []
        switch status {
        case .draft: sentences.append(words.draft)
        case .exercise: sentences.append(words.exercise)
        case .test, .system: sentences.append(words.test)
        case .actual: break
        }
        if messageType == .cancel { sentences.append(words.cancelled) }
        let places = info.areas.map(\.spokenPlaces).joined(separator: "; ")
        sentences.append(
            words.opening(
                info.originator(in: words), info.event.foldedSpace, places, clock(start, wanted),
                clock(end, wanted)
            ))
        if let name = info.senderName?.foldedSpace, !name.isEmpty {
            sentences.append(words.message(name))
        }
        let own = info.parameter("EASText").map(\.foldedSpace).filter { !$0.isEmpty }
        // Each statement is made only once.
        var told: [String] = []
        for text in [info.description, info.instruction].compactMap({ $0?.foldedSpace })
        where !text.isEmpty && !text.closed.isSaid(in: told + sentences) { told.append(text) }
        var body = own.isEmpty ? told : own
        if body.isEmpty, messageType != .cancel { body = [info.headline?.foldedSpace ?? ""] }
        // Naming an area's counties doesn't replace its own words.
        let unsaid = info.areas.map(\.areaDescription.foldedSpace).filter { area in
            !area.isEmpty && !(sentences + body).contains { $0.contains(area) }
        }
        if !unsaid.isEmpty { sentences.append(words.area(unsaid.joined(separator: "; "))) }
        sentences += body
        return sentences.filter { !$0.isEmpty }.map(\.closed).joined(separator: " ")
    }
}

extension CAPAlert {
    /// The sentence that cancels an alert; nil for a language without one.
    public static func cancellation(in language: String) -> String? {
        EASWords.words[language.primaryLanguage].map(\.cancelled.closed)
    }
}

extension CAPArea {
    /// The places of the SAME codes, as stations announce them; the area's own words if a code has
    /// no name here.
    fileprivate var spokenPlaces: String {
        let names = samePlaces.map { SAMEPlace($0)?.name }
        let known = names.compactMap(\.self)
        guard !known.isEmpty, known.count == names.count else { return areaDescription.foldedSpace }
        return known.joined(separator: "; ")
    }
}

extension CAPInfo {
    fileprivate func originator(in words: EASWords) -> String {
        let code = parameter("EAS-ORG").first ?? "CIV"
        return words.originators[code] ?? words.originators["CIV"] ?? ""
    }
}

extension String {
    /// Whether one of the texts contains it, ignoring case and its last mark.
    fileprivate func isSaid(in texts: [String]) -> Bool {
        let words = lowercased().dropLast()
        return texts.contains { $0.lowercased().contains(words) }
    }

    /// The text with a final mark, so that a voice pauses.
    fileprivate var closed: String {
        guard let last else { return self }
        return ".!?…".contains(last) ? self : self + "."
    }
}

/// The fixed sentences, by primary language.
private struct EASWords {
    let originators: [String: String]
    let opening: @Sendable (String, String, String, String, String) -> String
    let message: @Sendable (String) -> String
    let area: @Sendable (String) -> String
    let draft: String
    let exercise: String
    let test: String
    let cancelled: String

    static let words: [String: EASWords] = [
        "en": EASWords(
            originators: [
                "CIV": "The civil authorities have", "WXR": "The National Weather Service has",
                "EAS": "An EAS participant has", "PEP": "The national authorities have",
            ],
            opening: { "\($0) issued: \($1), for \($2), at \($3), effective until \($4)" },
            message: { "Message from \($0)" }, area: { "Area: \($0)" },
            draft: "Draft, not released",
            exercise: "This is an exercise", test: "This is a test",
            cancelled: "This alert is cancelled"),
        "es": EASWords(
            originators: [
                "CIV": "Las autoridades civiles han",
                "WXR": "El Servicio Nacional de Meteorología ha",
                "EAS": "Un participante de EAS ha", "PEP": "Las autoridades nacionales han",
            ],
            opening: { "\($0) emitido: \($1), para \($2), a las \($3), en vigor hasta las \($4)" },
            message: { "Mensaje de \($0)" }, area: { "Zona: \($0)" }, draft: "Borrador, no emitido",
            exercise: "Esto es un simulacro", test: "Esto es una prueba",
            cancelled: "Esta alerta queda cancelada"),
    ]
}
