internal import Channels
internal import Playbooks
internal import TextChecks
internal import Yams

extension Department {
    /// The department as the bytes of a department file, for an incident to keep.
    ///
    /// - Throws: A `YamlError` where a text has no YAML form.
    func yaml() throws -> [UInt8] {
        var pairs: [(Node, Node)] = []
        func add(_ key: String, _ value: String?) {
            if let value, !value.isEmpty { pairs.append((Node(key), .text(value))) }
        }
        func add(_ key: String, _ values: [Node]) {
            if !values.isEmpty { pairs.append((Node(key), Node(values))) }
        }
        add("department", name)
        add("short-name", shortName)
        add("id", id)
        add("zone", zone)
        add("jurisdiction", jurisdiction)
        add("hotline", hotline)
        add("web", web)
        add("languages", languages.map(Node.text))
        add("people", people.map(\.node))
        let channels = accounts.reduce(into: [ChannelID]()) { channels, account in
            if !channels.contains(account.channel) { channels.append(account.channel) }
        }
        if !channels.isEmpty {
            let entries = channels.map { channel in
                (
                    Node(channel.rawValue),
                    Node(accounts(on: channel).map { Node.text($0.account) })
                )
            }
            pairs.append((Node("accounts"), Node(entries)))
        }
        add("standing-approvals", standingApprovals.map(\.node))
        let laws = [
            ("juvenile-suspect-law", policy.juvenileSuspectLaw),
            ("sexual-offence-victim-law", policy.sexualOffenceVictimLaw),
        ]
        let lists = [
            ("identity-terms", policy.identityTerms.map(\.rawValue).sorted()),
            ("blame-words", policy.blameWords), ("jargon-words", policy.jargonWords),
            ("public-contacts", policy.publicContacts),
        ]
        let stated =
            laws.compactMap { key, law in law.map { (Node(key), Node.text($0)) } }
            + lists.filter { !$1.isEmpty }.map { (Node($0), Node($1.map(Node.text))) }
        if !stated.isEmpty { pairs.append((Node("policy"), Node(stated))) }
        return Array(try Yams.serialize(node: Node(pairs), allowUnicode: true).utf8)
    }
}

extension Department.Person {
    fileprivate var node: Node {
        var pairs: [(Node, Node)] = [
            (Node("id"), .text(id)), (Node("roles"), Node(roles.map(Node.text))),
        ]
        if let agency { pairs.append((Node("agency"), .text(agency))) }
        return Node(pairs)
    }
}

extension StandingApproval {
    fileprivate var node: Node {
        var pairs: [(Node, Node)] = []
        if let playbook { pairs.append((Node("playbook"), .text(playbook))) }
        pairs += [
            (Node("template"), .text(template)), (Node("fields"), Node(fields.map(Node.text))),
            (Node("approver"), .text(approver)), (Node("role"), .text(role)),
            (Node("expires"), .text(expires)),
        ]
        return Node(pairs)
    }
}

extension Node {
    /// In quotes, so that `5`, `true` and `no` stay texts.
    fileprivate static func text(_ text: String) -> Node { Node(text, .implicit, .doubleQuoted) }
}
