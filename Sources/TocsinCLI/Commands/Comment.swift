internal import ArgumentParser
internal import Basics
internal import Channels
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct CommentCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment", abstract: "Comments of others that we hid on our pages.",
        discussion: """
            An official page is a public forum: a comment is hidden for a rule that it breaks, \
            never for its view.
            Example: tocsin comment list
            """,
        subcommands: [
            CommentHide.self, CommentRestore.self, CommentAppeal.self, CommentUphold.self,
            CommentList.self, CommentReport.self,
        ])
}

struct CommentHide: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "hide", abstract: "Record that a comment was hidden, and by which rule.",
        discussion: """
            Without a rule of the policy and a kept copy, it isn't recorded. The log keeps the \
            copy's SHA-256.
            Example: tocsin comment hide facebook:RivertonPD --rule threats --copy comment.png \
            --kept "records, page folder"
            """, aliases: ["add"])
    static let positionals = ["carrier"]

    @Argument(
        help: ArgumentHelp("The page, CHANNEL:ACCOUNT.", valueName: "account"),
        completion: .carriers)
    var carrier: String
    @Option(help: "The policy's rule that it broke.") var rule: String?
    @Option(help: "A copy of the comment, a file.", completion: .file()) var copy: String?
    @Option(help: "Where the copy is kept.") var kept: String?
    @Option(help: "The comment's address.") var address: String?
    @Option(
        help: "hidden, deleted, or blocked for its author. Default: hidden.",
        completion: .words(of: CommentAction.self))
    var action: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    struct Input {
        var copy: FileDigest?
    }

    func prepare(_ text: CommandText, _ reader: InputReader) throws -> Input {
        Input(copy: try copy.map { try FileDigest($0, reader) })
    }

    func plan(_ decision: inout Decision, _ input: Input) throws {
        try decision.perform(
            .comment(
                .hide(
                    try Carrier(carrier), address: address,
                    try action.map(Choice.action) ?? .hidden, rule: rule,
                    copySHA256: input.copy?.sha256, copyKept: kept)))
    }
}

struct CommentRestore: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Record that a comment or its author is back.",
        discussion: """
            It also answers an open appeal.
            Example: tocsin comment restore H1 --reason "the rule is about threats, and this is none"
            """)
    static let positionals = ["comment"]

    @Argument(help: "The comment, e.g. H1.", completion: .comments) var comment: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .comment(
                .restore(
                    try .read(comment),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct CommentAppeal: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: "Record that a comment's author appeals.",
        discussion: """
            It is due until another person than the one who hid it restores or upholds it.
            Example: tocsin comment appeal H1 "I meant the budget, not a person."
            """)
    static let positionals = ["comment", "text"]

    @Argument(help: "The comment, e.g. H1.", completion: .comments) var comment: String
    @Argument(help: "What the author says.") var text: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .comment(.appeal(try .read(comment), text: try input.text(text, "appeal"))))
    }
}

