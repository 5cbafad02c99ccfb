internal import ArgumentParser

/// The root of all commands.
struct TocsinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tocsin",
        abstract: "Crisis communication from an incident's log: facts, messages, rumors, review.",
        discussion: """
            Alone, it says what is due and the next command.
            Example: tocsin open attack-on-officers --place "Main and Lamar"
            """,
        subcommands: [
            OpenCommand.self, FactCommandGroup.self, MessageCommandGroup.self,
            RumorCommandGroup.self, StatementCommandGroup.self, InquiryCommandGroup.self,
            NoteCommandGroup.self, RoleCommandGroup.self, PhaseCommandGroup.self,
            PeriodCommandGroup.self, OnsetCommandGroup.self, StepCommandGroup.self,
            BriefingCommandGroup.self, Close.self, Reopen.self,
        ])
}
