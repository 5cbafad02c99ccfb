internal import ArgumentParser
internal import Engine

/// The root of all commands.
struct TocsinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tocsin",
        abstract:
            "Crisis communication for public information officers: facts, messages, rumors, review.",
        discussion: "Example: tocsin open attack-on-officers --place \"Main and Lamar\"",
        version: ProgramVersion.current.description,
        groupedSubcommands: [
            CommandGroup(
                name: "Incident:",
                subcommands: [
                    OpenCommand.self, Status.self, Due.self, Close.self, RoleCommandGroup.self,
                    PhaseCommandGroup.self, StepCommandGroup.self, IncidentCommandGroup.self,
                ]),
            CommandGroup(
                name: "Work:",
                subcommands: [
                    FactCommandGroup.self, MessageCommandGroup.self, RumorCommandGroup.self,
                    StatementCommandGroup.self, InquiryCommandGroup.self, NoteCommandGroup.self,
                    BriefingCommandGroup.self, CampaignCommandGroup.self, TipCommandGroup.self,
                    ObserveCommandGroup.self,
                ]),
            CommandGroup(
                name: "Views:",
                subcommands: [
                    TimelineCommand.self, FeedCommand.self, Drafts.self, Coverage.self,
                    GapCommand.self,
                    Replay.self, Diff.self, ReviewCommandGroup.self, SituationReportCommand.self,
                    FormCommandGroup.self,
                ]),
            CommandGroup(
                name: "Home and library:",
                subcommands: [
                    Initialize.self, Use.self, PlaybookCommandGroup.self, PolicyCommandGroup.self,
                    ScenarioCommandGroup.self, GuardCommandGroup.self, LogCommandGroup.self,
                    Demo.self,
                ]),
            CommandGroup(
                name: CommandGroup.also,
                subcommands: [
                    ScheduleCommandGroup.self, PauseCommand.self, CalendarCommand.self,
                    ConsentCommandGroup.self, CommentCommandGroup.self, RetentionCommandGroup.self,
                    Reopen.self, PeriodCommandGroup.self, OnsetCommandGroup.self,
                    ContactCommandGroup.self, ChannelCommandGroup.self, ManualCommand.self,
                ]),
        ],
        defaultSubcommand: Due.self)
}
