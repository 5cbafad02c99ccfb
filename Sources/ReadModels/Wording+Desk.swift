internal import IncidentEvents
internal import SwiftProtobuf

extension Wording {
    /// The wording of an event about questions, briefings, consent, the log or the review.
    static func desk(_ event: IncidentEvent.OneOf_Kind, _ context: Timeline.Context) -> Wording {
        inquiry(event, context) ?? briefing(event, context) ?? log(event)
            ?? review(event, context) ?? Wording(event.name)
    }

    private static func inquiry(
        _ event: IncidentEvent.OneOf_Kind, _ context: Timeline.Context
    ) -> Wording? {
        if case .inquiryReceived(let event) = event {
            let deadline =
                event.hasDeadline
                ? " (answer by \(context.zone.dated(Instant(event.deadline))))" : ""
            return Wording(
                "\(event.inquiry), \(event.from) asks: \(event.question)\(deadline)",
                public: "Question \(event.inquiry): \(event.question)", about: event.inquiry)
        }
        if case .inquiryAssigned(let event) = event {
            return Wording("\(event.inquiry) given to \(event.person).", about: event.inquiry)
        }
        if case .inquiryAnswered(let event) = event {
            return Wording(
                "\(event.inquiry) answered\(bracketed(event.message)): \(event.answer)",
                public: "Answer to \(event.inquiry): \(event.answer)", about: event.inquiry)
        }
        if case .inquiryDeclined(let event) = event {
            return Wording(
                "\(event.inquiry) declined\(reason(event.reason)).", about: event.inquiry)
        }
        if case .tipReceived(let event) = event {
            return Wording("\(event.tip), a tip: \(event.text)", about: event.tip)
        }
        if case .tipHandedOver(let event) = event {
            return Wording("\(event.tip) handed over to \(event.to).", about: event.tip)
        }
        return nil
    }

    private static func briefing(
        _ event: IncidentEvent.OneOf_Kind, _ context: Timeline.Context
    ) -> Wording? {
        if case .trendObserved(let event) = event {
            let mentions = event.hasMentions ? ", \(event.mentions) mentions" : ""
            return Wording(
                "Trend on \(event.carrier): \(event.topic)\(mentions).", about: event.trend)
        }
        if case .briefingScheduled(let event) = event {
            let time = event.hasAt ? " for \(context.zone.dated(Instant(event.at)))" : ""
            let text = "Briefing \(event.briefing) scheduled\(time) at \(event.place)."
            return Wording(text, public: text, about: event.briefing)
        }
        if case .briefingHeld(let event) = event {
            var access: [String] = []
            if event.hasInterpreter {
                access.append(event.interpreter ? "with interpreter" : "without interpreter")
            }
            if event.hasCaptions {
                access.append(event.captions ? "with captions" : "without captions")
            }
            return Wording(
                "Briefing \(event.briefing) held by \(event.speaker)"
                    + list(access, before: ", ") + ".",
                public: "Briefing \(event.briefing) held" + list(access, before: ", ") + ".",
                about: event.briefing)
        }
        if case .consentRecorded(let event) = event {
            return Wording(
                "\(event.consent): \(event.whom) consents to \(event.scope).", about: event.consent)
        }
        if case .consentWithdrawn(let event) = event {
            return Wording("\(event.consent) withdrawn.", about: event.consent)
        }
        return nil
    }

    private static func log(_ event: IncidentEvent.OneOf_Kind) -> Wording? {
        if case .noteLogged(let event) = event {
            return Wording(event.text, public: event.text, about: event.note)
        }
        if case .entryCorrected(let event) = event {
            let text = "Entry \(event.position) is wrong; right is: \(event.right)"
            return Wording(text, public: text, isTurningPoint: true)
        }
        if case .entryRedacted(let event) = event {
            return Wording(
                "Entry \(event.position) removed by order \(event.order)"
                    + bracketed(event.exemption) + ".",
                public: "Entry \(event.position) removed by order.")
        }
        if case .visibilityChanged(let event) = event {
            return Wording(
                "Entry \(event.position) is \(event.visibility.word) from now on"
                    + "\(reason(event.reason)).")
        }
        return nil
    }

    private static func review(
        _ event: IncidentEvent.OneOf_Kind, _ context: Timeline.Context
    ) -> Wording? {
        if case .ratingGiven(let event) = event {
            return Wording(
                event.subject + bracketed(event.capability, prefix: "a task of ")
                    + " rated \(event.rating.word)\(reason(event.reason)).")
        }
        if case .lessonRecorded(let event) = event {
            return Wording(
                "\(event.isStrength ? "Strength" : "Area for improvement") \(event.lesson): "
                    + event.text + bracketed(event.capability), about: event.lesson)
        }
        if case .correctiveActionAssigned(let event) = event {
            let due = event.hasDue ? ", due \(context.zone.day(Instant(event.due)))" : ""
            return Wording(
                "\(event.action), for \(event.owner)\(due): \(event.text)"
                    + bracketed(event.lesson, prefix: "from "), about: event.action)
        }
        if case .correctiveActionCompleted(let event) = event {
            return Wording("\(event.action) done\(reason(event.note)).", about: event.action)
        }
        return nil
    }
}
