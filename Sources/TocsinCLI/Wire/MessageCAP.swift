internal import Wire
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct MessageCAP: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "cap",
        abstract: "A message as a CAP 1.2 file for a certified origination tool.",
        discussion: """
            Nothing is transmitted. The status is Draft until every text in the file is released \
            in a LIVE incident, and Exercise in a drill. What no message holds is given here.
            Example: tocsin message cap M2 --event SPW --same 048113 --expires +1h \
            --urgency immediate --severity extreme --certainty observed --response shelter
            """)

    @Argument(help: "The message, e.g. M2, or its name.") var message: String
    @Option(help: "The SAME event code, e.g. SPW, EVI, CEM.") var event: String
    @Option(
        parsing: .upToNextOption,
        help: "LANGUAGE=WORDS: the event in words. English follows from the code.")
    var eventName: [String] = []
    @Option(parsing: .upToNextOption, help: "SAME places, six digits each, e.g. 048113.")
    var same: [String] = []
    @Option(help: "The area in words. Default: the message's location, else the incident's place.")
    var area: String?
    @Option(
        parsing: .upToNextOption,
        help: "\"LAT,LON LAT,LON …\", the last point as the first; once for each polygon.")
    var polygon: [String] = []
    @Option(parsing: .upToNextOption, help: "\"LAT,LON KILOMETERS\".") var circle: [String] = []
    @Option(
        parsing: .unconditional,
        help: "When it ends: 23:15, +1h, or RFC 3339. Default: what the message says.")
    var expires: String?
    @Option(help: "immediate, expected, future, past or unknown.") var urgency: String
    @Option(help: "extreme, severe, moderate, minor or unknown.") var severity: String
    @Option(help: "observed, likely, possible, unlikely or unknown.") var certainty: String
    @Option(help: "geo, met, safety, security, rescue, fire, health, … Default: security.")
    var category: String = "security"
    @Option(parsing: .upToNextOption, help: "shelter, evacuate, avoid, monitor, allclear, …")
    var response: [String] = []
    @Option(help: "For phones: imminent-threat, public-safety, amber or test.") var wea: String?
    @Flag(help: "Keep it off radio and television.") var noEas = false
    @Option(help: "The sender's id. Default: the department's id at its web host.")
    var sender: String?
    @Option(help: "The alert's id. Default: incident, message and second.") var identifier: String?
    @Option(parsing: .upToNextOption, help: "Earlier CAP files that this one updates.")
    var updates: [String] = []
    @Option(parsing: .upToNextOption, help: "Earlier CAP files that this one cancels.")
    var cancels: [String] = []
    @Flag(help: "Print the text for stations that follows from the file, not the file.")
    var easText = false
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions

    struct Answer: Encodable {
        var message: MessageID
        var status: String
        var messageType: String
        var identifier: String
        var sent: String
        /// The file, or with `--eas-text` the text for stations.
        var content: String
        var isTransmitted = false
    }

    func validate() throws {
        if reading.asOf != nil {
            throw ValidationError("A file is stamped as of now, so --as-of has no meaning.")
        }
        if !updates.isEmpty, !cancels.isEmpty {
            throw ValidationError("A file updates or cancels: give --updates or --cancels.")
        }
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let message = try view.message(named: message)
        let now = try view.zone.wire(view.session.engine.now)
        let content = try content(of: message, view)
        let standing = view.standing(isReleased: content.isReleased)
        let sender = try sender ?? Self.sender(view.department)
        let references = try Self.references(updates + cancels, by: sender)
        let alert = CAPAlert(
            identifier: identifier
                ?? "\(view.stream)-\(message.id)-\(now.secondsSince1970)",
            sender: sender, sent: now, standing: standing,
            messageType: !updates.isEmpty ? .update : !cancels.isEmpty ? .cancel : .alert,
            note: standing == .exercise ? view.playbook.guards.exerciseMarking : nil,
            references: references, infos: content.infos)
        let context = CAPContext(
            standing: standing, now: now, agencyNames: view.department.agencyNames)
        let output: String
        do {
            let xml = try alert.xml(in: context)
            output = easText ? try stationTexts(alert, message, view) : xml
        } catch let refusal as CAPRefusal {
            throw Failure(.refused, "\(message.id): \(refusal)")
        }
        var note =
            "CAP 1.2 of \(message.id), status \(alert.status.rawValue), for a certified origination"
            + " tool. Nothing was transmitted."
        if !cancels.isEmpty {
            note +=
                " A cancel is no correction: whoever saw the alert is told nothing, and its cells"
                + " stay open: tocsin coverage"
        }
        return WireFile(
            answer: Answer(
                message: message.id, status: alert.status.rawValue,
                messageType: alert.messageType.rawValue, identifier: alert.identifier,
                sent: alert.sent.text, content: output), content: output, note: note)
    }

    private func stationTexts(_ alert: CAPAlert, _ message: Message, _ view: IncidentView) throws
        -> String
    {
        let channel = view.playbook.channel(.eas)
        return try message.languages.compactMap { language in
            let text = try alert.easText(language: language) { view.zone.clock($0) }
            if let text, let count = channel?.count(text), !count.fits {
                throw Failure(
                    .refused,
                    "The EAS text in \(language) does not fit: \(count.problems.joined(separator: " "))"
                        + " Shorten it: tocsin message edit \(message.id) eas TEXT")
            }
            return text
        }.joined(separator: "\n\n")
    }

    // MARK: What the message holds

    private func content(
        of message: Message, _ view: IncidentView
    ) throws -> (infos: [CAPInfo], isReleased: Bool) {
        let texts = view.texts(of: message)
        let ends = try ends(message, view)
        let names = try Self.pairs(eventName, "--event-name LANGUAGE=WORDS")
        var isReleased = true
        let infos = try message.languages.compactMap { language -> CAPInfo? in
            func said(_ channel: ChannelID) -> String? {
                guard let found = texts[.init(channel: channel, language: language)] else {
                    return nil
                }
                isReleased = isReleased && found.isReleased
                return found.text
            }
            guard
                let channel = ([.eas] + ChannelID.fullest).first(where: {
                    texts[.init(channel: $0, language: language)] != nil
                }), let description = said(channel)
            else { return nil }
            let parameters = try parameters(message, language, said)
            return CAPInfo(
                language: Self.tag(language),
                categories: [try Self.choice(category, CAPCategory.self, "category")],
                event: try eventWords(language, names),
                responseTypes: try response.map {
                    try Self.choice($0, CAPResponseType.self, "response")
                },
                urgency: try Self.choice(urgency, CAPUrgency.self, "urgency"),
                severity: try Self.choice(severity, CAPSeverity.self, "severity"),
                certainty: try Self.choice(certainty, CAPCertainty.self, "certainty"),
                eventCodes: [CAPNamedValue(CAPNamedValue.same, event.uppercased())],
                expires: CAPTime(try view.zone.wire(ends)), senderName: view.department.name,
                description: description, web: view.department.page,
                contact: view.department.hotline, parameters: parameters,
                areas: [try area(message, view)])
        }
        guard !infos.isEmpty else {
            throw Failure(
                .badData,
                "\(message.id) has no text for the public yet. See what is missing: tocsin drafts \(message.id)"
            )
        }
        return (infos, isReleased)
    }

    private func ends(_ message: Message, _ view: IncidentView) throws -> Instant {
        let now = view.session.engine.now
        if let expires {
            // A time of day is the next one; a span counts from now, to either side.
            let isSpan = expires.hasPrefix("+") || expires.hasPrefix("-")
            let start = isSpan ? now : now.advanced(by: .seconds(43_200))
            let given = try view.zone.instant(expires, now: start)
            // What is armed with an alert takes over its end and does not say it.
            let alert = message.retracts.flatMap { view.state.messages[$0] }
            let isArmed = alert?.armed.contains(message.id) ?? false
            guard message.elements.hasExpires, !isArmed else { return given }
            // The file and its texts must not disagree.
            let own = Instant(message.elements.expires)
            guard own.microseconds / 60_000_000 == given.microseconds / 60_000_000 else {
                throw Failure(
                    .refused,
                    "\(message.id) holds until \(view.zone.clock(own)), and its texts say so; the"
                        + " file can't say \(view.zone.clock(given)). Leave --expires out, or type:"
                        + " tocsin message revise \(message.id) --expires \(expires), and release"
                        + " it anew.")
            }
            return own
        }
        guard message.elements.hasExpires else {
            throw Failure(.usage, "\(message.id) does not say when it ends. Give it: --expires +1h")
        }
        return Instant(message.elements.expires)
    }

    private func parameters(
        _ message: Message, _ language: String, _ said: (ChannelID) -> String?
    ) throws -> [CAPNamedValue] {
        var parameters =
            noEas
            ? [CAPNamedValue("BLOCKCHANNEL", "EAS")] : [CAPNamedValue("EAS-ORG", "CIV")]
        guard let wea else { return parameters + [CAPNamedValue("BLOCKCHANNEL", "CMAS")] }
        let handling: WEAHandling = try Choice.read(
            wea,
            among: [
                ("imminent-threat", .imminentThreat), ("public-safety", .publicSafety),
                ("amber", .amber), ("test", .test),
            ], "kind of WEA")
        parameters.append(CAPNamedValue("WEAHandling", handling.rawValue))
        for (name, channel) in [("CMAMtext", ChannelID.wea90), ("CMAMlongtext", .wea360)] {
            guard let text = said(channel) else {
                throw Failure(
                    .badData,
                    "\(message.id) has no \(channel) text in \(language), and phones need both."
                        + " Write it: tocsin message edit \(message.id) \(channel) TEXT"
                        + " (the message must go to \(channel): --on)")
            }
            parameters.append(CAPNamedValue(name, text))
        }
        return parameters
    }

    private func eventWords(_ language: String, _ names: [String: String]) throws -> String {
        if let words = names[language] { return words }
        if language.hasPrefix("en"), let code = SAMEEventCode.named(event.uppercased()) {
            return code.title
        }
        if language.hasPrefix("en") { return event.uppercased() }
        throw Failure(
            .badData,
            "The event has no name in \(language). Give it: --event-name \"\(language)=WORDS\"")
    }

    private func area(_ message: Message, _ view: IncidentView) throws -> CAPArea {
        let words =
            area ?? (message.elements.location.isEmpty ? nil : message.elements.location)
            ?? view.state.opening?.place ?? ""
        return CAPArea(
            areaDescription: words, polygons: try polygon.map(Self.polygon),
            circles: try circle.map(Self.circle),
            geocodes: same.map { CAPNamedValue(CAPNamedValue.same, $0) })
    }

    // MARK: Reading options

    private static func tag(_ language: String) -> String {
        // IPAWS knows the blocks by their full tags.
        switch language {
        case "en": "en-US"
        case "es": "es-US"
        default: language
        }
    }

    private static func sender(_ department: Department) throws(Failure) -> String {
        guard let host = department.host else {
            throw Failure(
                .usage,
                "The sender's id must be unique in the world, and the department file names no web"
                    + " address to make one of. Give it: --sender pio@police.example")
        }
        return "\(department.id)@\(host)"
    }

    /// The alerts that a file follows: of the same sender, real ones, each named once.
    private static func references(
        _ paths: [String], by sender: String
    ) throws -> [CAPReference] {
        var references: [CAPReference] = []
        for path in paths {
            let bytes = try BoundedFile.read(path, limit: 1_048_576, what: "a CAP file")
            let earlier = try CAPAlert(bytes: bytes)
            guard earlier.sender == sender else {
                throw Failure(
                    .refused,
                    "\(path) is an alert of \(earlier.sender), and only its sender updates or"
                        + " cancels it. If you are that sender: --sender \(earlier.sender)")
            }
            guard earlier.status != .draft else {
                throw Failure(
                    .refused,
                    "\(path) is a draft, which nobody got: there is nothing to update or cancel."
                        + " Name the file that was sent.")
            }
            guard !references.contains(earlier.reference) else {
                throw Failure(
                    .refused, "\(path) is an alert that is named already. Name each one once.")
            }
            references.append(earlier.reference)
        }
        return references
    }

    private static func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String, _ type: Value.Type, _ what: String
    ) throws(Failure) -> Value where Value.RawValue == String {
        try Choice.read(text, among: Value.allCases.map { ($0.rawValue.lowercased(), $0) }, what)
    }

    private static func pairs(_ texts: [String], _ form: String) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw ValidationError("\"\(text.prefix(80))\" is not written as \(form).")
            }
            pairs[String(parts[0])] = String(parts[1])
        }
        return pairs
    }

    /// Digits with at most one point and a sign: `Double` also reads 0x1p3 and 1e1, which nobody
    /// means here.
    private static func decimal(_ text: Substring) -> Double? {
        let isSigned = text.first == "-" || text.first == "+"
        let parts = text.dropFirst(isSigned ? 1 : 0)
            .split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        return isPlain && parts.count <= 2 ? Double(text) : nil
    }

    private static func point(_ text: Substring) throws(Failure) -> CAPPoint {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = decimal(parts[0]),
            let longitude = decimal(parts[1]),
            latitude.isFinite, longitude.isFinite
        else {
            throw Failure(.badData, "\"\(text.prefix(60))\" is no point; write 32.78,-96.81.")
        }
        return CAPPoint(latitude: latitude, longitude: longitude)
    }

    private static func polygon(_ text: String) throws -> CAPPolygon {
        CAPPolygon(try text.split(separator: " ").map(point))
    }

    private static func circle(_ text: String) throws -> CAPCircle {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let radius = decimal(parts[1]), radius.isFinite else {
            throw Failure(
                .badData, "\"\(text.prefix(60))\" is no circle; write \"32.78,-96.81 0.5\".")
        }
        return CAPCircle(center: try point(parts[0]), radiusInKilometers: radius)
    }
}
