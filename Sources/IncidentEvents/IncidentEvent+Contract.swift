extension IncidentEvent {
    /// The package of the contract that this program reads and writes: `tocsin.incident.v1`.
    public static let contract = String(protoMessageName.prefix { !$0.isUppercase }.dropLast())
}
