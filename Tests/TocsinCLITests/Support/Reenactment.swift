/// The beginning of fictional scenarios for tests.
enum Reenactment {
    /// A reenactment in which one controller does everything, up to its opening at 10 a.m. on March
    /// 2, 2026; injects follow.
    static func opening(_ id: String, _ title: String) -> String {
        """
        scenario: \(id)
        title: \(title)
        incident: \(id)
        mode: reenactment
        playbook: attack-on-officers
        zone: America/Chicago
        place: Elm Street
        department:
          department: Riverton Police Department
          id: riverton-pd
          zone: America/Chicago
          people:
            - id: controller
              roles: [controller]
        injects:
          - number: open
            at: "2026-03-02T10:00:00-06:00"
            as: controller
            role: controller
            command:
              open: {playbook: attack-on-officers, place: Elm Street, mode: reenactment, id: \(id)}

        """
    }
}
