internal import Basics
internal import IncidentEvents
internal import Channels
internal import Foundation
internal import Recurrence
internal import TextChecks
internal import Yams

extension Department {
    /// Reads a department file's YAML.
    ///
    /// - Parameters:
    ///   - yaml: The file's bytes, at most 1 MiB.
    ///   - file: The file's name, for the diagnostics.
    /// - Returns: The department and warnings.
    /// - Throws: A ``LoadFailure`` with every fault of the file.
    public static func load(
        yaml: [UInt8], file: String
    ) throws(LoadFailure) -> (Department, warnings: [Diagnostic]) {
        let faults = Faults(file: file)
        let department = YAMLDocument.read(yaml, faults: faults)
            .flatMap { format.read($0, "department", faults) }
        return try faults.result(department)
    }

    /// The bytes of a department file from which ``load(yaml:file:)`` reads the same department,
    /// for an incident to keep.
    ///
    /// - Throws: A `YamlError` if a text has no YAML form.
    public func yaml() throws -> [UInt8] {
        Array(
            try Yams.serialize(node: Self.format.write(self) ?? Node([Node]()), allowUnicode: true)
                .utf8)
    }

    static var keys: [Key<Department>] {
        [
            Key(required: "department", \.name, .word(.text()), "The name."),
            Key(
                "short-name", \.shortName, .word(.text()),
                "A short name for texts with little room, such as 90 characters."),
            Key(required: "id", \.id, .word(.identifier("department's id").named("id"))),
            Key(
                required: "zone", \.zone, .word(.text { $1.check(zone: $0) }),
                "An IANA zone, such as America/Chicago."),
            Key("jurisdiction", \.jurisdiction, .word(.text())),
            Key("hotline", \.hotline, .word(.text())),
            Key("web", \.web, .word(.text())),
            Key("languages", \.languages, .words(.language)),
            Key(
                "time-style", \.chosenTimeStyle, .word(.timeStyle),
                "How texts write a time of day. Default: 12-hour if the first language is en-US, else 24-hour."
            ),
            Key("people", \.people, .people),
            Key(
                "accounts", \.accounts, .accounts,
                "Our own accounts by channel, without the @."),
            Key(
                "no-account", \.withoutAccount, .words(.channelName),
                "Channels on which we have no account."),
            Key(
                "standing-approvals", \.standingApprovals,
                .list(of: StandingApproval.format(namesPlaybook: true)),
                "Texts approved in advance, by playbook and template."),
            Key("policy", \.policy, Policy.format),
            Key(
                "checkpoints", \.checkpoints, .checkpoints,
                "Who holds the log's checkpoints, and how they get there."),
            Key(
                "holidays", \.holidays, .words(.civilDate),
                "The days that schedules skip or move, such as 2027-12-24."),
            Key(
                "hours", \.hours, .hours,
                "When questions are answered, such as monday-friday 09:00-17:00; always for at all hours."
            ),
            Key("tips", \.tips, .tips, "Who can read tips."),
        ]
    }

    static var format: Format<Department> {
        .mapping("the department", keys) { values in
            guard let id = values[\.id], let name = values[\.name], let zone = values[\.zone] else {
                return nil
            }
            return Department(id: id, name: name, zone: zone)
        }
    }

    /// The schema that `Playbooks/department.schema.json` publishes, for editors.
    package static var schema: Schema {
        guard case .object(var schema) = format.schema else { return format.schema }
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["$id"] = "https://tocsin.invalid/department.schema.json"
        schema["title"] = "Tocsin department file"
        schema["description"] =
            "The department's own settings. The loader checks more than a schema can: time zones, accounts, calendar days."
        schema["$defs"] = [
            "id": WordFormat<String>.identifier("id").schema,
            "identity-terms": Format.identityTerms.schema
                .described("The details allowed in a description of a person."),
            "phrases": Format.words(.text()).schema,
            "actor": WordFormat<String>.actor.schema,
            "role": WordFormat<Role>.role.schema,
        ]
        return .object(schema)
    }
}

