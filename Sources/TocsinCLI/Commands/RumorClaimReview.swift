internal import ArgumentParser
internal import IncidentEvents
internal import Publishing

struct RumorClaimReview: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "claimreview", abstract: "The rumor register as ClaimReview JSON-LD.",
        discussion: """
            Only what the public was told already: rumors with a correction of ours that stands \
            in public, or whose report was made public. A claim about a person that a correction \
            identifies, one that holds personal data, and one of our own error whose words no text \
            of ours holds, is left out. What is left out is named.
            Example: tocsin rumor claimreview R1 R2 --page https://police.example/rumors
            """)

    @Argument(help: "The rumors, e.g. R1. Default: all that may be shown.") var rumors: [String] =
        []
    @Option(help: "Where the register stands. Default: the department's page.") var page: String?
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions

    struct Answer: Encodable {
        var rumors: [RumorID]
        var leftOut: [LeftOut]
        var content: String

        struct LeftOut: Encodable {
            var rumor: RumorID
            var reason: String
        }
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let register = try view.publisher.claimRegister(of: .read(rumors), page: page)
        let leftOut = register.leftOut.map {
            Answer.LeftOut(rumor: $0.rumor, reason: "\($0.reason)")
        }
        return WireFile(
            answer: Answer(rumors: register.shown, leftOut: leftOut, content: register.content),
            content: register.content,
            note: register.shown.count == 1
                ? "1 rumor of \(view.stream)."
                : "\(register.shown.count) rumors of \(view.stream).",
            leftOut: leftOut.map { "\($0.rumor) is left out: \($0.reason)" })
    }
}
