public import Basics
public import Channels
public import IncidentEvents
public import Recurrence

/// What is posted again and again, and when: an entry of a playbook's `schedule`, or what a person
/// added to a campaign.
public struct ScheduledPost: Hashable, Sendable {
    /// `[a-z0-9._-]+`, unique in the playbook and in the campaign.
    public var name: String
    /// The rule in words, such as `friday 09:00`.
    public var every: String
    /// The day from which intervals are counted; nil for the campaign's first day.
    public var from: CivilDate?
    /// The last day; nil for the campaign's.
    public var until: CivilDate?
    /// Days without an occurrence.
    public var except: [CivilDate]
    /// Nil if holidays are days like any other.
    public var holidays: Schedule.HolidayRule?
    /// The template; nil if `text` has the words.
    public var template: TemplateID?
    /// The words of an update, in place of a template.
    public var text: String?
    /// The language of `text`; nil for the playbook's first.
    public var language: String?
    /// Values for the template's fields.
    public var fields: [String: String]
    /// Nil for the template's channels.
    public var channels: [ChannelID]?

    public init(
        name: String, every: String, from: CivilDate? = nil, until: CivilDate? = nil,
        except: [CivilDate] = [], holidays: Schedule.HolidayRule? = nil,
        template: TemplateID? = nil, text: String? = nil, language: String? = nil,
        fields: [String: String] = [:], channels: [ChannelID]? = nil
    ) {
        self.name = name
        self.every = every
        self.from = from
        self.until = until
        self.except = except
        self.holidays = holidays
        self.template = template
        self.text = text
        self.language = language
        self.fields = fields
        self.channels = channels
    }

    /// The days and moments on which it is due.
    ///
    /// - Parameters:
    ///   - first: The day from which intervals are counted, if it names none.
    ///   - holidays: The department's list.
    /// - Throws: A `RecurrenceRule.Fault` for words that aren't a rule.
    public func schedule(
        from first: CivilDate, in zone: Zone, holidays list: Set<CivilDate>
    ) throws(RecurrenceRule.Fault) -> Schedule {
        var rule = try RecurrenceRule(every)
        rule.end = until.map { .until($0) }
        return Schedule(
            rule, from: from ?? first, in: zone, except: Set(except), holidayRule: holidays,
            holidays: list)
    }
}

extension Playbook {
    /// The kind of the messages of a schedule.
    public func kind(of post: ScheduledPost) -> MessageKind {
        post.template.flatMap(template)?.kind ?? .update
    }
}
