internal import Channels
public import IncidentEvents
public import Playbooks

/// Everything that a decision needs and the state does not hold. Deciding fetches nothing.
public struct DecisionContext: Sendable {
    /// Incident time: the simulated clock's time if there is one.
    public var now: Instant
    /// The time for public texts, deadlines and typed times: ``now``, or the machine's clock if the
    /// log's last entry is more than a minute ahead of it. One entry under a wrong clock must not
    /// change the times that the public is told.
    public var publicNow: Instant
    /// Whether the command comes from a scenario, with the time of the past that it tells.
    public var isSimulated: Bool
    /// When the command's event happened, as the actor claims; nil for ``now``.
    public var occurred: Instant?
    /// The actor, by work id.
    public var actor: String
    /// The role in which the actor acts; nil for any held role that has the authority.
    public var role: Role?
    /// The playbook of the incident.
    public var playbook: Playbook
    /// The department file that the incident adopted.
    public var department: Department

    public init(
        now: Instant, publicNow: Instant? = nil, isSimulated: Bool = false,
        occurred: Instant? = nil, actor: String,
        role: Role? = nil, playbook: Playbook, department: Department
    ) {
        self.now = now
        self.publicNow = publicNow ?? now
        self.isSimulated = isSimulated
        self.occurred = occurred
        self.actor = actor
        self.role = role
        self.playbook = playbook
        self.department = department
    }

    /// The names of the place, the incident and the department: their words name no person, and their
    /// numbers need no fact.
    func familiarNames(in state: IncidentState) -> [String] {
        [state.opening?.place, state.opening?.title, department.name].compactMap(\.self)
    }

    /// The numbers and addresses that the department publishes.
    var publishedContacts: [String] {
        department.policy.publicContacts
            + [department.hotline, department.web].compactMap(\.self)
    }

    /// The role in which the actor may use an authority.
    ///
    /// In a reenactment the controller may enter everything: the texts say who acted at the time.
    func role(for authority: Playbook.Authority, in state: IncidentState) throws(Rejection)
        -> Role
    {
        try role(
            amongst: playbook.roles(with: authority), in: state, toDo: "\(authority.rawValue)")
    }

    func role(amongst allowed: Set<Role>, in state: IncidentState, toDo deed: String)
        throws(Rejection) -> Role
    {
        let held = state.roles(of: actor)
        if let role, !held.contains(role) {
            throw Rejection(
                .unauthorized, "\(actor) doesn't hold the role \(role) in this incident.",
                remedy: held.isEmpty
                    ? assigning(actor, role)
                    : "\(actor) holds: \(held.list()).")
        }
        let candidates = role.map { [$0] } ?? held
        if state.mode == .reenactment, candidates.contains(.controller) { return .controller }
        if let fitting = candidates.first(where: allowed.contains) { return fitting }
        let roles = allowed.sorted().list()
        throw Rejection(
            .unauthorized,
            held.isEmpty
                ? "\(actor) has no role in this incident.\(meant) These roles may \(deed): \(roles)."
                : "\(actor) as \(candidates.list()) may not \(deed). These roles may: \(roles).",
            remedy: assigning(actor, nil))
    }

    /// The channels of a message that names none: the template's, else the playbook's, without those
    /// on which we have no account.
    func channels(of template: MessageTemplate?) -> [ChannelID] {
        let channels = template?.channels ?? playbook.channels
        let ours = channels.filter(hasAccount)
        return ours.isEmpty ? channels : ours
    }

    func hasAccount(on channel: ChannelID) -> Bool { !department.withoutAccount.contains(channel) }

    /// How to give a role to a person, listed or not.
    func assigning(_ person: String, _ role: Role?) -> Remedy {
        let assigning: Remedy =
            "Ask someone who can assign roles to type: \(do: .assignRole(actor: person, role: role))"
        return isListed(person) ? assigning : assigning + " \(option: .unlisted)"
    }

    private func isListed(_ person: String) -> Bool {
        department.people.isEmpty || department.people.contains { $0.id == person }
    }

    /// Asks about a person whom neither the department file lists nor a role of this incident names:
    /// a slip of one letter would make somebody who doesn't exist.
    func requireListed(_ person: String, in state: IncidentState) throws(Rejection) {
        guard state.mode != .reenactment, !isSimulated, Decider.isID(person), !isListed(person),
            !state.assignments.contains(where: { $0.person == person })
        else { return }
        let people = department.people.map(\.id)
        let near = NearestName.of(person, among: people)
        throw Rejection(
            .unknownThing, "The department file doesn't list \(person).",
            remedy:
                "\(near.map { "Did you mean \($0)?" } ?? "It lists \(people.joined(separator: ", ")).") If \(person) is another person, add \(option: .unlisted)."
        )
    }

    /// The person of the department whose id the actor's is probably meant to be.
    private var meant: String {
        let near = NearestName.of(actor, among: department.people.map(\.id))
        return near.map { " Did you mean \($0)?" } ?? ""
    }
}
