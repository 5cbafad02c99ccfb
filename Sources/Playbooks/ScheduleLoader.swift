internal import Basics
internal import Channels
internal import IncidentEvents
internal import Recurrence

/// Reads a playbook's `schedule`: names, each with a rule and what is posted by it.
struct ScheduleLoader {
    static let keys = [
        "every", "from", "until", "except", "holidays", "template", "text", "language", "fields",
        "channels",
    ]

    let templates: [MessageTemplate]
    let languages: [String]
    let faults: Faults

    func posts(_ entries: [YAMLNode.Entry]) -> [ScheduledPost] {
        entries.compactMap { entry in
            faults.check(
                identifier: Located(value: entry.key, position: entry.position),
                as: "schedule's name")
            return MappingReader(
                entry.value, of: "the schedule \"\(entry.key)\"", keys: Self.keys, faults: faults
            ).flatMap { post(entry.key, $0) }
        }
    }

    private func post(_ name: String, _ reader: MappingReader) -> ScheduledPost? {
        guard let every = reader.requiredText("every") else { return nil }
        do {
            _ = try RecurrenceRule(every.value)
        } catch {
            faults.error(error.description, at: every.position)
        }
        var post = ScheduledPost(name: name, every: every.value)
        post.from = reader.text("from").flatMap(day)
        post.until = reader.text("until").flatMap(day)
        if let from = post.from, let until = post.until, until < from {
            faults.error("the schedule ends before it begins", at: reader.node.position)
        }
        post.except = reader.texts("except").compactMap(day)
        post.holidays = reader.text("holidays").flatMap { word in
            let known = Schedule.HolidayRule.allCases.map(\.rawValue)
            return faults.check(word, isOneOf: known, as: "rule for holidays")
                ? Schedule.HolidayRule(rawValue: word.value) : nil
        }
        if let template = reader.text("template") {
            _ = faults.check(template, isOneOf: templates.map(\.id.rawValue), as: "template")
            post.template = TemplateID(rawValue: template.value)
        }
        post.text = reader.text("text")?.value
        if (post.template == nil) == (post.text == nil) {
            faults.error(
                "the schedule \"\(name)\" needs either a template or a text",
                at: reader.node.position)
        }
        post.language = reader.text("language").flatMap { language in
            faults.check(language, isOneOf: languages, as: "language of the playbook")
                ? language.value : nil
        }
        let template = templates.first { $0.id == post.template }
        for field in reader.named("fields") {
            guard let value = faults.text(field.value, field.key)?.value else { continue }
            post.fields[field.key] = value
            if let template { check(field, value, of: template) }
        }
        let channels = reader.texts("channels").compactMap(faults.channel)
        post.channels = channels.isEmpty ? nil : channels
        return post
    }

    private func check(_ field: YAMLNode.Entry, _ value: String, of template: MessageTemplate) {
        let name = Located(value: field.key, position: field.position)
        guard
            faults.check(
                name, isOneOf: template.fields.map(\.name),
                as: "field of template \"\(template.id)\""),
            let known = template.fields.first(where: { $0.name == field.key }),
            value.count > known.max
        else { return }
        faults.error(
            "the field \"\(field.key)\" has \(value.count) characters, and its limit is \(known.max)",
            at: field.position)
    }

    private func day(_ text: Located<String>) -> CivilDate? {
        faults.day(text).flatMap { CivilDate($0) }
    }

    /// Tells what the author of a rule may not expect, such as months that are skipped.
    ///
    /// - Parameter today: A schedule that ended before it posts nothing; nil doesn't look.
    func check(_ entries: [YAMLNode.Entry], _ posts: [ScheduledPost], _ today: CivilDate?) {
        for entry in entries {
            warn(ofEndOf: entry, posts, today)
            guard let post = posts.first(where: { $0.name == entry.key }),
                let first = post.from ?? CivilDate(year: 2001, month: 1, day: 1)
            else { continue }
            // The zone and the list of holidays are the department's, which the playbook doesn't
            // know.
            var plain = post
            plain.holidays = nil
            guard let schedule = try? plain.schedule(from: first, in: .utc, holidays: []) else {
                continue
            }
            for notice in schedule.notices(from: first, years: 1) {
                faults.warning("\(post.name): \(notice)", at: entry.position)
            }
        }
    }

    private func warn(
        ofEndOf entry: YAMLNode.Entry, _ posts: [ScheduledPost], _ today: CivilDate?
    ) {
        guard let today, let until = posts.first(where: { $0.name == entry.key })?.until,
            until < today
        else { return }
        let position =
            entry.value["until"]?.value.position ?? entry.position
        faults.warning(
            "\(entry.key): the schedule ended on \(until.text), so it posts nothing; set a later \"until\" or remove the schedule",
            at: position)
    }
}
