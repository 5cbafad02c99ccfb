internal import Basics
internal import ArgumentParser
internal import IncidentEvents
internal import Publishing

struct RumorClaimReview: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "claimreview", abstract: "Write the rumor register as ClaimReview JSON-LD.",
        discussion: """
            Includes only rumors that the public already knows: those with a public correction of \
            ours, or whose report was made public. Leaves out a claim about a person whom the \
            correction identifies, a claim with personal data, and our own error if no text of ours \
            contains the claim. The command names the rumors it leaves out.
            Example: tocsin rumor claimreview R1 R2 --page https://police.example/rumors
            """)

    @Argument(help: "The rumors, e.g. R1. Default: all that may be shown.", completion: .rumors)
    var rumors: [Several] = []
    @Option(help: "The register's web address. Default: the department's page.") var page: String?
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

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
                : "\(register.shown.count.counted("rumor")) of \(view.stream).",
            leftOut: leftOut.map { "\($0.rumor) is left out: \($0.reason)" })
    }
}
