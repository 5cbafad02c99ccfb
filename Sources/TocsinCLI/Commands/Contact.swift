internal import ArgumentParser
internal import Documents
internal import Incident
internal import Playbooks

struct ContactCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact",
        abstract: "Published numbers and addresses.",
        subcommands: [ContactAdd.self, ContactList.self])
}

struct ContactAdd: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a published number or address.",
        discussion: """
            A shelter's address or a new hotline is then nobody's personal data.
            Example: tocsin contact add "Oak Avenue 12"
            """)
    static let positionals = ["contact"]

    @Argument(help: "The number or address, as texts write it.") var contact: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.lifecycle(.publishContact(try input.text(contact, "contact"))))
    }
}

struct ContactList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the published numbers and addresses.",
        discussion: "Example: tocsin contact list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var contacts: [String]
    }

    private func contacts(_ view: IncidentView) -> [String] {
        let department = view.department
        return [department.hotline, department.web].compactMap(\.self)
            + department.policy.publicContacts
    }

    func text(_ view: IncidentView) -> String {
        let contacts = contacts(view)
        return contacts.isEmpty
            ? "None. Add one: tocsin contact add \"555-0100\"" : contacts.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Answer(contacts: contacts(view)) }
}
