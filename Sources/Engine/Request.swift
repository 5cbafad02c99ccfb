public import EventLog
internal import Hashing
public import IncidentEvents

/// The circumstances of one command: who gives it, when and from where, and its id.
public struct Request: Sendable {
    /// The id of the first event too; the ids of later events follow from it.
    public var id: EventID
    /// The SHA-256 of the command, from ``fingerprint(of:)``; recorded with the events.
    public var fingerprint: [UInt8]
    /// The fingerprint that an earlier version recorded for the same command; compared, never
    /// recorded.
    public var earlierFingerprint: [UInt8]?
    public var actor: String
    /// The role to act in; nil for any role that the actor holds and that has the authority.
    public var role: Role?
    /// The claimed time, if any. It gets the incident's zone and the present time, because people
    /// type `22:15` and `-5m`.
    public var occurred: (@Sendable (Zone, Instant) throws -> Instant)?
    public var certainty: TimeCertainty
    public var provenance: Provenance?
    public var correlation: String?
    public var causation: String?
    public var osAccount: String?
    public var host: String?
    /// The visibility of the entries; nil for each kind's default.
    public var visibility: Visibility?
    /// The simulated clock's time, in an exercise or reenactment.
    public var simulatedAt: Instant?
    /// The revision that the incident must have.
    public var expecting: UInt64?

    public init(
        id: EventID, fingerprint: [UInt8], earlierFingerprint: [UInt8]? = nil, actor: String,
        role: Role? = nil,
        occurred: (@Sendable (Zone, Instant) throws -> Instant)? = nil,
        certainty: TimeCertainty = .unspecified, provenance: Provenance? = nil,
        correlation: String? = nil, causation: String? = nil, osAccount: String? = nil,
        host: String? = nil, visibility: Visibility? = nil, simulatedAt: Instant? = nil,
        expecting: UInt64? = nil
    ) {
        self.id = id
        self.fingerprint = fingerprint
        self.earlierFingerprint = earlierFingerprint
        self.actor = actor
        self.role = role
        self.occurred = occurred
        self.certainty = certainty
        self.provenance = provenance
        self.correlation = correlation
        self.causation = causation
        self.osAccount = osAccount
        self.host = host
        self.visibility = visibility
        self.simulatedAt = simulatedAt
        self.expecting = expecting
    }

    /// SHA-256 over the parts. Each part is preceded by its length in bytes as a big-endian 64-bit
    /// number, so two different lists of arguments never give the same bytes.
    public static func fingerprint(of parts: some Sequence<[UInt8]>) -> [UInt8] {
        var hash = SHA256()
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { hash.update($0.bytes) }
            hash.update(part.span.bytes)
        }
        return hash.finalize().bytes
    }

    /// A request id that follows from the command, so that repeating the command repeats the
    /// request.
    ///
    /// - Parameter milliseconds: Since 1970, for the id's time bits.
    public static func id(
        atMilliseconds milliseconds: Int64, derivedFrom parts: some Sequence<[UInt8]>
    ) -> EventID {
        var digest = DigestBits(bytes: fingerprint(of: parts))
        return EventID.make(atMilliseconds: milliseconds, using: &digest)
    }
}

/// Supplies a digest's bits to code that expects random ones.
private struct DigestBits: RandomNumberGenerator {
    let bytes: [UInt8]
    var place = 0

    mutating func next() -> UInt64 {
        var word: UInt64 = 0
        for _ in 0..<8 {
            word = word << 8 | UInt64(bytes[place % bytes.count])
            place += 1
        }
        return word
    }
}
