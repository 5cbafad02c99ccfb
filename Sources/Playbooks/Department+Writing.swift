internal import IncidentEvents
internal import Channels
internal import TextChecks

extension Department {
    /// The bytes of a department file from which ``load(yaml:file:)`` reads the same department, for
    /// an incident to keep.
    ///
    /// - Throws: A `YamlError` where a text has no YAML form.
    public func yaml() throws -> [UInt8] {
        var file = MappingWriter()
        file.add("department", name)
        file.add("short-name", shortName)
        file.add("id", id)
        file.add("zone", zone)
        file.add("jurisdiction", jurisdiction)
        file.add("hotline", hotline)
        file.add("web", web)
        file.add("languages", languages)
        file.add("people", people.map(\.mapping))
        file.add("accounts", accountsByChannel)
        file.add("standing-approvals", standingApprovals.map(\.mapping))
        file.add("policy", policy.mapping)
        return try file.yaml()
    }

    private var accountsByChannel: MappingWriter {
        var channels: [ChannelID] = []
        for account in accounts where !channels.contains(account.channel) {
            channels.append(account.channel)
        }
        var mapping = MappingWriter()
        for channel in channels {
            mapping.add(channel.rawValue, accounts(on: channel).map(\.account))
        }
        return mapping
    }
}

extension Department.Person {
    fileprivate var mapping: MappingWriter {
        var mapping = MappingWriter()
        mapping.add("id", id)
        mapping.add("roles", roles, evenIfEmpty: true)
        mapping.add("agency", agency)
        return mapping
    }
}

extension StandingApproval {
    fileprivate var mapping: MappingWriter {
        var mapping = MappingWriter()
        mapping.add("playbook", playbook)
        mapping.add("template", template)
        mapping.add("fields", fields, evenIfEmpty: true)
        mapping.add("approver", approver)
        mapping.add("role", role)
        mapping.add("expires", expires)
        return mapping
    }
}

extension Department.Policy {
    fileprivate var mapping: MappingWriter {
        var mapping = MappingWriter()
        mapping.add("juvenile-suspect-law", juvenileSuspectLaw)
        mapping.add("sexual-offence-victim-law", sexualOffenceVictimLaw)
        var codes = MappingWriter()
        for exemption in Exemption.allCases { codes.add(exemption.rawValue, exemptions[exemption]) }
        mapping.add("exemptions", codes)
        mapping.add("identity-terms", identityTerms.map(\.rawValue).sorted())
        mapping.add("blame-words", blameWords)
        mapping.add("jargon-words", jargonWords)
        mapping.add("public-contacts", publicContacts)
        return mapping
    }
}
