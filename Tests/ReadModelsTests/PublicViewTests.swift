import HandwrittenLog
import IncidentEvents
import ReadModels
import SwiftProtobuf
import Testing

/// Puts a marker in every field of every kind of event and searches public output for it.
@Suite struct PublicViewTests {
    /// The marker for every text field of an event that is set in `event`.
    static let secret = "MARKER-7d1f"

    static let events: [IncidentEvent.OneOf_Kind] = [
        .phaseChanged(.with { ($0.phase, $0.reason) = ("initial", secret) }),
        .operationalPeriodBegan(.with { ($0.period, $0.objectives) = (secret, [secret]) }),
        .roleAssigned(.with { ($0.person, $0.role, $0.agency) = (secret, secret, secret) }),
        .roleRelieved(.with { ($0.person, $0.role, $0.reason) = (secret, secret, secret) }),
        .incidentClosed(.with { $0.reason = secret }),
        .incidentReopened(.with { $0.reason = secret }),
        .onsetCorrected(.with { $0.reason = secret }),
        .factRecorded(.with { ($0.fact, $0.topic, $0.source) = ("F1", secret, secret) }),
        .factVerified(.with { ($0.fact, $0.source, $0.relays) = ("F1", secret, secret) }),
        .factHeld(.with { ($0.fact, $0.reason) = ("F1", secret) }),
        .factRefuted(.with { ($0.fact, $0.reason, $0.source) = ("F1", secret, secret) }),
        .messageDrafted(
            .with {
                $0.message = "M1"
                $0.kind = .update
                $0.name = secret
                $0.template = secret
                $0.audience = secret
                $0.elements.known = secret
                $0.identifications = [.with { $0.whom = secret }]
                $0.texts = [.with { $0.text = secret }]
                $0.fields = [.with { ($0.name, $0.value) = (secret, secret) }]
            }),
        .messageRevised(.with { ($0.message, $0.elements.known) = ("M1", secret) }),
        .variantEdited(.with { ($0.message, $0.variant.text) = ("M1", secret) }),
        .messageSubmitted(
            .with { ($0.message, $0.variants) = ("M1", [.with { $0.text = secret }]) }),
        .messageApproved(
            .with {
                ($0.message, $0.approver, $0.role, $0.via) = ("M1", secret, secret, secret)
                $0.reason = secret
            }),
        .messageReturned(.with { ($0.message, $0.reason) = ("M1", secret) }),
        // Released and never posted: not published.
        .messageReleased(
            .with {
                $0.message = "M1"
                $0.texts = [.with { ($0.channel, $0.text) = ("x", secret) }]
            }),
        .deliveryRecorded(
            .with {
                ($0.message, $0.carrier, $0.outcome) = ("M1", "blog:mill", .posted)
                $0.reason = secret
            }),
        .deliveryRecorded(
            .with {
                ($0.message, $0.carrier, $0.outcome) = ("M1", "x:MillPD", .failed)
                $0.reason = secret
            }),
        .messageWithdrawn(
            .with { ($0.message, $0.carrier, $0.reason) = ("M1", "blog:mill", secret) }),
        .messageDiscarded(.with { ($0.message, $0.reason) = ("M1", secret) }),
        .guardFlagged(.with { ($0.guard, $0.subject, $0.finding) = (secret, "M1", secret) }),
        .guardOverridden(.with { ($0.guard, $0.reason, $0.finding) = (secret, secret, secret) }),
        .rumorSighted(.with { ($0.rumor, $0.carrier, $0.address) = ("R1", "x:a", secret) }),
        .rumorAssigned(.with { ($0.rumor, $0.person) = ("R1", secret) }),
        .rumorAssessed(.with { ($0.rumor, $0.finding, $0.evidence) = ("R1", .false, secret) }),
        .rumorWatched(.with { ($0.rumor, $0.reason) = ("R1", secret) }),
        .coverageWaived(.with { ($0.rumor, $0.carrier, $0.reason) = ("R1", "x:a", secret) }),
        .outletContacted(.with { ($0.rumor, $0.carrier, $0.how) = ("R1", "x:a", secret) }),
        .rumorClosed(.with { ($0.rumor, $0.reason) = ("R1", secret) }),
        .rumorResurfaced(.with { ($0.rumor, $0.reason) = ("R1", secret) }),
        .statementCorrected(.with { ($0.rumor, $0.carrier, $0.address) = ("R1", "x:a", secret) }),
        .playbookAdopted(.with { ($0.playbook, $0.version) = (secret, secret) }),
        .policyAdopted(.with { $0.policy = secret }),
        .stepCompleted(.with { ($0.step, $0.note) = (secret, secret) }),
        .stepSkipped(.with { ($0.step, $0.reason) = (secret, secret) }),
        .stepReopened(.with { ($0.step, $0.reason) = (secret, secret) }),
        .inquiryReceived(.with { ($0.inquiry, $0.from, $0.channel) = ("Q1", secret, secret) }),
        .inquiryAssigned(.with { ($0.inquiry, $0.person) = ("Q1", secret) }),
        .inquiryDeclined(.with { ($0.inquiry, $0.reason) = ("Q1", secret) }),
        .tipReceived(.with { ($0.tip, $0.text, $0.channel) = ("T1", secret, secret) }),
        .tipHandedOver(.with { ($0.tip, $0.to) = ("T1", secret) }),
        .trendObserved(.with { ($0.trend, $0.topic, $0.carrier) = ("O1", secret, secret) }),
        .briefingHeld(.with { ($0.briefing, $0.speaker) = ("B1", secret) }),
        .consentRecorded(.with { ($0.consent, $0.whom, $0.scope) = ("C1", secret, secret) }),
        .entryRedacted(.with { ($0.position, $0.order, $0.exemption) = (999, secret, secret) }),
        .visibilityChanged(.with { ($0.position, $0.reason) = (999, secret) }),
        .ratingGiven(.with { ($0.subject, $0.reason) = (secret, secret) }),
        .lessonRecorded(.with { ($0.lesson, $0.text) = ("L1", secret) }),
        .correctiveActionAssigned(
            .with { ($0.action, $0.text, $0.owner) = ("A1", secret, secret) }),
        .correctiveActionCompleted(.with { ($0.action, $0.note) = ("A1", secret) }),
    ]

