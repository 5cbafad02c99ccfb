import Engine
import Foundation
import Synchronization
import Testing
import TocsinCLI

/// One entry under a clock that is ahead spoils the times of all that follow.
@Suite struct ClockJumpTests {
    /// A machine whose clock somebody sets, and whose uptime nobody can.
    private final class Machine: Sendable {
        let desk: Desk
        private let state = Mutex((clock: Int64(1_800_014_400_000_000), uptime: Int64(0)))
        private let start = Mutex("first")

        init() throws { desk = try Desk.staffed() }

        func wait(_ minutes: Int64) {
            state.withLock {
                $0.clock += minutes * 60_000_000
                $0.uptime += minutes * 60_000_000
            }
        }

        func setClock(ahead minutes: Int64) { state.withLock { $0.clock += minutes * 60_000_000 } }

        func restart(_ name: String) { start.withLock { $0 = name } }

        func type(_ command: String) throws -> Program.Result {
            try Program.run(Words.split(command), environment: desk.environment(as: "lee")) {
                world in
                let now = state.withLock { $0 }
                let start = start.withLock { $0 }
                world.clock = { now.clock }
                world.clockWitness = {
                    ClockWitness(clock: now.clock, uptime: now.uptime, start: start)
                }
            }
        }
    }

    private func opened() throws -> Machine {
        let machine = try Machine()
        for command in [
            "open attack-on-officers --place Main --id a", "note log first",
        ] {
            let result = try machine.type(command)
            #expect(result.status == 0 && !result.errors.contains("warning"), "\(result.errors)")
        }
        return machine
    }

    @Test func `a command under a clock that is a day ahead is refused, and nothing is recorded`()
        throws
    {
        let machine = try opened()
        machine.wait(5)
        machine.setClock(ahead: 60 * 24 * 3650)
        let before = try machine.desk.bytes()
        for _ in 0..<2 {
            let refused = try machine.type("note log second")
            #expect(refused.status == 77)
            #expect(refused.errors.contains("went 3650 d 00 h ahead"), "\(refused.errors)")
            #expect(refused.errors.contains("--clock-is-right"))
        }
        #expect(try machine.desk.bytes() == before)
        // Reading needs no clock.
        #expect(try machine.type("status").status == 0)
        machine.setClock(ahead: -60 * 24 * 3650)
        #expect(try machine.type("note log second").status == 0)
    }

    @Test func `a clock that is right is believed when somebody says so, once`() throws {
        let machine = try opened()
        machine.setClock(ahead: 60 * 48)
        #expect(try machine.type("note log second").status == 77)
        #expect(try machine.type("note log second --clock-is-right").status == 0)
        machine.wait(1)
        #expect(try machine.type("note log third").errors.isEmpty)
    }

    @Test func `a smaller jump is told, and a quiet week is none`() throws {
        let machine = try opened()
        machine.wait(60 * 24 * 7)
        #expect(try machine.type("note log second").errors.isEmpty)
        machine.setClock(ahead: 5)
        let told = try machine.type("note log third")
        #expect(
            told.status == 0 && told.errors.contains("warning: This computer's clock went 5 min"))
    }

    @Test func `after a restart, only more than a year is too much`() throws {
        let machine = try opened()
        machine.restart("second")
        machine.setClock(ahead: 60 * 24 * 30)
        #expect(try machine.type("note log second").errors.isEmpty)
        machine.restart("third")
        machine.setClock(ahead: 60 * 24 * 400)
        #expect(try machine.type("note log third").status == 77)
    }
}
