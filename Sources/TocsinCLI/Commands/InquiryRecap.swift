internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct InquiryRecap: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "recap", abstract: "Count what became of a question hour's questions.",
        discussion: """
            The figures of the recap. Questions that ask the same count once, except where it says \
            how many were asked.
            Example: tocsin inquiry recap B1
            """)

    @Argument(help: "The question hour, e.g. B1.", completion: .briefings) var briefing: String
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private func hour(_ view: IncidentView) throws -> QuestionHour {
        let id: BriefingID = try .read(briefing)
        guard view.state.briefings[id] != nil else {
            throw Failure(
                .badData, "This incident has no briefing \(id).",
                remedy: "Schedule it: tocsin briefing schedule --at TIME --place PLACE")
        }
        return QuestionHour(view.state, id)
    }

    func text(_ view: IncidentView) throws -> String {
        let hour = try hour(view)
        func listed(_ counts: [QuestionHour.Count]) -> String {
            counts.isEmpty
                ? "0"
                : "\(counts.reduce(0) { $0 + $1.count }) ("
                    + counts.map { "\($0.count): \($0.words)" }.joined(separator: "; ") + ")"
        }
        let votes = hour.votes.map { "\($0.inquiry) \($0.votes)" }.joined(separator: ", ")
        let lines = [
            "Asked: \(hour.asked), \(hour.askedLive) of them live; \(hour.questions) different questions",
            "Answered live: \(hour.answeredLive)", "Followed up: \(hour.followedUp)",
            "Declined: \(listed(hour.declined))", "Handed over: \(listed(hour.handedOver))",
            "Open: \(hour.open.isEmpty ? "none" : hour.open.map(\.description).joined(separator: ", "))",
        ]
        return (lines + (votes.isEmpty ? [] : ["Votes, which order nothing: \(votes)"]))
            .map { view.renderer.wrapped($0, indent: 2) }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) throws -> any Encodable { try hour(view) }
}
