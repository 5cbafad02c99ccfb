internal import CLMDB

/// A place in a database, moving in the order of the keys.
public struct Cursor: ~Copyable {
    let pointer: OpaquePointer

    deinit { mdb_cursor_close(pointer) }

    /// A key and its value in LMDB's own memory: good until the next write or the transaction's
    /// end, so copy out what is to be kept.
    public struct Entry {
        public let key: UnsafeRawBufferPointer
        public let value: UnsafeRawBufferPointer
    }

    public borrowing func first() throws(LMDBError) -> Entry? { try move(MDB_FIRST) }

    public borrowing func last() throws(LMDBError) -> Entry? { try move(MDB_LAST) }

    public borrowing func next() throws(LMDBError) -> Entry? { try move(MDB_NEXT) }

    /// Moves to `key` itself; nil where there is none.
    public borrowing func seek(_ key: UnsafeRawBufferPointer) throws(LMDBError) -> Entry? {
        try move(MDB_SET_KEY, from: MDB_val(key))
    }

    /// Moves to the first key that is not before `key`.
    public borrowing func seek(
        atOrAfter key: UnsafeRawBufferPointer
    ) throws(LMDBError) -> Entry? {
        try move(MDB_SET_RANGE, from: MDB_val(key))
    }

    private borrowing func move(
        _ operation: MDB_cursor_op, from start: MDB_val = MDB_val()
    ) throws(LMDBError) -> Entry? {
        var key = start
        var value = MDB_val()
        let code = mdb_cursor_get(pointer, &key, &value, operation)
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.check(code, during: "move a cursor")
        return Entry(key: UnsafeRawBufferPointer(key), value: UnsafeRawBufferPointer(value))
    }
}
