public import Playbooks

/// The reason that a scenario's run stopped. Entries before that point stay stored.
public enum ScenarioError: Error {
    /// A command that can't be decoded, named by its line in the file.
    case invalidCommand(Scenario.CommandLine, why: String, file: String)
    /// An inject's time isn't a valid RFC 3339 instant.
    case invalidTime(String, line: Int, file: String)
    /// An inject's command that was decoded and then failed.
    case failed(
        Scenario.CommandLine, inject: String, file: String, cause: any Error)
}

extension ScenarioError {
    /// The line of the scenario's file, from 1.
    public var line: Int {
        switch self {
        case .invalidCommand(let command, _, _), .failed(let command, _, _, _): command.line
        case .invalidTime(_, let line, _): line
        }
    }
}

extension ScenarioError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidCommand(let command, let why, let file):
            "\(file):\(command.line):\(command.column): error: \(command.name): \(why)"
        case .invalidTime(let text, let line, let file):
            "\(file):\(line): error: \"\(text)\" isn't a valid time."
        case .failed(let command, let inject, let file, EngineError.requestReused(_, let incident)):
            "\(file):\(command.line): inject \(inject), \(command.name): it was played into \(incident) before the file was changed. Change this command back, or play the scenario into a new incident: give \"incident\" another id."
        case .failed(let command, let inject, let file, let cause):
            "\(file):\(command.line): inject \(inject), \(command.name): \(cause)"
        }
    }
}

extension Scenario.CommandLine {
    /// `fact record`
    public var name: String { words.joined(separator: " ") }
}