struct CommentUphold: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "uphold", abstract: "Leave a comment hidden despite an appeal.",
        discussion: """
            Another person than the one who hid it decides.
            Example: tocsin comment uphold H1 --reason "it threatens a named officer"
            """)
    static let positionals = ["comment"]

    @Argument(help: "The comment, e.g. H1.", completion: .comments) var comment: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .comment(
                .uphold(
                    try .read(comment),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

/// A hidden comment with everything that was decided about it.
struct CommentLine: Encodable {
    var comment: CommentID
    var carrier: String
    var address: String?
    var action: CommentAction
    var rule: String
    var ruleText: String
    var copySHA256: String
    var kept: String?
    var by: String
    var hidden: Moment
    var appeals: [Appeal]
    var restored: Decided?
    var isAppealOpen: Bool

    struct Appeal: Encodable {
        var text: String
        var received: Moment
        var upheld: Decided?
    }

    struct Decided: Encodable {
        var by: String
        var reason: String
        var moment: Moment

        init(_ decided: HiddenComment.Decided) {
            by = decided.stamp.actor
            reason = decided.reason
            moment = Moment(decided.stamp)
        }
    }

    init(_ hidden: HiddenComment) {
        comment = hidden.id
        carrier = hidden.carrier.description
        address = hidden.address
        action = hidden.action
        rule = hidden.rule
        ruleText = hidden.ruleText
        copySHA256 = hidden.copySHA256.hexadecimal
        kept = hidden.copyKept
        by = hidden.hidden.actor
        self.hidden = Moment(hidden.hidden)
        appeals = hidden.appeals.map {
            Appeal(
                text: $0.text, received: Moment($0.received), upheld: $0.upheld.map(Decided.init))
        }
        restored = hidden.restored.map(Decided.init)
        isAppealOpen = hidden.openAppeal != nil
    }

    var status: String { restored != nil ? "restored" : isAppealOpen ? "appealed" : action.word }
}

struct CommentList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the comments that we hid.",
        discussion: "Example: tocsin comment list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private func lines(_ view: IncidentView) -> [CommentLine] {
        view.state.comments.all.map(CommentLine.init)
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No comment of others was hidden." }
        return TerminalText.table(
            lines.map { line in
                [
                    line.comment.description, line.status, line.carrier, line.rule, line.by,
                    line.address ?? "",
                ].map(TerminalText.safe)
            })
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("comments", lines(view)) }
}

struct CommentReport: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "A report on hidden comments, for counsel.",
        discussion: """
            Each comment with its rule's words, the copy, who decided, and each appeal.
            Example: tocsin comment report
            """)

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var comments: [CommentLine]
        /// The number of comments by rule.
        var rules: [Rule]
        var openAppeals: Int
        var restored: Int
    }

    struct Rule: Encodable {
        var rule: String
        var comments: Int
        var restored: Int
    }

    private func answer(_ view: IncidentView) -> Answer {
        let lines = view.state.comments.all.map(CommentLine.init)
        return Answer(
            comments: lines,
            rules: lines.map(\.rule).uniqued().map { rule in
                let ours = lines.filter { $0.rule == rule }
                return Rule(
                    rule: rule, comments: ours.count,
                    restored: ours.count { $0.restored != nil })
            },
            openAppeals: lines.count(where: \.isAppealOpen),
            restored: lines.count { $0.restored != nil })
    }

    func text(_ view: IncidentView) -> String {
        let answer = answer(view)
        var lines = [
            "Comments hidden on our pages: \(answer.comments.count), restored: \(answer.restored), open appeals: \(answer.openAppeals).",
            "A machine can't tell whether a comment was hidden for its view. Compare the copies under each rule with comments that stayed.",
        ]
        for rule in answer.rules {
            lines.append("")
            lines.append("Rule \(rule.rule): \(rule.comments), restored: \(rule.restored).")
            for line in answer.comments where line.rule == rule.rule {
                lines += block(line, view)
            }
        }
        return lines.map(TerminalText.safe).joined(separator: "\n")
    }

    private func block(_ line: CommentLine, _ view: IncidentView) -> [String] {
        let place = [line.carrier, line.address].compactMap(\.self).joined(separator: " ")
        var lines = [
            "  \(line.comment): \(line.action.word) on \(place) by \(line.by), \(view.zone.dated(line.hidden.at))",
            "    rule then: \(line.ruleText)",
            "    copy: sha256 \(line.copySHA256)\(line.kept.map { ", \($0)" } ?? "")",
        ]
        for appeal in line.appeals {
            lines.append("    appeal, \(view.zone.dated(appeal.received.at)): \(appeal.text)")
            if let upheld = appeal.upheld {
                lines.append("    upheld by \(upheld.by): \(upheld.reason)")
            }
        }
        if let restored = line.restored {
            lines.append("    restored by \(restored.by): \(restored.reason)")
        }
        return lines
    }

    func json(_ view: IncidentView) -> any Encodable { answer(view) }
}
