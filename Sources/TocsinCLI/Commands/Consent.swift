internal import ArgumentParser
internal import Basics
internal import Channels
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct ConsentCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "Consents of the persons whom we name or show.",
        discussion: """
            A consent holds in the incident or campaign that recorded it, and in a campaign that \
            continues that one. What is said here of a person appears in no public output.
            Example: tocsin consent list
            """,
        subcommands: [ConsentRecord.self, ConsentWithdraw.self, ConsentList.self])
}

struct ConsentRecord: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record a signed consent.",
        discussion: """
            The log keeps the SHA-256 of the signed copy, not the copy. Refer to the person by \
            role, never by a private name.
            Example: tocsin consent record "a recruit" --what name photo --on facebook --until \
            2027-12-31 --language en --copy form.pdf --kept "records, binder 4" --withdrawal "call \
            555-0100"
            """, aliases: ["add"])
    static let positionals = ["whom"]

    @Argument(help: "The person, by role.") var whom: String
    @Option(parsing: .upToNextOption, help: "What may be shown: name, photo, voice, quote.")
    var what: [Several] = []
    @Option(
        name: [.customLong("on"), .customLong("channels")], parsing: .upToNextOption,
        help: "The channels where it may be shown. Default: all.", completion: .channels)
    var channels: [Several] = []
    @Option(help: "The last day.") var until: String
    @Option(help: "The language in which the person was asked, BCP 47.", completion: .languages)
    var language: String
    @Option(help: "The signed copy, a file.", completion: .file()) var copy: String?
    @Option(help: "Where the signed copy is kept.") var kept: String
    @Option(help: "How the person can withdraw it.") var withdrawal: String
    @Flag(help: "The person is a minor.") var minor = false
    @Option(help: "A minor's guardian, by relation.") var guardian: String?
    @Option(help: "What it covers, in the words of the form.") var scope: String?
    @Flag(help: "The form is for this campaign only; a renewed one needs a new consent.")
    var thisCampaignOnly = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    struct Input {
        var text: CommandText
        var copy: FileDigest?
    }

    func prepare(_ text: CommandText, _ reader: InputReader) throws -> Input {
        Input(text: text, copy: try copy.map { try FileDigest($0, reader) })
    }

    func plan(_ decision: inout Decision, _ input: Input) throws {
        let terms = Consent.Terms(
            whom: whom,
            scope: try input.text.optionalText(scope, "scope", option: "--scope"),
            uses: try what.values.map(Choice.detail),
            channels: channels.values.map { ChannelID(rawValue: $0.lowercased()) },
            expires: try decision.lastDay(until), isMinor: minor, guardian: guardian,
            language: language, copyKept: kept, copySHA256: input.copy?.sha256 ?? [],
            withdrawal: withdrawal, isForThisCampaignOnly: thisCampaignOnly)
        try decision.perform(.inquiry(.recordConsent(terms)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard let id = outcome.created.first else { return nil }
        return Remedy(
            "Name it in a message: --identifies WHOM --purpose profile --consent \(id)")
    }
}

struct ConsentWithdraw: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Record that a person withdrew a consent.",
        discussion: """
            It needs no reason. Every copy that rests on it, partners' too, is due until it is \
            taken down or corrected.
            Example: tocsin consent withdraw C1
            """)
    static let positionals = ["consent"]

    @Argument(help: "The consent, e.g. C1.", completion: .consents) var consent: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.inquiry(.withdrawConsent(try .read(consent))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let id: ConsentID = try .read(consent)
        let here = outcome.state.liveCopies(restingOn: id).map { "\($0.message) on \($0.place)" }
        let others = try session.engine.otherPlaces(of: id, in: outcome.stream)
        let elsewhere = try others.flatMap { place in
            try session.engine.state(of: place.incident).liveCopies(restingOn: place.consent)
                .map { "\($0.message) on \($0.place), in \(place.incident)" }
        }
        let also =
            others.isEmpty
            ? ""
            : "It is also withdrawn as \(others.map { "\($0.consent) of \($0.incident)" }.joined(separator: ", ")).\n"
        guard !(here + elsewhere).isEmpty else { return Remedy(also + "No live copy rests on it.") }
        return (here + elsewhere).reduce(
            Remedy(also + "These rest on it, and each must be taken down or corrected:")
        ) {
            $0 + Remedy("\n  \($1)")
        } + "\nNext: \(do: .showDue)"
    }
}

struct ConsentList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the consents and the live copies that rest on each.",
        discussion: "Example: tocsin consent list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var consent: ConsentID
        var status: Consent.Status
        var whom: String
        var what: [IdentifyingDetail]
        var scope: String?
        /// Empty for every channel.
        var channels: [String]
        var expires: Instant?
        var minor: Bool
        var guardian: String?
        var language: String?
        var kept: String?
        var copySHA256: String?
        var withdrawal: String?
        var recorded: Moment
        var withdrawn: Moment?
        /// Whether one that continues this campaign needs a new consent.
        var thisCampaignOnly: Bool
        var earlierCampaign: String?
        var earlierConsent: ConsentID?
        var copies: [Copy]
    }

    struct Copy: Encodable {
        var message: MessageID
        var carrier: String
        var language: String
        var since: Instant
    }

    private func lines(_ view: IncidentView) -> [Line] {
        let copies = view.state.liveCopiesByConsent
        return view.state.consents.all.map { consent in
            let terms = consent.terms
            return Line(
                consent: consent.id, status: consent.status(at: view.asOf), whom: terms.whom,
                what: terms.uses, scope: terms.scope, channels: terms.channels.map(\.rawValue),
                expires: terms.expires, minor: terms.isMinor, guardian: terms.guardian,
                language: terms.language, kept: terms.copyKept,
                copySHA256: terms.copySHA256.isEmpty ? nil : terms.copySHA256.hexadecimal,
                withdrawal: terms.withdrawal, recorded: Moment(consent.recorded),
                withdrawn: consent.withdrawn.map { Moment($0) },
                thisCampaignOnly: terms.isForThisCampaignOnly,
                earlierCampaign: consent.earlier?.incident,
                earlierConsent: consent.earlier?.consent,
                copies: (copies[consent.id] ?? []).map {
                    Copy(
                        message: $0.message, carrier: $0.place.carrier.description,
                        language: $0.place.language, since: $0.since)
                })
        }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No consents." }
        return lines.map { line in
            let what = (line.what.map(\.word) + [line.scope].compactMap(\.self))
                .joined(separator: ", ")
            let places =
                line.channels.isEmpty ? "every channel" : line.channels.joined(separator: ", ")
            let end = line.expires.map { "until \(view.zone.day($0))" } ?? "without an end"
            let head =
                "\(line.consent)  \(line.status.rawValue)  \(line.whom): \(what) on \(places), \(end)"
            let details =
                [
                    line.guardian.map { "a minor; guardian: \($0)" },
                    line.kept.map {
                        "signed copy: \($0), sha256 \((line.copySHA256 ?? "").prefix(16))…"
                    },
                    line.withdrawal.map { "to withdraw: \($0)" },
                    line.thisCampaignOnly ? "for this campaign only" : nil,
                    line.earlierConsent.map { "was \($0) of \(line.earlierCampaign ?? "")" },
                ].compactMap(\.self)
                + line.copies.map { "live: \($0.message) on \($0.carrier) (\($0.language))" }
            return ([head] + details.map { "    \($0)" }).map(TerminalText.safe)
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("consents", lines(view)) }
}
