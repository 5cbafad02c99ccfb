internal import IncidentEvents
internal import Playbooks

/// Look-up by the ids in a command; each unknown id has its error sentence here.
extension IncidentState {
    func require(fact id: FactID) throws(Rejection) -> Fact {
        guard let fact = facts[id] else {
            throw .unknown(
                "fact", id, among: facts.all.map(\.id), remedy: "See the facts: \(do: .listFacts)")
        }
        return fact
    }

    func require(message id: MessageID) throws(Rejection) -> Message {
        guard let message = messages[id] else {
            throw .unknown(
                "message", id, among: messages.all.map(\.id),
                remedy: "See them: \(do: .listMessages)")
        }
        return message
    }

    func require(undiscarded id: MessageID) throws(Rejection) -> Message {
        let message = try require(message: id)
        guard message.discarded == nil else {
            throw Rejection(
                .notNow, "\(id) was discarded.",
                remedy: "Draft it again: \(do: .draftMessage(.init()))")
        }
        return message
    }

    func require(rumor id: RumorID) throws(Rejection) -> Rumor {
        guard let rumor = rumors[id] else {
            throw .unknown(
                "rumor", id, among: rumors.all.map(\.id),
                remedy: "See the register: \(do: .listRumors)")
        }
        return rumor
    }

    func require(inquiry id: InquiryID) throws(Rejection) -> Inquiry {
        guard let inquiry = inquiries[id] else {
            throw .unknown(
                "inquiry", id, among: inquiries.all.map(\.id),
                remedy: "See them: \(do: .listInquiries)")
        }
        return inquiry
    }

    func require(action id: ActionID) throws(Rejection) -> CorrectiveAction {
        guard let action = actions[id] else {
            throw .unknown(
                "corrective action", id, among: actions.all.map(\.id),
                remedy: "See them: \(do: .listActions)")
        }
        return action
    }

    func require(briefing id: BriefingID) throws(Rejection) -> Briefing {
        guard let briefing = briefings[id] else {
            throw .unknown(
                "briefing", id, among: briefings.all.map(\.id),
                remedy: "Schedule it: \(do: .scheduleBriefing)")
        }
        return briefing
    }

    func require(consent id: ConsentID) throws(Rejection) -> Consent {
        guard let consent = consents[id] else {
            throw .unknown(
                "consent", id, among: consents.all.map(\.id),
                remedy: "See them: \(do: .listConsents)")
        }
        return consent
    }

    func require(comment id: CommentID) throws(Rejection) -> HiddenComment {
        guard let comment = comments[id] else {
            throw .unknown(
                "hidden comment", id, among: comments.all.map(\.id),
                remedy: "See them: \(do: .listComments)")
        }
        return comment
    }

    func require(lesson id: LessonID) throws(Rejection) {
        guard lessons[id] != nil else {
            throw .unknown(
                "lesson", id, among: lessons.all.map(\.id),
                remedy: "Record it first: \(do: .recordLesson)")
        }
    }

    func require(statement id: StatementID) throws(Rejection) {
        guard statements[id] != nil else {
            throw .unknown(
                "observed statement", id, among: statements.all.map(\.id),
                remedy: "See them: \(do: .listStatements)")
        }
    }

    /// An entry of this incident, by its position in the log.
    func require(entry position: UInt64) throws(Rejection) {
        guard holds(position) else {
            throw Rejection(
                .unknownThing, "Position \(position) isn't an entry of this incident.",
                remedy: "See the positions: \(do: .showEntries)")
        }
    }
}

extension Rejection {
    fileprivate static func unknown<ID: CustomStringConvertible>(
        _ noun: String, _ id: ID, among known: [ID], remedy: Remedy
    ) -> Rejection {
        .unknown(
            "This incident has no \(noun) \(id).", typed: id.description,
            among: known.map(\.description), remedy: remedy)
    }

    /// A name that doesn't exist, and the one that was probably meant.
    static func unknown(
        _ problem: String, typed: String, among known: [String], remedy: Remedy
    ) -> Rejection {
        let meant = NearestName.of(typed, among: known).map { " Did you mean \($0)?" } ?? ""
        return Rejection(.unknownThing, problem + meant, remedy: remedy)
    }
}
