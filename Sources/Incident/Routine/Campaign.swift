public import Basics
public import Channels
public import IncidentEvents

/// What a campaign is for. People call incidents of mode ROUTINE campaigns.
public struct Campaign: Hashable, Sendable {
    /// What is planned when the campaign is opened.
    public struct Plan: Hashable, Sendable {
        /// What it should achieve.
        public var goal: String
        /// For whom it is.
        public var audience: String
        /// The first day, in the incident's zone.
        public var from: CivilDate
        /// The last day; nil for a campaign without an end.
        public var until: CivilDate?
        /// The person who is answerable for it, by work id.
        public var owner: String
        /// By what its success is measured.
        public var measures: [Measure]
        /// The incident that it continues; nil for none.
        public var follows: String?

        public init(
            goal: String, audience: String, from: CivilDate, until: CivilDate? = nil,
            owner: String, measures: [Measure] = [], follows: String? = nil
        ) {
            self.goal = goal
            self.audience = audience
            self.from = from
            self.until = until
            self.owner = owner
            self.measures = measures
            self.follows = follows
        }
    }

    /// Something by which success is measured, and what it should come to.
    public struct Measure: Hashable, Sendable {
        public var name: String
        /// Nil without such a target; so is ``atMost``.
        public var atLeast: Double?
        public var atMost: Double?

        public init(_ name: String, atLeast: Double? = nil, atMost: Double? = nil) {
            self.name = name
            self.atLeast = atLeast
            self.atMost = atMost
        }

        /// Whether a value holds the target; nil without one.
        public func isMet(by value: Double) -> Bool? {
            guard atLeast != nil || atMost != nil else { return nil }
            return atLeast.map { value >= $0 } ?? true && atMost.map { value <= $0 } ?? true
        }
    }

    /// What a person measured.
    public struct Result: Hashable, Sendable {
        /// The name of the measure.
        public var measure: String
        public var value: Double
        /// The time of counting, and who counted.
        public var asOf: Instant
        public var source: String

        public init(_ measure: String, _ value: Double, asOf: Instant, source: String) {
            self.measure = measure
            self.value = value
            self.asOf = asOf
            self.source = source
        }
    }

    public var plan: Plan
    /// What was measured, in the order of the entries.
    public var results: [Result] = []
    /// What its posts reached, file by file.
    public var reach: [ReachReport] = []
    /// The time, author, role and log position of the entry.
    public var stamp: Stamp
}

/// What a campaign's posts reached, as one file reports it.
public struct ReachReport: Hashable, Sendable {
    /// One post on one channel.
    public struct Figure: Hashable, Sendable {
        public var message: MessageID
        public var channel: ChannelID
        /// The persons reached; nil if it isn't reported, which isn't 0.
        public var reach: UInt64?
        /// How often it was shown; nil if it isn't reported.
        public var impressions: UInt64?
        /// The time at which the platform counted.
        public var asOf: Instant

        public init(
            _ message: MessageID, _ channel: ChannelID, reach: UInt64?, impressions: UInt64?,
            asOf: Instant
        ) {
            self.message = message
            self.channel = channel
            self.reach = reach
            self.impressions = impressions
            self.asOf = asOf
        }

        /// Whether both are the same post on the same channel at the same time.
        public func isSameCount(as other: Figure) -> Bool {
            message == other.message && channel == other.channel && asOf == other.asOf
        }
    }

    /// The SHA-256 of the file and of the mapping by which it was read.
    public var fileSHA256: [UInt8]
    public var mappingSHA256: [UInt8]
    public var mapping: String
    public var figures: [Figure]
    /// The number of rows that couldn't be read.
    public var refused: Int

    public init(
        fileSHA256: [UInt8], mappingSHA256: [UInt8], mapping: String, figures: [Figure],
        refused: Int
    ) {
        self.fileSHA256 = fileSHA256
        self.mappingSHA256 = mappingSHA256
        self.mapping = mapping
        self.figures = figures
        self.refused = refused
    }
}

extension Campaign {
    /// The newest figure of each post on each channel, in the order of the messages.
    public var latestReach: [ReachReport.Figure] {
        var latest: [ReachReport.Figure] = []
        for figure in reach.flatMap(\.figures) {
            let known = latest.firstIndex {
                $0.message == figure.message && $0.channel == figure.channel
            }
            if let known {
                if figure.asOf >= latest[known].asOf { latest[known] = figure }
            } else {
                latest.append(figure)
            }
        }
        return latest.sorted { ($0.message, $0.channel) < ($1.message, $1.channel) }
    }
}