extension Department.Policy {
    fileprivate static var format: Format<Self> {
        .mapping(
            "\"policy\"",
            [
                Key("juvenile-suspect-law", \.juvenileSuspectLaw, .word(.text())),
                Key("sexual-offence-victim-law", \.sexualOffenceVictimLaw, .word(.text())),
                Key(
                    "exemptions", \.exemptions, .exemptions,
                    "Codes of the public-records law, by kind of withheld information."),
                Key("identity-terms", \.identityTerms, .identityTerms.named("identity-terms")),
                Key(
                    "blame-words", \.blameWords, .phrases("blame-words"),
                    "More words and phrases that blame."),
                Key(
                    "jargon-words", \.jargonWords, .phrases("jargon-words"),
                    "Jargon of the service: a phrase, or phrase > replacement."),
                Key(
                    "public-contacts", \.publicContacts, .words(.text()).named("phrases"),
                    "Numbers and addresses that the department publishes."),
                Key(
                    "unconfirmed-words", \.unconfirmedWords, .wordsByLanguage,
                    "Words that mark a statement as unconfirmed, by language."),
                Key("rules", \.rules, .rules, "The written policy's rules."),
                Key(
                    "retention", \.retention, .retention,
                    "How long records are kept, such as tips: 90d or incidents: 7y."),
                Key(
                    "life-safety-languages", \.lifeSafetyLanguages, .words(.language),
                    "The languages that every alert, all-clear and retraction needs."),
                Key(
                    "keeps-running", \.keepsRunning, .words(.identifier("template or kind")),
                    "Templates and kinds of message that a LIVE incident doesn't pause."),
                Key(
                    "takedowns", \.takedowns, .takedowns,
                    "By when copies that show a person must come down."),
            ]
        ) { _ in Self() }
    }
}

extension Format<Department.Tips> {
    fileprivate static var tips: Self {
        .mapping(
            "\"tips\"",
            [
                Key(
                    required: "certificate", \.certificate, .word(.text()),
                    "The file of the recipient's certificate, in the home."),
                Key(
                    required: "emergency", \.emergency, .word(.text()),
                    "Whom to call if somebody is in danger, such as 911."),
                Key(
                    "hide-counts", \.hidesCounts, .flag,
                    "Whether the public isn't told how many there are."),
            ]
        ) { values in
            guard let certificate = values[\.certificate], let emergency = values[\.emergency]
            else { return nil }
            return Department.Tips(certificate: certificate, emergency: emergency)
        }
    }
}

extension StandingApproval {
    /// - Parameter namesPlaybook: Whether the entry is in a department file, which names playbooks
    ///   that aren't loaded with it.
    static func format(namesPlaybook: Bool) -> Format<Self> {
        let id = WordFormat.identifier("playbook's id").named("id")
        let playbook = Key<Self>(
            required: "playbook", \.playbook, Format<String>.word(id).optional)
        return .mapping(
            "the standing approval",
            (namesPlaybook ? [playbook] : [])
                + [
                    Key(required: "template", \.template, .word(.template)),
                    Key("fields", \.fields, .words(.text())),
                    Key("digits", \.digits, .words(.text())),
                    Key(
                        "holds-for", \.holdsFor, Format<Int>.word(.days).optional,
                        "The most days until the message's own end, such as 14d."),
                    Key(required: "approver", \.approver, .word(.actor.named("actor"))),
                    Key(required: "role", \.role, .word(.role.named("role"))),
                    Key(required: "expires", \.expires, .word(.day)),
                ]
        ) { values in
            guard let template = values[\.template], let approver = values[\.approver],
                let role = values[\.role], let expires = values[\.expires]
            else { return nil }
            return Self(
                template: template, fields: [], approver: approver, role: role, expires: expires)
        }
    }
}

extension Format<[Department.Person]> {
    fileprivate static var people: Self {
        let person = Format<Department.Person>.mapping(
            "the person",
            [
                Key(required: "id", \.id, .word(.actor.named("actor"))),
                Key(required: "roles", \.roles, .words(.role.named("role"))),
                Key("agency", \.agency, .word(.text())),
                Key("nights", \.nights, .flag, "Whether they can be reached at night."),
            ]
        ) { values in values[\.id].map { Department.Person(id: $0, roles: []) } }
        var people = list(of: person)
        people.read = { node, key, faults in
            var seen = SeenNames(kind: "person", faults: faults)
            return faults.items(node, key).compactMap { item in
                guard let person = person.read(item, key, faults) else { return nil }
                let reader = MappingReader(open: item, of: "the person", faults: faults)
                if let id = reader?.text("id") { seen.note(id) }
                return person
            }
        }
        return people
    }
}

