/// Why something is withheld from a public-records request.
public enum Exemption: String, CaseIterable, Hashable, Sendable {
    /// A working record that nobody has made public.
    case `internal`
    case restricted
    /// Information for investigators.
    case tip
    /// A person's consent, and whose it is.
    case consent
    /// Names of staff.
    case staff
    /// Whom or what something is known from.
    case source
    /// Inner reasons, and texts that were never released.
    case deliberation
    /// Who asked.
    case requester

    /// The reason in plain words, for a department whose policy names no code.
    public var plainWord: String {
        switch self {
        case .internal: "internal record"
        case .restricted: "restricted"
        case .tip: "tip to investigators"
        case .consent: "personal consent"
        case .staff: "name of staff"
        case .source: "source"
        case .deliberation: "internal reason or draft"
        case .requester: "name of who asked"
        }
    }
}
