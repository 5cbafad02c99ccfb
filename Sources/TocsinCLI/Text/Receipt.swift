internal import Basics
internal import Documents
internal import Channels
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The answer of a writing command.
struct Receipt: Encodable {
    var incident: String
    var mode: String
    var request: String
    var isRepeat: Bool
    /// The positions of the first and last entry; absent if there was nothing to record.
    var firstPosition: UInt64?
    var position: UInt64?
    /// The incident's revision after the command.
    var revision: UInt64?
    /// The person who acted, by work id, and the role in which they did; absent as above.
    var actor: String?
    var role: String?
    /// The ids that the command created, in order.
    var ids: [String]
    var entries: [String]
    var refused: [Finding]
    var warnings: [Finding]
    /// What is printed after the result: the next step, accounts that were left out; absent if
    /// nothing is.
    var note: String?

    struct Finding: Encodable {
        var `guard`: String
        var subject: String
        var channels: [String]
        /// The languages that it concerns on those channels; empty for all.
        var languages: [String]
        var finding: String
        var reason: String
        var remedy: String
        /// The places in the texts; empty if it is about the message as a whole.
        var places: [Place]

        struct Place: Encodable {
            var channel: String
            var language: String
            /// The offset in UTF-8 bytes from the text's beginning.
            var from: Int
            var to: Int
        }

        init(_ finding: GuardFinding, for incident: String?) {
            self.guard = finding.guard.id
            subject = finding.subject
            channels = finding.channels.map(\.rawValue)
            languages = finding.languages
            self.finding = finding.finding
            reason = finding.guard.reason
            remedy = finding.remedy.text(for: incident)
            places = finding.places.map {
                Place(
                    channel: $0.key.channel.rawValue, language: $0.key.language,
                    from: $0.span.lowerBound, to: $0.span.upperBound)
            }
        }
    }

    /// - Parameter named: The incident to name in suggested commands; nil if it is clear.
    init(_ outcome: Outcome, request: EventID, note: Remedy?, for named: String?) {
        incident = outcome.stream
        mode = outcome.state.mode.word
        self.request = request.description
        isRepeat = outcome.isRepeat
        firstPosition = outcome.records.first?.position
        position = outcome.records.last?.position
        revision = outcome.state.revision
        actor = outcome.records.last?.metadata.actor
        role = outcome.records.last?.metadata.role
        ids = outcome.created
        entries = outcome.lines
        refused = outcome.refusals.map { Finding($0, for: named) }
        warnings = outcome.warnings.map { Finding($0, for: named) }
        self.note = note?.text(for: named)
    }

    static func text(_ outcome: Outcome, for incident: String?) -> String {
        var lines =
            outcome.isRepeat ? ["The same request was already carried out. Its result:"] : []
        lines += outcome.lines.map(TerminalText.safe)
        if outcome.records.isEmpty {
            lines.append("No change: this is already recorded.")
        }
        if let actor = outcome.actor { lines.append(actor) }
        lines += warnings(outcome, for: incident)
        return lines.joined(separator: "\n")
    }

    /// Findings that would stop a release, one a line; all others in one line, because they stop
    /// nothing.
    static func warnings(_ outcome: Outcome, for incident: String?) -> [String] {
        let stopping = outcome.warnings.filter(\.guard.isBlocking)
        let others = outcome.warnings.filter { !$0.guard.isBlocking }
        var lines = stopping.map { TerminalText.safe("warning: \($0.text(for: incident))") }
        if others.count == 1 {
            lines += others.map { TerminalText.safe("warning: \($0.text(for: incident))") }
        } else if let first = others.first {
            let names = others.map(\.guard.id).uniqued()
            let subjects = others.map(\.subject).uniqued()
            lines.append(
                "\(others.count) warnings on \(subjects.joined(separator: ", ")):"
                    + " \(names.joined(separator: ", "))."
                    + " Details: \(TypedCommand.check(first.subject).about(incident))")
        }
        return lines
    }
}

extension Outcome {
    /// The recorded entries, one a line, in the timeline's words.
    var lines: [String] {
        // The wording needs earlier data, such as the zone and a message's kind.
        var timeline = Timeline(continuing: state)
        for record in records { timeline.apply(record) }
        return timeline.view(.restricted).map(\.text)
    }

    /// The person who acted, where several work on the incident; nil where it can be nobody else.
    fileprivate var actor: String? {
        let people = Set(state.assignments.filter { $0.relieved == nil }.map(\.person))
        guard people.count > 1, let by = records.last?.metadata else { return nil }
        return TerminalText.safe("Recorded as \(by.actor) (\(Role(rawValue: by.role).title)).")
    }

    /// The short ids that the command assigned, in order.
    var created: [String] { events.compactMap(\.createdID) }
}

/// A value in the one JSON form.
///
/// - Parameter incident: The incident to name in suggested commands; nil if it is clear.
func jsonText(_ value: some Encodable, for incident: String? = nil) throws -> String {
    let data = try ReadableJSON.data(value) { $0.typed.about(incident).description }
    return String(decoding: data, as: UTF8.self)
}

/// The banner of a drill; nil for a real incident.
func banner(_ mode: IncidentMode, _ stream: String) -> String? {
    mode.isDrill ? "*** \(mode.marking) \(stream): not a real incident ***" : nil
}
