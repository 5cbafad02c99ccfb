internal import IncidentEvents
internal import Channels
internal import Foundation

extension Department {
    /// Reads a department file's YAML.
    ///
    /// - Parameters:
    ///   - yaml: The file's bytes, at most 1 MiB.
    ///   - file: The file's name, for the diagnostics.
    /// - Returns: The department, and what is odd about it without being wrong.
    /// - Throws: A ``LoadFailure`` with every fault of the file.
    public static func load(
        yaml: [UInt8], file: String
    ) throws(LoadFailure) -> (Department, warnings: [Diagnostic]) {
        let faults = Faults(file: file)
        let department = YAMLDocument.read(yaml, faults: faults)
            .flatMap { DepartmentLoader(root: $0, faults: faults) }?.department()
        return try faults.result(department)
    }
}

struct DepartmentLoader {
    static let keys = [
        "department", "short-name", "id", "zone", "jurisdiction", "hotline", "web", "languages",
        "people",
        "accounts", "standing-approvals", "policy",
    ]

    static let policyKeys = [
        "juvenile-suspect-law", "sexual-offence-victim-law", "exemptions", "identity-terms",
        "blame-words", "jargon-words", "public-contacts",
    ]

    let root: MappingReader
    let faults: Faults

    init?(root node: YAMLNode, faults: Faults) {
        guard
            let root = MappingReader(
                node, of: "the department", keys: Self.keys, faults: faults)
        else { return nil }
        self.root = root
        self.faults = faults
    }

    func department() -> Department {
        let name = root.requiredText("department")
        let id = root.requiredText("id")
        if let id { faults.check(identifier: id, as: "department's id") }
        let zone = root.requiredText("zone")
        if let zone { faults.check(zone: zone) }
        var department = Department(
            id: id?.value ?? "", name: name?.value ?? "",
            shortName: root.text("short-name")?.value, zone: zone?.value ?? "",
            jurisdiction: root.text("jurisdiction")?.value,
            hotline: root.text("hotline")?.value, web: root.text("web")?.value)
        let languages = faults.languages(root.texts("languages"))
        if !languages.isEmpty { department.languages = languages }
        department.people = people()
        department.accounts = accounts()
        department.standingApprovals = root.items("standing-approvals").compactMap {
            StandingApprovalReader(faults: faults).read($0, templates: nil)
        }
        if let node = root.value("policy"),
            let policy = MappingReader(
                node, of: "\"policy\"",
                keys: Self.policyKeys,
                faults: faults)
        {
            department.policy = .init(
                juvenileSuspectLaw: policy.text("juvenile-suspect-law")?.value,
                sexualOffenceVictimLaw: policy.text("sexual-offence-victim-law")?.value,
                exemptions: policy.value("exemptions").map(exemptions) ?? [:],
                identityTerms: faults.identityTerms(policy.texts("identity-terms")),
                blameWords: phrases(policy, "blame-words"),
                jargonWords: phrases(policy, "jargon-words"),
                publicContacts: policy.texts("public-contacts").map(\.value))
        }
        return department
    }

    private func exemptions(_ node: YAMLNode) -> [Department.Policy.Exemption: String] {
        guard
            let reader = MappingReader(
                node, of: "\"exemptions\"",
                keys: Department.Policy.Exemption.allCases.map(\.rawValue), faults: faults)
        else { return [:] }
        var codes: [Department.Policy.Exemption: String] = [:]
        for exemption in Department.Policy.Exemption.allCases {
            codes[exemption] = reader.text(exemption.rawValue)?.value
        }
        return codes
    }

    private func phrases(_ policy: MappingReader, _ key: String) -> [String] {
        policy.texts(key).filter { phrase in
            let words = phrase.value.prefix { $0 != ">" }
            let isPhrase = words.contains { $0.isLetter || $0.isNumber }
            if !isPhrase {
                faults.error(
                    "\"\(phrase.value)\" in \"\(key)\" holds no word", at: phrase.position)
            }
            return isPhrase
        }.map(\.value)
    }

    private func people() -> [Department.Person] {
        var seen = SeenNames(kind: "person", faults: faults)
        return root.items("people").compactMap { item in
            guard
                let reader = MappingReader(
                    item, of: "the person", keys: ["id", "roles", "agency"], faults: faults)
            else { return nil }
            let id = reader.requiredText("id")
            if let id, faults.actor(id) != nil { seen.note(id) }
            let names = reader.required("roles").map { faults.texts($0, "roles") } ?? []
            let roles = faults.roles(names)
            return id.map {
                .init(id: $0.value, roles: roles, agency: reader.text("agency")?.value)
            }
        }
    }

    private func accounts() -> [Carrier] {
        root.named("accounts").flatMap { entry -> [Carrier] in
            let name = Located(value: entry.key, position: entry.position)
            guard let channel = faults.carrierChannel(name) else { return [] }
            return faults.texts(entry.value, entry.key).compactMap { account in
                self.account(account, on: channel)
            }
        }
    }

    private func account(_ account: Located<String>, on channel: ChannelID) -> Carrier? {
        do throws(CarrierError) {
            return try Carrier(channel: channel, account: account.value)
        } catch {
            faults.error(
                "\"\(account.value)\" names no account on \(channel): \(error.reason)",
                at: account.position)
            return nil
        }
    }
}

extension Faults {
    /// A channel that can carry, with a limit entry or without: a department may have an account on
    /// an outlet for which nothing is composed.
    fileprivate func carrierChannel(_ name: Located<String>) -> ChannelID? {
        let known = (ChannelCatalogue.all + ChannelCatalogue.outlets).map(\.id.rawValue)
        return check(name, isOneOf: known, as: "channel") ? ChannelID(rawValue: name.value) : nil
    }

    /// Reports a zone that the machine's time zone data does not hold.
    func check(zone: Located<String>) {
        let known = TimeZone.knownTimeZoneIdentifiers
        // A machine without any zone data can't say which are wrong. Older names such as US/Central
        // are in no list; a bare abbreviation such as CST is no zone with rules.
        guard !known.isEmpty, zone.value != "UTC" else { return }
        if zone.value.contains("/"), TimeZone(identifier: zone.value) != nil { return }
        _ = check(zone, isOneOf: known, as: "time zone")
    }
}
