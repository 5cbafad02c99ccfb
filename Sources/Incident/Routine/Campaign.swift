public import Basics
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
        public var measures: [String]
        /// The incident that it continues; nil for none.
        public var follows: String?

        public init(
            goal: String, audience: String, from: CivilDate, until: CivilDate? = nil,
            owner: String, measures: [String] = [], follows: String? = nil
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

    public var plan: Plan
    /// The time, author, role and log position of the entry.
    public var stamp: Stamp
}
