public import IncidentEvents
public import Playbooks

/// All that a decision needs and the state does not hold. Nothing is fetched while deciding.
public struct DecisionContext: Sendable {
    /// Incident time: the simulated clock's where there is one.
    public var now: Instant
    /// What public texts, deadlines and typed times go by: ``now``, but for the machine's clock where
    /// the log's last entry is more than a minute ahead of it. One entry under a wrong clock must
    /// not move the times that the public is told.
    public var publicNow: Instant
    /// Who acts, by work id.
    public var actor: String
    /// The role in which the actor acts; nil: any that they hold and that may.
    public var role: Role?
    /// The playbook that the incident runs by.
    public var playbook: Playbook
    /// The department file as the incident adopted it.
    public var department: Department

    public init(
        now: Instant, publicNow: Instant? = nil, actor: String, role: Role? = nil,
        playbook: Playbook,
        department: Department
    ) {
        self.now = now
        self.publicNow = publicNow ?? now
        self.actor = actor
        self.role = role
        self.playbook = playbook
        self.department = department
    }

    /// The role in which the actor may do something.
    ///
    /// In a reenactment the controller may enter everything: who did it then is in the texts.
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
                .unauthorized, "\(actor) does not hold the role \(role) in this incident.",
                remedy: held.isEmpty
                    ? "Let someone who may direct type: \(do: .assignRole(actor: actor, role: role))"
                    : "\(actor) holds: \(held.list()).")
        }
        let candidates = role.map { [$0] } ?? held
        if state.mode == .reenactment, candidates.contains(.controller) { return .controller }
        if let fitting = candidates.first(where: allowed.contains) { return fitting }
        let roles = allowed.sorted().list()
        throw Rejection(
            .unauthorized,
            held.isEmpty
                ? "\(actor) holds no role in this incident; to \(deed) takes one of: \(roles)."
                : "\(actor) as \(candidates.list()) may not \(deed); it takes one of: \(roles).",
            remedy: "Let someone who may direct type: \(do: .assignRole(actor: actor, role: nil))")
    }
}
