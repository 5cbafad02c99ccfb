internal import Hashing

/// A text that proves one record to anyone who has the log's public key: C2SP tlog-proof.
///
/// Its extra data are the record's header and, if the event is shown, the salt and bytes of its
/// data. The metadata, which have the names of staff, are never included.
public enum RecordProof {
    static let firstLine = "c2sp.org/tlog-proof@v1"
    /// The byte after the header in the extra data.
    private static let hidesData: UInt8 = 0
    private static let showsData: UInt8 = 1

    /// The contents of a valid proof.
    public struct Proven: Sendable, Hashable {
        /// The record, without its body.
        public let record: StoredRecord
        /// The event's bytes; nil if the proof hides them or they were removed by order.
        public let data: [UInt8]?
        /// The signed state of the log that includes the record.
        public let checkpoint: Checkpoint
    }

    static func text(
        of record: StoredRecord, showingData: Bool, path: [TreeHash], checkpoint: Checkpoint
    ) throws(EventLogError) -> String {
        try record.checkBody()
        var extra = record.header
        if showingData, let body = record.body {
            extra += [showsData] + body.dataSalt + body.data
        } else {
            extra.append(hidesData)
        }
        let lines =
            [firstLine, "extra \(Base64.encode(extra))", "index \(record.position)"]
            + path.map(\.description)
        return lines.joined(separator: "\n") + "\n\n" + checkpoint.text
    }

    /// Checks a proof offline.
    ///
    /// A valid proof shows that the record was in the log when the checkpoint was signed. It
    /// doesn't show that the record is true or that nothing was added later.
    ///
    /// - Throws: ``ProofError``.
    public static func verify(
        _ text: [UInt8], with key: VerifierKey
    ) throws(ProofError) -> Proven {
        let newline = UInt8(ascii: "\n")
        guard
            let end = text.indices.dropLast().first(where: { place in
                text[place] == newline && text[place + 1] == newline
            })
        else { throw .malformedProof(why: "it has no empty line before a checkpoint") }
        guard let head = String(validating: text[..<end], as: UTF8.self) else {
            throw .malformedProof(why: "it isn't UTF-8")
        }
        let lines = head.utf8.split(separator: newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 3, lines[0].utf8.elementsEqual(firstLine.utf8) else {
            throw .malformedProof(why: "its first line isn't \(firstLine)")
        }
        guard let extra = value(of: lines[1], after: "extra ").flatMap({ Base64.decode($0) }) else {
            throw .malformedProof(why: "its extra data aren't base64")
        }
        guard let index = value(of: lines[2], after: "index ").flatMap({ UInt64(strict: $0) })
        else { throw .malformedProof(why: "its index isn't a number") }
        var path: [TreeHash] = []
        for line in lines.dropFirst(3) {
            guard let hash = Base64.decode(line).flatMap({ TreeHash($0) }) else {
                throw .malformedProof(why: "a hash isn't valid base64")
            }
            path.append(hash)
        }
        let checkpoint = try Checkpoint(verifying: Array(text[(end + 2)...]), with: key)
        let (record, data) = try shown(in: extra, at: index)
        guard
            TreeProof.verifiesInclusion(
                of: .leaf(record.header), at: index, in: checkpoint.size, root: checkpoint.root,
                proof: path)
        else { throw .notProven(why: "the record isn't in the signed tree") }
        return Proven(record: record, data: data, checkpoint: checkpoint)
    }

    private static func value(of line: String, after prefix: String) -> String? {
        guard line.utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: line.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    private static func shown(
        in extra: [UInt8], at index: UInt64
    ) throws(ProofError) -> (StoredRecord, [UInt8]?) {
        let record: StoredRecord
        let rest: ArraySlice<UInt8>
        do {
            let length = try extra.withUnsafeBytes { bytes in
                guard bytes.count > RecordLayout.Header.names else {
                    throw ProofError.malformedProof(why: "its record is cut short")
                }
                return Int(bytes.integer(at: RecordLayout.Header.length, UInt16.self))
            }
            guard extra.count > length else {
                throw ProofError.malformedProof(why: "its record is cut short")
            }
            // A record without its body has the same header.
            let bare = extra[..<length] + [RecordLayout.Body.isRemoved]
            record = try Array(bare).withUnsafeBytes {
                try StoredRecord(RecordView($0, at: index))
            }
            rest = extra[length...]
        } catch let error as ProofError {
            throw error
        } catch let error as EventLogError {
            guard case .damaged(_, let why) = error else {
                throw .malformedProof(why: error.description)
            }
            throw .malformedProof(why: "its record is invalid: \(why)")
        } catch {
            throw .malformedProof(why: "\(error)")
        }
        if rest.first == hidesData, rest.count == 1 { return (record, nil) }
        guard rest.first == showsData, rest.count > RecordLayout.saltLength else {
            throw .malformedProof(why: "the part after its record is invalid")
        }
        let salted = rest.dropFirst()
        guard SHA256.hash(salted.span.bytes).bytes == record.dataCommitment else {
            throw .notProven(why: "the event shown isn't the record's event")
        }
        return (record, Array(salted.dropFirst(RecordLayout.saltLength)))
    }
}

extension EventLog {
    /// A text that proves the record at `position`, for ``RecordProof/verify(_:with:)``.
    ///
    /// - Parameter showingData: Includes the event's bytes, but never its metadata.
    /// - Throws: ``ProofError/beyondEnd(asked:size:)`` if `checkpoint` doesn't cover the record,
    ///   or an error of ``check(against:)``.
    public func proof(
        of position: UInt64, showingData: Bool, under checkpoint: Checkpoint
    ) throws -> String {
        try check(against: checkpoint)
        return try read { snapshot in
            let path = try snapshot.inclusionProof(of: position, in: checkpoint.size)
            guard let record = try snapshot.record(at: position) else {
                throw ProofError.beyondEnd(asked: position, size: checkpoint.size)
            }
            return try RecordProof.text(
                of: record, showingData: showingData, path: path, checkpoint: checkpoint)
        }
    }
}
