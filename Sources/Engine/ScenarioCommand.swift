public import Incident
public import IncidentEvents
public import Playbooks

/// A scenario's command, decoded: what it asks the domain for, and what it says about its request.
public struct ScenarioCommand {
    public enum Action {
        case open(Opening)
        /// - Parameters:
        ///   - plan: Asks the domain for everything that the command means.
        ///   - labelled: The id that the command's label names; nil where it created nothing.
        case perform(
            plan: (inout Decision) throws -> Void, labelled: (Outcome) -> String?)
    }

    /// How a scenario's incident begins. Its id, mode and department are the scenario's own.
    public struct Opening {
        /// Nil for the domain's default.
        public var title: String?
        /// Where it happens, in words for the public.
        public var place: String
        /// Nil for the scenario's zone.
        public var zone: Zone?
        /// When the hazard began: `22:15`, `-5m` or RFC 3339.
        public var onset: String?
        public var isOnsetApproximate: Bool
        public var playbook: (value: Playbook, yaml: [UInt8])

        public init(
            title: String?, place: String, zone: Zone?, onset: String?, isOnsetApproximate: Bool,
            playbook: (value: Playbook, yaml: [UInt8])
        ) {
            self.title = title
            self.place = place
            self.zone = zone
            self.onset = onset
            self.isOnsetApproximate = isOnsetApproximate
            self.playbook = playbook
        }
    }

    public var action: Action
    /// The request's fingerprint, and what an earlier version recorded for the same command.
    public var fingerprint: [UInt8]
    public var earlierFingerprint: [UInt8]?
    /// Nil for the inject's actor.
    public var actor: String?
    /// Nil for the inject's role.
    public var role: Role?
    /// When it happened, where the command says it: `22:15`, `-5m` or RFC 3339.
    public var occurred: String?
    public var isOccurredApproximate: Bool

    public init(
        _ action: Action, fingerprint: [UInt8], earlierFingerprint: [UInt8]? = nil,
        actor: String? = nil, role: Role? = nil, occurred: String? = nil,
        isOccurredApproximate: Bool = false
    ) {
        self.action = action
        self.fingerprint = fingerprint
        self.earlierFingerprint = earlierFingerprint
        self.actor = actor
        self.role = role
        self.occurred = occurred
        self.isOccurredApproximate = isOccurredApproximate
    }
}
