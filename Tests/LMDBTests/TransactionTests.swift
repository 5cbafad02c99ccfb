import LMDB
import Testing

@Suite struct TransactionTests {
    let folder: TemporaryFolder
    let environment: Environment
    let database: Database

    init() throws {
        folder = try TemporaryFolder()
        environment = try Environment(folder: folder.path)
        database = try environment.write { try $0.createDatabase(named: "numbers") }
    }

    struct Stop: Error {}

    private func value(_ key: UInt8) throws -> [UInt8]? {
        try environment.read { try $0.value(forKey: [key], in: database) }
    }

    @Test func `what a write stored is there after it`() throws {
        try environment.write { transaction in
            try transaction.put([1, 2, 3], forKey: [1], in: database)
            #expect(try transaction.value(forKey: [1], in: database) == [1, 2, 3])
        }
        #expect(try value(1) == [1, 2, 3])
        #expect(try value(2) == nil)
    }

    @Test func `a write that throws changes nothing`() throws {
        #expect(throws: Stop.self) {
            try environment.write { transaction in
                try transaction.put([1], forKey: [1], in: database)
                throw Stop()
            }
        }
        #expect(try value(1) == nil)
        try environment.write { try $0.put([2], forKey: [1], in: database) }
        #expect(try value(1) == [2])
    }

    @Test func `a snapshot does not see later commits`() throws {
        try environment.read { snapshot in
            try environment.write { try $0.put([1], forKey: [1], in: database) }
            #expect(try snapshot.value(forKey: [1], in: database) == nil)
            #expect(try snapshot.count(of: database) == 0)
        }
        #expect(try value(1) == [1])
    }

    @Test func `inserting and appending never replace`() throws {
        try environment.write { try $0.put([1], forKey: [5], in: database) }
        for placement in [WriteTransaction.Placement.inserting, .appending] {
            let error = #expect(throws: LMDBError.self) {
                try environment.write { try $0.put([2], forKey: [5], in: database, placement) }
            }
            #expect(error?.operation == "store a key")
        }
        #expect(throws: LMDBError.self) {
            try environment.write { try $0.put([2], forKey: [4], in: database, .appending) }
        }
        #expect(try value(5) == [1])
        try environment.write { try $0.put([3], forKey: [5], in: database) }
        #expect(try value(5) == [3])
    }

    @Test func `a reserved value is written in place`() throws {
        try environment.write { transaction in
            try [UInt8(9)].withUnsafeBytes { key in
                try transaction.put(reserving: 4, forKey: key, in: database) { target in
                    for place in 0..<4 { target[place] = UInt8(place) }
                }
            }
        }
        #expect(try value(9) == [0, 1, 2, 3])
    }

    @Test func `a removed key is gone, and removing it again says so`() throws {
        try environment.write { try $0.put([1], forKey: [1], in: database) }
        #expect(try environment.write { try $0.remove([1], from: database) })
        #expect(try environment.write { try $0.remove([1], from: database) } == false)
        #expect(try value(1) == nil)
    }

    @Test func `a cursor walks in the order of the keys' bytes`() throws {
        try environment.write { transaction in
            for key: UInt8 in [200, 3, 127, 50] {
                try transaction.put([key], forKey: [key], in: database)
            }
        }
        try environment.read { transaction in
            #expect(try transaction.count(of: database) == 4)
            try transaction.withCursor(over: database) { cursor in
                var keys: [UInt8] = []
                var entry = try cursor.first()
                while let found = entry {
                    keys.append(found.key[0])
                    entry = try cursor.next()
                }
                #expect(keys == [3, 50, 127, 200])
                #expect(try cursor.last()?.value[0] == 200)
                let (exact, next) = try [UInt8(51)].withUnsafeBytes { key in
                    (try cursor.seek(key), try cursor.seek(atOrAfter: key))
                }
                #expect(exact == nil)
                #expect(next?.key[0] == 127)
            }
        }
    }

    @Test func `an unsuitable key is an error`() throws {
        #expect(throws: LMDBError.self) {
            try environment.write { try $0.put([1], forKey: [], in: database) }
        }
        #expect(throws: LMDBError.self) {
            try environment.write {
                try $0.put([1], forKey: [UInt8](repeating: 1, count: 512), in: database)
            }
        }
    }

    @Test func `a database that is missing is nil`() throws {
        #expect(try environment.read { try $0.database(named: "letters") } == nil)
        #expect(try environment.write { try $0.createDatabase(named: "numbers") } == database)
    }
}
