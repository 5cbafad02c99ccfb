import ArgumentParser
import ChildProcess
import Foundation
import Glibc
import Testing

@testable import TocsinCLI

/// No command reads anything while it holds the log's one write lock.
@Suite struct InputTests {
    /// A command that reads from one path, typed so that the parser takes it.
    private struct Reading {
        let name: String
        let arguments: (_ path: String) -> [String]
    }

    /// Every writing command with every way in which it takes a file, by the shape of its help.
    private static func all() throws -> [Reading] {
        let help = try GuideTests().help()
        return try CommandPath.all.flatMap { words, command -> [Reading] in
            let positionals: [String]
            switch command {
            case let type as any IncidentCommand.Type: positionals = type.positionals
            case is OpenCommand.Type: positionals = OpenCommand.positionals
            default: return []
            }
            let name = words.joined(separator: " ")
            let options = try #require(help["tocsin \(name)"]?["arguments"] as? [[String: Any]])
            let files = positionals.filter { ["file", "playbook"].contains($0) }
            var readings = files.map { file in
                Reading(name: "\(name) \(file)") { path in
                    words + positionals.map { $0 == file ? path : "1" } + needed(options)
                }
            }
            if command is any IncidentCommand.Type {
                readings.append(
                    Reading(name: "\(name) --text-file") { path in
                        let file = positionals.contains("file") ? ["/dev/null"] : []
                        return words + neededPositionals(options) + needed(options)
                            + ["--text-file", path] + file
                    })
            }
            return try readings.map { try parseable($0, words, command, options) }
        }
    }

    /// A value for each positional argument that must be given, other than the file.
    private static func neededPositionals(_ options: [[String: Any]]) -> [String] {
        options.filter { option in
            option["kind"] as? String == "positional" && option["isOptional"] as? Bool == false
                && option["valueName"] as? String != "file"
        }.map { _ in "1" }
    }

    /// A value for each option that must be given.
    private static func needed(_ options: [[String: Any]]) -> [String] {
        options.flatMap { option -> [String] in
            // One of several flags may be needed; which one is found by trying.
            guard option["isOptional"] as? Bool == false, option["kind"] as? String == "option",
                let name = name(of: option)
            else { return [] }
            return [name, listed(option).first ?? "1"]
        }
    }

    /// The values among which an option's is chosen, if its help lists them.
    private static func listed(_ option: [String: Any]) -> [String] {
        let completion = option["completionKind"] as? [String: Any]
        return (completion?["list"] as? [String: Any])?["values"] as? [String] ?? []
    }

    private static func name(of option: [String: Any]) -> String? {
        let names = option["names"] as? [[String: Any]] ?? []
        return names.compactMap { $0["name"] as? String }.first.map { "--\($0)" }
    }

    /// What the command itself asks for besides, such as one of two flags, is found by trying.
    private static func parseable(
        _ reading: Reading, _ words: [String], _ command: any ParsableCommand.Type,
        _ options: [[String: Any]]
    ) throws -> Reading {
        let extras =
            [[]]
            + options.compactMap { option in
                name(of: option).map { option["kind"] as? String == "flag" ? [$0] : [$0, "1"] }
            }
        for extra in extras {
            let typed = reading.arguments("/tmp/file").dropFirst(words.count) + extra
            if (try? command.parseAsRoot(Array(typed))) != nil {
                return Reading(name: reading.name) { reading.arguments($0) + extra }
            }
        }
        throw Desk.Unexpected(text: "\(reading.name): no arguments satisfy it")
    }

    @Test(arguments: [Input.fifo, .standardInput])
    private func `input that never comes keeps no other writer waiting`(_ input: Input) throws {
        let desk = try Desk.opened()
        // A playbook and a photo come from files alone.
        let filesOnly: Set = ["open playbook", "playbook adopt playbook", "message attach file"]
        let readings = try Self.all()
            .filter { input == .fifo || !filesOnly.contains($0.name) }
        #expect(readings.count > 50)
        #expect(readings.contains { $0.name == "statement import file" })
        // A dozen at a time, so that the machine holds them.
        for first in stride(from: 0, to: readings.count, by: 12) {
            let batch = readings[first..<min(first + 12, readings.count)]
            let waiting = try batch.enumerated().map { index, reading in
                try Waiting(
                    reading.name, reading.arguments, input,
                    "\(desk.folder)/\(first + index).yaml", desk.environment(as: "lee"))
            }
            for command in waiting { try command.reachInput() }
            let writer = try Program.start(
                ["note", "log", "Meanwhile \(first)"], environment: desk.environment(as: "lee"))
            #expect(
                (try? writer.wait(atMost: .seconds(60)))?.status == 0,
                "one of these holds the lock: \(batch.map(\.name))")
            for command in waiting {
                #expect(command.child.isRunning, "\(command.name) did not wait for its input")
            }
        }
    }

    private enum Input {
        case fifo, standardInput
    }

    /// A command that waits for a FIFO or a pipe to which nobody writes.
    private final class Waiting {
        let name: String
        let child: Child
        private let input: Input
        private let path: String
        private var end: CInt = -1

        init(
            _ name: String, _ arguments: (String) -> [String], _ input: Input, _ path: String,
            _ environment: [String: String]
        ) throws {
            self.name = name
            self.input = input
            self.path = path
            switch input {
            case .fifo:
                guard mkfifo(path, 0o600) == 0 else { throw Desk.Unexpected(text: path) }
                child = try Program.start(
                    arguments(path), environment: environment, errors: .nothing)
            case .standardInput:
                var ends: [CInt] = [-1, -1]
                guard pipe(&ends) == 0 else {
                    throw Desk.Unexpected(text: "no pipe: \(errno)")
                }
                for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
                defer { close(ends[0]) }
                end = ends[1]
                child = try Program.start(
                    arguments("-"), environment: environment, input: .descriptor(ends[0]))
                _ = write(end, "#", 1)
            }
        }

        deinit {
            child.send(SIGKILL)
            _ = try? child.wait()
            if end >= 0 { close(end) }
        }

        /// Waits until the command has begun to read.
        func reachInput() throws {
            while !isRead {
                if !child.isRunning {
                    throw Desk.Unexpected(text: "\(name) ended before it read its input")
                }
                sched_yield()
            }
        }

        private var isRead: Bool {
            switch input {
            case .fifo:
                // A FIFO can be opened for writing without waiting only once it has a reader.
                end = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
                return end >= 0
            case .standardInput:
                var waiting: CInt = 0
                return ioctl(end, UInt(FIONREAD), &waiting) == 0 && waiting == 0
            }
        }
    }
}
