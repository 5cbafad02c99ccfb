internal import IncidentEvents

extension Department {
    /// The department for which a playbook's examples are written.
    public static let example = Department(
        id: "riverton-pd", name: "Riverton Police Department", shortName: "Riverton PD",
        zone: "America/Chicago", jurisdiction: "the City of Riverton", hotline: "555-0100",
        web: "riverton.example/alerts", timeStyle: .hours24,
        people: [Person(id: "example", roles: Role.known)])
}
