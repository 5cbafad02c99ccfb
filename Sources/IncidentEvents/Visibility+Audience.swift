extension Visibility {
    /// An unstated visibility counts as internal.
    private var rank: Int {
        switch self {
        case .public: 0
        case .internal, .unspecified, .UNRECOGNIZED: 1
        case .restricted: 2
        }
    }

    /// Whether `audience` may see an entry of this visibility.
    package func isOpen(to audience: Visibility) -> Bool { rank <= audience.rank }

    /// The more restrictive of the two.
    package func narrower(_ other: Visibility) -> Visibility { other.rank > rank ? other : self }
}
