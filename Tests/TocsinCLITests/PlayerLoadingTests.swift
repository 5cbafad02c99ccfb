import Foundation
import Glibc
import IncidentEvents
import SwiftProtobuf
import Testing

/// The screen while a long incident is loading.
@Suite(.serialized) struct PlayerLoadingTests {
    static let entries = 8000

    /// An incident of thousands of notes, put into the log as other processes would.
    static let long: Result<Desk, any Error> = Result {
        let desk = try Desk.opened()
        for batch in 0..<(entries / 1000) {
            let notes = (1...1000).map { place in
                let number = batch * 1000 + place
                return IncidentEvent.with {
                    $0.noteLogged = .with { ($0.note, $0.text) = ("N\(number)", "Note \(number).") }
                }
            }
            try desk.append(notes, .with { ($0.actor, $0.role) = ("lee", "pio") })
        }
        return desk
    }

    private func player(_ arguments: [String]) throws -> PlayerAtTerminal {
        try PlayerAtTerminal(
            arguments,
            environment: try Self.long.get().environment(as: "lee")
                .merging(["NO_COLOR": "1"]) { $1 })
    }

    @Test(.timeLimit(.minutes(10)))
    func `how far it has come is shown while entries are read and laid out`() throws {
        let player = try player(["replay"])
        try player.wait { $0.text.contains("entry 1 of") }
        let sent = String(decoding: player.bytes, as: UTF8.self)
        let title = try #require(sent.range(of: "Reading riverton …"))
        let read = try #require(sent.range(of: "1000 entries read. q leaves."))
        let last = try #require(sent.range(of: "entries prepared."))
        let first = try #require(sent.range(of: "entry 1 of"))
        #expect(title.lowerBound < read.lowerBound && read.lowerBound < last.lowerBound)
        #expect(last.lowerBound < first.lowerBound)
        player.type("q")
        #expect(try player.end() == .exited(0))
        #expect(player.isRestored)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["q", "\u{3}"])
    func `whoever does not want to wait leaves at once, with the terminal as it was`(
        _ key: String
    ) throws {
        let player = try player(["replay"])
        try player.wait(for: "Reading riverton")
        // It is stopped while the key is typed, so the key arrives before loading ends.
        player.send(SIGSTOP)
        try player.waitForStop()
        player.type(key)
        player.send(SIGCONT)
        #expect(try player.end() == (key == "q" ? .exited(0) : .signaled(SIGINT)))
        #expect(player.isRestored)
        #expect(!String(decoding: player.bytes, as: UTF8.self).contains("entry 1 of"))
    }
}
