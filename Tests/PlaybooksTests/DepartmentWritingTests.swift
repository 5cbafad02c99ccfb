import Basics
import IncidentEvents
import Channels
import Playbooks
import Recurrence
import Testing
import TextChecks

/// An incident keeps its department as a file, so data missing from the file is lost.
@Suite struct DepartmentWritingTests {
    private static func filled() throws -> Department {
        Department(
            id: "riverton-pd", name: "Riverton: \"Police\" # 1", shortName: "yes",
            zone: "America/Chicago", jurisdiction: "the City of Riverton\nand the lake",
            hotline: "5550100", web: "https://riverton.example", languages: ["en", "es"],
            timeStyle: .hours12,
            people: [
                .init(id: "lee", roles: [.pio, .jicManager], agency: "county-oem"),
                .init(id: "kim", roles: [.incidentCommander], agency: "riverton-fd", nights: true),
            ],
            accounts: [
                try Carrier("x:RivertonPD"), try Carrier("x:RivertonPIO"),
                try Carrier("periscope:RivertonPD"),
            ],
            withoutAccount: [.nextdoor],
            standingApprovals: [
                .init(
                    playbook: "storm", template: "holding", fields: ["place", "danger"],
                    digits: ["place"], holdsFor: 14, approver: "kim", role: .incidentCommander,
                    expires: "2028-02-29")
            ],
            policy: .init(
                juvenileSuspectLaw: "Code 1", sexualOffenceVictimLaw: "Code 2",
                exemptions: Dictionary(
                    uniqueKeysWithValues: Department.Policy.Exemption.allCases.map {
                        ($0, "552.\($0.rawValue)")
                    }),
                identityTerms: Set(IdentityClass.allCases), blameWords: ["slackers > crews"],
                jargonWords: ["10-4", "perp > suspect"], publicContacts: ["(555) 010-0100"],
                unconfirmedWords: ["es": ["sin confirmar"]],
                rules: [
                    .init(
                        id: "no-mugshots", text: "No booking photos: \"none\".", source: "Code 3",
                        since: "2024-01-01", level: .stop, reviewBy: "2027-01-31")
                ],
                retention: Dictionary(
                    uniqueKeysWithValues: PolicyRule.RecordClass.allCases.map { ($0, "7y") }),
                lifeSafetyLanguages: ["en", "es"], keepsRunning: ["boil-water"],
                takedowns: [
                    .init(
                        id: "booking-photo", purposes: [.suspect, .charged], details: [.photo],
                        days: 14, source: "Code 13665", since: "2024-01-01", isSwitchedOff: true)
                ]),
            checkpoints: .init(
                to: "the county's mailbox", destination: .command("mail \"a b\" | cat"),
                after: .release),
            holidays: [CivilDate(daysSince1970: 20_000), CivilDate(daysSince1970: 20_001)],
            hours: try BusinessHours(["monday-friday 09:00-17:00", "saturday 10:00-24:00"]),
            tips: .init(certificate: "tips.pem", emergency: "911", hidesCounts: true))
    }

    @Test func `a department with every field filled is read as it was written`() throws {
        let department = try Self.filled()
        #expect(Self.blanks(in: department, "department") == [])
        let (read, warnings) = try Department.load(yaml: department.yaml(), file: "d.yaml")
        #expect(read == department)
        #expect(warnings == [])
    }

    @Test func `a department with nothing but what is required is read as it was written`() throws {
        let department = Department(id: "riverton-pd", name: "Riverton Police", zone: "UTC")
        #expect(try Department.load(yaml: department.yaml(), file: "d.yaml").0 == department)
    }

    @Test func `checkpoints that go to a file are read as they were written`() throws {
        var department = Department(id: "riverton-pd", name: "Riverton Police", zone: "UTC")
        department.checkpoints = .init(to: "county", destination: .file("/mnt/a: b"))
        #expect(try Department.load(yaml: department.yaml(), file: "d.yaml").0 == department)
    }

    @Test func `the check for forgotten fields finds each that was left blank`() throws {
        var department = try Self.filled()
        department.policy.exemptions = [:]
        department.hotline = nil
        department.people[1].agency = nil
        #expect(
            Self.blanks(in: department, "department") == [
                "department.hotline", "department.people[1].agency", "department.policy.exemptions",
            ])
    }

    /// The empty stored properties below a value, found by reflection, so a new field fails the
    /// test until it is filled.
    private static func blanks(in value: Any, _ path: String) -> [String] {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            guard let some = mirror.children.first else { return [path] }
            return blanks(in: some.value, path)
        case .collection:
            if mirror.children.isEmpty { return [path] }
            return mirror.children.enumerated().flatMap { index, child in
                blanks(in: child.value, "\(path)[\(index)]")
            }
        case .set, .dictionary: return mirror.children.isEmpty ? [path] : []
        case .struct:
            if let text = value as? String { return text.isEmpty ? [path] : [] }
            return mirror.children.flatMap { child in
                blanks(in: child.value, "\(path).\(child.label ?? "?")")
            }
        default:
            if let text = value as? String { return text.isEmpty ? [path] : [] }
            return []
        }
    }
}
