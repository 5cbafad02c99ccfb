/// A reason to withhold something from a public-records request.
public enum Exemption: String, CaseIterable, Hashable, Sendable {
    /// A working record that nobody has made public.
    case `internal`
    case restricted
    /// Information for investigators.
    case tip
    /// A person's consent, and the person's name.
    case consent
    /// Names of staff.
    case staff
    /// The sources of information.
    case source
    /// Internal reasons, and texts that were never released.
    case deliberation
    /// The person who asked.
    case requester

    /// The reason in plain words, for a department whose policy has no code for it.
    public var plainWord: String {
        switch self {
        case .internal: "internal record"
        case .restricted: "restricted"
        case .tip: "tip to investigators"
        case .consent: "personal consent"
        case .staff: "name of a staff member"
        case .source: "source"
        case .deliberation: "internal reason or draft"
        case .requester: "name of the requester"
        }
    }
}
