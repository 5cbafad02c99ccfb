internal import Basics
internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import Recurrence
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: CampaignPlanned, _ stamp: Stamp) {
        guard let from = CivilDate(event.firstDay) else { return }
        campaign = Campaign(
            plan: Campaign.Plan(
                goal: event.goal, audience: event.audience, from: from,
                until: CivilDate(event.lastDay), owner: event.owner,
                measures: event.measures.map { name in
                    let target = event.targets.first { $0.measure == name }
                    return Campaign.Measure(
                        name, atLeast: target?.hasAtLeast == true ? target?.atLeast : nil,
                        atMost: target?.hasAtMost == true ? target?.atMost : nil)
                },
                follows: event.follows.nonEmpty),
            stamp: stamp)
    }

    mutating func apply(_ event: ScheduleAdded, _ stamp: Stamp) {
        guard let from = CivilDate(event.firstDay),
            !schedules.contains(where: { $0.name == event.schedule })
        else { return }
        let fields = event.fields.map { ($0.name, $0.value) }
        schedules.append(
            PlannedSchedule(
                post: ScheduledPost(
                    name: event.schedule, every: event.every, from: from,
                    until: CivilDate(event.lastDay),
                    except: event.except.compactMap { CivilDate($0) },
                    holidays: Schedule.HolidayRule(rawValue: event.holidays),
                    template: event.template.nonEmpty.map(TemplateID.init(rawValue:)),
                    text: event.text.nonEmpty, language: event.language.nonEmpty,
                    fields: Dictionary(fields) { $1 },
                    channels: event.channels.isEmpty
                        ? nil : event.channels.map(ChannelID.init(rawValue:))),
                added: stamp, author: event.author.nonEmpty ?? stamp.actor))
    }

    mutating func apply(_ event: ScheduleRemoved, _ stamp: Stamp) {
        guard let index = schedules.firstIndex(where: { $0.name == event.schedule }) else { return }
        schedules[index].removed = PlannedSchedule.Removal(reason: event.reason, stamp: stamp)
    }

    mutating func apply(_ event: OccurrencePrepared, _ stamp: Stamp) {
        decide(event.schedule, event.date, stamp) { $0.message = MessageID(event.message) }
        guard let author = event.author.nonEmpty else { return }
        messages.change(MessageID(event.message)) { $0.add(author: author) }
    }

    mutating func apply(_ event: OccurrenceSkipped, _ stamp: Stamp) {
        decide(event.schedule, event.date, stamp) { $0.change = .skipped(reason: event.reason) }
    }

    mutating func apply(_ event: OccurrenceMoved, _ stamp: Stamp) {
        decide(event.schedule, event.date, stamp) { $0.change = .moved(to: Instant(event.to)) }
    }

    mutating func apply(_ event: CampaignPaused, _ stamp: Stamp) {
        pauses.append(
            WorkPause(
                items: event.everything ? nil : event.items, incident: nil, reason: event.reason,
                began: stamp))
    }

    mutating func apply(_ event: ItemResumed, _ stamp: Stamp) {
        guard !event.item.isEmpty else { return endPauses(of: nil, stamp) }
        resumptions[event.item, default: []].append(stamp)
    }

    /// The events of the home's stream of routine work. That it began changes nothing here.
    mutating func applyToHome(_ event: IncidentEvent.OneOf_Kind, _ stamp: Stamp) {
        if case .routinePaused(let event) = event {
            pauses.append(
                WorkPause(
                    items: nil, incident: event.incident.nonEmpty, reason: event.reason,
                    began: stamp))
        }
        if case .routinePauseEnded(let event) = event {
            endPauses(of: event.incident.nonEmpty, stamp)
        }
    }

    /// Ends the pauses of new work that have this cause.
    private mutating func endPauses(of incident: String?, _ stamp: Stamp) {
        for index in pauses.indices
        where pauses[index].holdsNew && pauses[index].incident == incident {
            pauses[index].ended = stamp
        }
    }

    private mutating func decide(
        _ schedule: String, _ date: String, _ stamp: Stamp,
        _ change: (inout PlannedSchedule.Decided) -> Void
    ) {
        guard let date = CivilDate(date),
            let index = schedules.firstIndex(where: { $0.name == schedule })
        else { return }
        var decided = schedules[index].decisions[date] ?? PlannedSchedule.Decided()
        change(&decided)
        decided.stamps.append(stamp)
        schedules[index].decisions[date] = decided
    }
}
