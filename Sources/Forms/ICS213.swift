internal import Review
internal import Channels
internal import Incident
public import IncidentEvents
internal import ReadModels

extension Form {
    /// ICS 213, General Message, for one of our messages.
    ///
    /// - Returns: Nil if there is no such message, or if it is restricted.
    public static func generalMessage(_ id: MessageID, _ source: FormSource) -> Form? {
        guard let message = source.state.messages[id], !source.isRestricted(id) else { return nil }
        let out = message.releases.first?.stamp ?? message.drafted
        return generalMessage(
            source,
            to: ([message.audience] + message.carriers).filter { !$0.isEmpty }
                .joined(separator: ", "),
            from: ([
                (source.isTouched(id) ? nil : message.elements.source.nonEmpty)
                    ?? source.state.opening?.leadAgency
            ].compactMap(\.self) + message.authors).joined(separator: ", "),
            subject: "\(id), \(message.kind.word)"
                + (message.name.map { " \"\($0)\"" } ?? "")
                + (message.releases.isEmpty ? " (\(message.status.rawValue), not released)" : ""),
            sent: out, message: source.texts(of: message), approvedBy: source.approval(of: message),
            reply: .notRecorded, repliedBy: .notRecorded)
    }

    /// ICS 213, General Message, for an inquiry and its answer.
    ///
    /// - Returns: Nil if there is no such inquiry, or if it is restricted.
    public static func generalMessage(_ id: InquiryID, _ source: FormSource) -> Form? {
        guard let inquiry = source.state.inquiries[id], !source.isRestricted(id) else { return nil }
        let reply = inquiry.answer?.text ?? inquiry.declined.map { "Declined: \($0.reason)" }
        let stamp = inquiry.answer?.stamp ?? inquiry.declined?.stamp
        let mayShow = stamp.map { !source.isRestricted($0) } ?? false
        return generalMessage(
            source,
            to: (source.isTouched(id) ? nil : inquiry.assignedTo)
                ?? source.state.opening?.leadAgency,
            from: "\(inquiry.from) (\(inquiry.origin.word))",
            subject: "\(id), an inquiry"
                + (inquiry.channel.map { " by \($0)" } ?? ""),
            sent: inquiry.received, message: .text(inquiry.question), approvedBy: .notRecorded,
            reply: mayShow ? Content(reply) : .notRecorded,
            repliedBy: mayShow
                ? Content(
                    stamp.map { "\($0.actor), \(($0.role?.rawValue).recorded), \(source.time($0))" }
                )
                : .notRecorded)
    }

    private static func generalMessage(
        _ source: FormSource, to: String?, from: String?, subject: String, sent: Stamp,
        message: Content, approvedBy: Content, reply: Content, repliedBy: Content
    ) -> Form {
        let clock = source.zone.clock(sent.happenedAt)
        let time =
            switch sent.certainty {
            case .approximate: "about \(clock)"
            case .placeholder: "time unknown, about \(clock)"
            case .day: "time unknown"
            case .exact, .unspecified, .UNRECOGNIZED: clock
            }
        return Form(
            "ICS 213", "General Message", edition: edition2010, marking: source.marking,
            lines: source.lines,
            blocks: [
                Block("1", "Incident Name (Optional)", Content(source.title)),
                Block("2", "To (Name and Position)", Content(to)),
                Block("3", "From (Name and Position)", Content(from)),
                Block("4", "Subject", Content(subject)),
                Block("5", "Date", Content(source.zone.day(sent.happenedAt))),
                Block("6", "Time", Content(time)),
                Block("7", "Message", message), Block("8", "Approved by", approvedBy),
                Block("9", "Reply", reply), Block("10", "Replied by", repliedBy),
            ])
    }
}

extension Message {
    fileprivate var carriers: [String] { Set(postings.map(\.carrier)).sorted().map(\.description) }
}

extension FormSource {
    /// The texts as released, else as submitted, else as drafted.
    fileprivate func texts(of message: Message) -> Form.Content {
        if let why = withholding(of: message) { return .text(why) }
        var rows = message.releasedTexts.sorted { $0.key < $1.key }.map {
            [$0.key.channel.rawValue, $0.key.language, $0.value.asPosted]
        }
        if rows.isEmpty {
            rows = (message.submission?.variants ?? []).map {
                [
                    $0.key.channel.rawValue, $0.key.language,
                    $0.parts.isEmpty ? $0.text : $0.parts.joined(separator: "\n"),
                ]
            }
        }
        if rows.isEmpty {
            rows = message.freeTexts.sorted { $0.key < $1.key }.map { ["all", $0.key, $0.value] }
        }
        return Form.Content(columns: ["Channel", "Language", "Text"], rows: rows)
    }

    fileprivate func approval(of message: Message) -> Form.Content {
        let released = message.releases.last?.contentSHA256
        let approval =
            released.map { hash in message.approvals.last { $0.contentSHA256 == hash } }
            ?? message.approval
        guard let approval, !isRestricted(approval.stamp) else { return .notRecorded }
        let way =
            approval.manner == .relayed
            ? "relayed by \(approval.via ?? Form.notRecorded)"
            : approval.manner.word.replacing("-", with: " ")
        return .text(
            [approval.approver, approval.role?.rawValue, way, time(approval.stamp)]
                .compactMap(\.self)
                .joined(separator: ", "))
    }
}