    @Test func `a public entry shows only its public fields`() throws {
        var log = Log()
        for event in Self.events {
            log.add(
                event, at: nil, claimed: nil, .unspecified, .public, actor: Self.secret.lowercased()
            )
        }
        let view = Timeline(folding: log.records).view(.public)
        #expect(view.count >= 12)
        let json = String(decoding: try ReadableJSON.data(view), as: UTF8.self).lowercased()
        #expect(!json.contains(Self.secret.lowercased()))
    }

    @Test(arguments: [Visibility.internal, .restricted, .unspecified])
    func `what is not public does not appear at all`(_ visibility: Visibility) {
        var log = Log()
        for event in Self.events + [.noteLogged(.with { $0.text = Self.secret })] {
            log.add(event, .unspecified, visibility)
        }
        #expect(Timeline(folding: log.records).view(.public).isEmpty)
    }

    @Test func `restricted entries appear in no internal view`() {
        var log = Log()
        log.add(
            .tipReceived(.with { ($0.tip, $0.text) = ("T1", Self.secret) }), .unspecified,
            .restricted)
        #expect(Timeline(folding: log.records).view(.internal).isEmpty)
        #expect(Timeline(folding: log.records).view(.restricted).count == 1)
    }

    @Test func `a public delivery shows the exact text that was let go`() {
        var log = Log()
        log.draft("M1", .alert)
        log.release("M1", text: "Stay indoors.")
        log.post("M1", "x:MillPD")
        let view = Timeline(folding: log.records).view(.public)
        #expect(view.map(\.text) == ["Alert M1 on x:MillPD."])
        #expect(view.map(\.exactTexts) == [["Stay indoors."]])
        #expect(view.allSatisfy { $0.author == nil && $0.provenance == nil })
    }

    @Test func `a public delivery of a text that was made internal shows no text`() {
        var log = Log()
        log.draft("M1")
        log.release("M1", text: Self.secret, .restricted)
        log.post("M1", "x:MillPD")
        #expect(!"\(Timeline(folding: log.records).view(.public))".contains(Self.secret))
        #expect(!"\(Timeline(folding: log.records).view(.internal))".contains(Self.secret))
    }
}