extension Format<[Carrier]> {
    fileprivate static var accounts: Self {
        // A department may have an account on an outlet for which no texts are composed.
        let channels = (ChannelCatalogue.all + ChannelCatalogue.outlets).map(\.id.rawValue)
        let schema: Schema = [
            "type": "object", "propertyNames": .word(in: channels),
            "additionalProperties": .texts(like: ["type": "string", "pattern": "^[^@\\s][^\\s]*$"]),
        ]
        return Format(schema: schema) { node, key, faults in
            let entries = MappingReader(open: node, of: "\"\(key)\"", faults: faults)?.all ?? []
            return entries.flatMap { entry -> [Carrier] in
                let name = Located(value: entry.key, position: entry.position)
                guard faults.check(name, isOneOf: channels, as: "channel") else { return [] }
                return faults.texts(entry.value, entry.key).compactMap {
                    faults.account($0, on: ChannelID(rawValue: entry.key))
                }
            }
        } write: { accounts in
            let channels = accounts.map(\.channel).uniqued()
            guard !channels.isEmpty else { return nil }
            return Node(
                channels.map { channel in
                    let own = accounts.filter { $0.channel == channel }
                    return (Node(channel.rawValue), Node(own.map { Node(quoted: $0.account) }))
                })
        }
    }
}

extension Format<[String: [String]]> {
    fileprivate static var wordsByLanguage: Self {
        let words = Format<[String]>.words(.text())
        let schema: Schema = [
            "type": "object", "propertyNames": WordFormat<String>.language.schema,
            "additionalProperties": words.schema,
        ]
        return Format(schema: schema) { node, key, faults in
            let entries = MappingReader(open: node, of: "\"\(key)\"", faults: faults)?.all ?? []
            var byLanguage: [String: [String]] = [:]
            for entry in entries {
                let tag = Located(value: entry.key, position: entry.position)
                guard let language = faults.language(tag) else { continue }
                byLanguage[language] = words.read(entry.value, entry.key, faults)
            }
            return byLanguage
        } write: { byLanguage in
            let pairs = byLanguage.keys.sorted().compactMap { language in
                words.write(byLanguage[language] ?? []).map { (Node(language), $0) }
            }
            return pairs.isEmpty ? nil : Node(pairs)
        }
    }
}

extension Format<Department.Checkpoints> {
    fileprivate static var checkpoints: Self {
        var format = mapping(
            "\"checkpoints\"",
            [
                Key(
                    required: "to", \.to, .word(.text()),
                    "The holder, such as the county's mailbox."),
                Key(
                    "file", \.file, .word(.absolutePath),
                    "A file outside of the home, for the newest checkpoint."),
                Key(
                    "command", \.command, .word(.text()),
                    "A command of the shell. It gets the checkpoint as its input."),
                Key(
                    "after", \.after, .word(.occasion),
                    "When one is sent without being asked for. Default: never."),
            ]
        ) { values in
            let file = values[\.file] ?? nil
            let command = values[\.command] ?? nil
            guard let to = values[\.to],
                let destination = file.map(Value.Destination.file)
                    ?? command.map(
                        Value.Destination.command)
            else { return nil }
            return Value(to: to, destination: destination)
        }
        if case .object(var members) = format.schema {
            members["oneOf"] = [["required": ["file"]], ["required": ["command"]]]
            format.schema = .object(members)
        }
        let read = format.read
        format.read = { node, key, faults in
            if case .mapping(let entries) = node.content,
                entries.count(where: { ["file", "command"].contains($0.key) }) != 1
            {
                faults.error(
                    "\"\(key)\" needs a \"file\" or a \"command\", and not both",
                    at: node.position)
            }
            return read(node, key, faults)
        }
        return format
    }
}

extension Format<BusinessHours> {
    /// A list of openings, or the one word `always`.
    fileprivate static var hours: Self {
        Format(
            schema: [
                "anyOf": [
                    ["const": "always"],
                    [
                        "type": "array", "minItems": 1, "uniqueItems": true,
                        "items": [
                            "type": "string",
                            "pattern": "^[a-z,-]+ [0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$",
                        ],
                    ],
                ]
            ]
        ) { node, key, faults in
            var words: [String] = []
            if case .sequence = node.content {
                words = faults.texts(node, key).map(\.value)
            } else {
                words = faults.text(node, key).map { [$0.value] } ?? []
            }
            if words.isEmpty { return nil }
            do throws(BusinessHours.Fault) {
                return try BusinessHours(words)
            } catch {
                faults.error(error.reason, at: node.position)
                return nil
            }
        } write: { hours in
            hours == .always
                ? Node(quoted: "always") : Node(hours.words.map { Node(quoted: $0) })
        }
    }
}

extension Department.Checkpoints {
    fileprivate var file: String? {
        get { if case .file(let path) = destination { path } else { nil } }
        set { if let newValue { destination = .file(newValue) } }
    }

