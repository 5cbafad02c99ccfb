internal import CLMDB

/// A position in a database; it moves in the order of the keys.
public struct Cursor: ~Copyable {
    let pointer: OpaquePointer

    deinit { mdb_cursor_close(pointer) }

    /// A key and its value in LMDB's own memory. They are valid until the next write or the end of
    /// the transaction; copy what you keep.
    public struct Entry {
        /// The key, of at most 511 bytes, LMDB's limit.
        public let key: UnsafeRawBufferPointer
        /// The value. LMDB doesn't align it: read integers with `loadUnaligned`.
        public let value: UnsafeRawBufferPointer
    }

    /// Moves to the lowest key; nil in an empty database.
    public borrowing func first() throws(LMDBError) -> Entry? { try move(MDB_FIRST) }

    /// Moves to the highest key; nil in an empty database.
    public borrowing func last() throws(LMDBError) -> Entry? { try move(MDB_LAST) }

    /// Moves to the next higher key; nil after the last. A new cursor moves to the first.
    public borrowing func next() throws(LMDBError) -> Entry? { try move(MDB_NEXT) }

    /// Moves to the next lower key; nil before the first. A new cursor moves to the last.
    public borrowing func previous() throws(LMDBError) -> Entry? { try move(MDB_PREV) }

    /// Moves to exactly `key`; nil if the database doesn't have it.
    public borrowing func seek(_ key: UnsafeRawBufferPointer) throws(LMDBError) -> Entry? {
        try move(MDB_SET_KEY, from: MDB_val(key))
    }

    /// Moves to `key` or else the next higher key; nil if there isn't one.
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
