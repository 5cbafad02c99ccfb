internal import ArgumentParser
internal import Wire
internal import Channels
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Publishing

/// The program's exit codes, those of BSD's sysexits.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case failed = 1
    case usage = 64
    case badData = 65
    case inputOutput = 74
    case conflict = 75
    case refused = 77
}

/// An error for people: the problem, its subject, the reason, the next step; and the exit code.
struct Failure: Error, CustomStringConvertible {
    var status: ExitStatus
    var problem: String
    /// The next step; nil if there is none or the problem already names it.
    var remedy: String?

    /// The remedy of a problem of several lines has a line of its own.
    var description: String {
        [problem, remedy].compactMap(\.self).joined(separator: problem.contains("\n") ? "\n" : " ")
    }

    init(_ status: ExitStatus, _ problem: String, remedy: String? = nil) {
        self.status = status
        self.problem = problem
        self.remedy = remedy
    }

    /// A time zone that this computer doesn't know, and the one that was probably meant.
    static func unknown(zone: String) -> Failure {
        Failure(
            .badData, "\"\(zone.prefix(80))\" isn't a time zone on this computer.",
            remedy: Department.zone(nearTo: zone).map { "Did you mean \($0)?" }
                ?? "Write it like America/Chicago.")
    }

    /// An id or name that doesn't exist, and the one that was probably meant.
    static func unknown(
        _ noun: String, _ shown: String, meaning typed: String, among known: [String],
        remedy: String
    ) -> Failure {
        let meant = NearestName.of(typed, among: known).map { "Did you mean \($0)? " } ?? ""
        return Failure(
            .badData, "This incident has no \(noun) \(shown).", remedy: meant + remedy)
    }
}

/// A failure as `--json` prints it on standard error.
///
/// JSON: `error` with the exit code, the message and the next step.
struct FailureAnswer: Encodable {
    var error: Content

    struct Content: Encodable {
        var code: Int32
        var message: String
        /// The next step; absent if there is none or the message already names it.
        var remedy: String?
    }

    init(_ failure: Failure) {
        error = Content(
            code: failure.status.rawValue, message: failure.problem, remedy: failure.remedy)
    }
}

extension Failure {
    /// The same with this incident in each command about one that names none.
    func naming(_ incident: String) -> Failure {
        Failure(
            status, CommandPath.naming(incident, in: problem),
            remedy: remedy.map { CommandPath.naming(incident, in: $0) })
    }

    /// Arguments that the parser can't use.
    init(unusable error: any Error, _ arguments: [String]) {
        let words = Array(arguments.prefix { !$0.hasPrefix("-") })
        let path = words.prefix(CommandPath.length(of: words))
        self.init(
            .usage, TocsinCommand.message(for: error),
            remedy: "See \((["tocsin"] + path).joined(separator: " ")) --help")
    }

    /// - Parameters:
    ///   - request: The request id to repeat, if the outcome may be unknown.
    ///   - incident: The incident to name in suggested commands; nil if it is clear.
    init(_ error: any Error, request: EventID? = nil, for incident: String? = nil) {
        self =
            Failure(known: error, request: request, for: incident)
            ?? Failure(.failed, TocsinCommand.message(for: error))
    }

    private init(_ error: ScenarioError) {
        guard case .failed(let command, let inject, let file, let cause) = error else {
            self.init(.badData, error.description)
            return
        }
        if case EngineError.requestReused? = cause as? EngineError {
            // Nobody typed a request here: the scenario says what was changed.
            self.init(.badData, error.description)
        } else if let cause = cause as? ValidationError {
            self.init(
                ScenarioError.invalidCommand(command, why: cause.message, file: file))
        } else {
            let failure = Failure(cause)
            let named = ScenarioError.failed(
                command, inject: inject, file: file, cause: failure)
            self.init(failure.status, named.description)
        }
    }

    /// Nil for an error that isn't ours, such as the parser's request for help.
    init?(known error: any Error, request: EventID? = nil, for incident: String? = nil) {
        switch error {
        case let failure as Failure: self = failure
        case let error as ValidationError: self.init(.usage, error.message)
        case let error as Rejection:
            self.init(
                ExitStatus(error.code), error.problemText(for: incident),
                remedy: error.remedy?.text(for: incident))
        case let error as EventLogError:
            var text = error.description
            if error.leavesOutcomeUnknown, let request { text += " --request \(request)" }
            self.init(ExitStatus(error), text)
        case let error as EngineError:
            self.init(ExitStatus(error), error.description, remedy: error.remedy)
        case let error as PublishingRefusal:
            self.init(error.status, error.description, remedy: error.remedy)
        case let error as ScenarioError: self.init(error)
        case let error as LoadFailure: self.init(.badData, error.description)
        case let error as Zone.TimeFault: self.init(.badData, error.description)
        case let error as CarrierError: self.init(.badData, error.description)
        case let error as WireError: self.init(.badData, error.description)
        default: return nil
        }
    }
}

extension ExitStatus {
    init(_ code: Rejection.Code) {
        self =
            switch code {
            case .unknownThing, .invalid, .notNow, .newerEntries: .badData
            case .unauthorized, .refused: .refused
            }
    }

    init(_ error: EventLogError) {
        self =
            switch error {
            case .conflict: .conflict
            case .partialOverlap, .sameIDOtherContent, .duplicateIDInCall, .noEvents,
                .invalidStreamName, .invalidEventType, .invalidEventID, .eventTooLarge,
                .simulatedClockWentBack, .newerFormat, .notALog, .noLog:
                .badData
            case .unsafeFile, .networkFileSystem, .readOnly, .storageFull, .wipePostponed,
                .damaged,
                .commitUnknown, .notReadBack, .fenced, .lmdb:
                .inputOutput
            case .alreadyOpen, .misuse: .failed
            }
    }

    init(_ error: EngineError) {
        self =
            switch error {
            case .noHome, .foreignHome, .unknownIncident, .incidentExists, .unknownZone,
                .requestReused, .notSimulated, .unusableAdoption:
                .badData
            case .unusableHome, .unreadableRecord: .inputOutput
            }
    }
}

extension EventLogError {
    fileprivate var leavesOutcomeUnknown: Bool {
        switch self {
        case .commitUnknown, .fenced: true
        default: false
        }
    }
}