    fileprivate var command: String? {
        get { if case .command(let command) = destination { command } else { nil } }
        set { if let newValue { destination = .command(newValue) } }
    }
}

extension WordFormat<Department.Checkpoints.Occasion> {
    fileprivate static var occasion: WordFormat { .word(named: "time for checkpoints") }
}

extension WordFormat<String> {
    /// A path that means the same from every folder.
    fileprivate static var absolutePath: WordFormat {
        text(["type": "string", "pattern": "^/"]) { path, faults in
            if path.value.hasPrefix("/") { return }
            faults.error(
                "\"\(path.value)\" isn't an absolute path: begin it with /", at: path.position)
        }
    }
}

extension WordFormat<ChannelID> {
    fileprivate static var channelName: WordFormat {
        let known = ChannelCatalogue.all.map(\.id.rawValue)
        return WordFormat(
            schema: .word(in: known),
            read: { text, faults in
                faults.check(text, isOneOf: known, as: "channel")
                    ? ChannelID(rawValue: text.value) : nil
            }, write: { $0.rawValue })
    }
}

extension WordFormat<Department.TimeStyle> {
    fileprivate static var timeStyle: WordFormat { .word(named: "style of times") }
}

extension WordFormat where Value: CaseIterable & RawRepresentable<String> {
    /// - Parameter kind: What the words are, for the fault of an unknown one.
    fileprivate static func word(named kind: String) -> WordFormat {
        let known = Value.allCases.map(\.rawValue)
        return WordFormat(
            schema: .word(in: known),
            read: { text, faults in
                faults.check(text, isOneOf: known, as: kind) ? Value(rawValue: text.value) : nil
            }, write: { $0.rawValue })
    }
}

extension Format<[Exemption: String]> {
    fileprivate static var exemptions: Self {
        .mapping(
            "\"exemptions\"",
            Exemption.allCases.map { exemption in
                Key(exemption.rawValue, \.[exemption], .word(.text()))
            }
        ) { _ in [:] }
    }
}

extension Format<Set<IdentityClass>> {
    fileprivate static var identityTerms: Self {
        let known = IdentityClass.allCases.map(\.rawValue)
        return Format(schema: .texts(like: .word(in: known))) { node, key, faults in
            faults.identityTerms(faults.texts(node, key))
        } write: { terms in
            terms.isEmpty ? nil : Node(terms.map(\.rawValue).sorted().map(Node.init(quoted:)))
        }
    }
}

extension Format<[String]> {
    fileprivate static func phrases(_ key: String) -> Self {
        words(
            .text { phrase, faults in
                let words = phrase.value.prefix { $0 != ">" }
                if words.contains(where: { $0.isLetter || $0.isNumber }) { return }
                faults.error(
                    "\"\(phrase.value)\" in \"\(key)\" has no word", at: phrase.position)
            }
        ).named("phrases")
    }
}

extension Faults {
    fileprivate func account(_ account: Located<String>, on channel: ChannelID) -> Carrier? {
        do throws(CarrierError) {
            return try Carrier(channel: channel, account: account.value)
        } catch {
            self.error(
                "\"\(account.value)\" isn't a valid account on \(channel): \(error.reason)",
                at: account.position)
            return nil
        }
    }

    /// Reports a zone that the machine's time zone data does not include.
    func check(zone: Located<String>) {
        let known = TimeZone.knownTimeZoneIdentifiers
        // A machine without zone data can't tell which names are wrong. The list lacks older names
        // such as US/Central. A bare abbreviation such as CST has no rules for daylight saving.
        guard !known.isEmpty else { return }
        if Department.isKnownZone(zone.value) { return }
        let near = Department.zone(nearTo: zone.value)
        error(
            "unknown time zone \"\(zone.value)\" "
                + (near.map { "(did you mean \"\($0)\"?)" } ?? "(write it like \"America/Chicago\")"),
            at: zone.position)
    }
}

extension Department {
    /// Whether this machine knows the zone by a name with rules for daylight saving.
    public static func isKnownZone(_ name: String) -> Bool {
        name == "UTC" || name.contains("/") && TimeZone(identifier: name) != nil
    }

    /// The zone that was probably meant: the one of that city, else the nearest name.
    public static func zone(nearTo name: String) -> String? {
        let known = TimeZone.knownTimeZoneIdentifiers
        let city = name.split(separator: " ").joined(separator: "_").lowercased()
        return known.first { $0.lowercased().hasSuffix("/\(city)") }
            ?? known.first { $0.lowercased() == city }
            ?? NearestName.of(name, among: known)
    }
}
