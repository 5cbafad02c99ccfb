public import Incident
public import IncidentEvents
public import Playbooks

/// A decoded command of a scenario: its plan for the domain, and its part of the request.
public struct ScenarioCommand {
    public enum Action {
        case open(Opening)
        /// - Parameters:
        ///   - plan: Asks the domain for everything that the command means.
        ///   - labelled: The id that the command's label names; nil if the command created nothing.
        case perform(
            plan: (inout Decision) throws -> Void, labelled: (Outcome) -> String?)
    }

    /// The opening of a scenario's incident. Its id, mode and department come from the scenario.
    public struct Opening {
        /// The title; nil for the domain's default.
        public var title: String?
        /// The place, in words for the public.
        public var place: String
        /// The time zone; nil for the scenario's.
        public var zone: Zone?
        /// The time at which the hazard began: `22:15`, `-5m` or RFC 3339.
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
    /// The request's fingerprint, and the one that an earlier version recorded for the same
    /// command.
    public var fingerprint: [UInt8]
    public var earlierFingerprint: [UInt8]?
    /// The actor; nil for the inject's.
    public var actor: String?
    /// The role; nil for the inject's.
    public var role: Role?
    /// The time of the event, if the command states it: `22:15`, `-5m` or RFC 3339.
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
