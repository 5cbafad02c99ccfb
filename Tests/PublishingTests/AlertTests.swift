import HandwrittenLog
import IncidentEvents
import Publishing
import SwiftProtobuf
import Testing
import Wire

@Suite struct AlertTests {
    private static let id = MessageID(number: 1)

    private static func request(_ change: (inout AlertRequest) -> Void = { _ in }) -> AlertRequest {
        var request = AlertRequest(
            of: id, event: "spw", urgency: .immediate, severity: .severe, certainty: .observed)
        request.places = ["048113"]
        request.expires = "+1h"
        change(&request)
        return request
    }

    private static func log(
        mode: IncidentMode = .live, on channels: [String] = ["web"], released: [String] = [],
        expires: Int? = nil
    ) -> Log {
        var log = Log()
        log.open(mode: mode)
        log.write("M1", "Stay inside.", on: channels, expires: expires)
        if !released.isEmpty { log.release("M1", text: "Stay inside, please.", channels: released) }
        return log
    }

    @Test func `an alert is a draft until its texts are released in a live incident`() throws {
        let draft = try Self.log().publisher().alert(Self.request()).alert
        #expect(draft.status == .draft)
        #expect(draft.infos.first?.description == "Stay inside.")
        let released = try Self.log(released: ["web"]).publisher().alert(Self.request()).alert
        #expect(released.status == .actual)
        #expect(released.infos.first?.description == "Stay inside, please.")
    }

    @Test func `one text for phones that isn't released keeps the whole alert a draft`() throws {
        let text = "Mill Police: stay inside until 2:00 PM UTC."
        func status(released: [String]) throws -> CAPStatus {
            var log = Log()
            log.open()
            log.write("M1", text, on: ["web", "wea90", "wea360"])
            log.release("M1", text: text, channels: released)
            let request = Self.request {
                $0.handling = .imminentThreat
                $0.responses = [.shelter]
            }
            return try log.publisher().alert(request).alert.status
        }
        #expect(try status(released: ["web", "wea90"]) == .draft)
        #expect(try status(released: ["web", "wea90", "wea360"]) == .actual)
    }

    @Test(arguments: [IncidentMode.exercise, .reenactment])
    func `a drill's alert is marked, released or not`(_ mode: IncidentMode) throws {
        for released in [[], ["web"]] {
            let alert = try Self.log(mode: mode, released: released).publisher()
                .alert(Self.request()).alert
            #expect(alert.status == .exercise)
            #expect(alert.note == "EXERCISE")
        }
    }

    @Test func `a routine incident never makes an actual alert`() throws {
        let publisher = Self.log(mode: .routine, released: ["web"]).publisher()
        #expect(try publisher.alert(Self.request()).alert.status == .draft)
    }

    @Test(arguments: ["internal", "partners", "call-takers"])
    func `a text that is handed out is no text of an alert or a sheet`(_ channel: String) throws {
        let publisher = Self.log(on: [channel], released: [channel]).publisher()
        #expect(throws: PublishingRefusal.noPublicText(Self.id)) {
            try publisher.alert(Self.request())
        }
        #expect(throws: PublishingRefusal.noText(Self.id, language: "en", has: ["en"])) {
            try publisher.sheet(.release, of: Self.id)
        }
    }

    @Test func `a discarded message is published nowhere`() throws {
        var log = Self.log()
        log.add(.messageDiscarded(.with { ($0.message, $0.reason) = ("M1", "late") }))
        let publisher = log.publisher()
        #expect(throws: PublishingRefusal.discardedMessage(Self.id)) {
            try publisher.alert(Self.request())
        }
        #expect(throws: PublishingRefusal.discardedMessage(Self.id)) {
            try publisher.sheet(.podium, of: Self.id)
        }
        #expect(throws: PublishingRefusal.unknownMessage(MessageID(number: 9))) {
            try publisher.sheet(.podium, of: MessageID(number: 9))
        }
    }

    // MARK: Its end

    @Test func `an end is given, or the message's own, and the two can't differ`() throws {
        let own = Self.log(expires: 180).publisher()
        let end = try own.alert(Self.request { $0.expires = nil }).alert.infos.first?.expires
        #expect(end?.moment?.secondsSince1970 == Log.minute(180).microseconds / 1_000_000)
        // Two hours from now is the same minute.
        #expect(throws: Never.self) { try own.alert(Self.request { $0.expires = "+2h" }) }
        let error = #expect(throws: PublishingRefusal.self) {
            try own.alert(Self.request { $0.expires = "+1h" })
        }
        guard case .endDiffers(Self.id, _, _, typed: "+1h")? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(throws: PublishingRefusal.noEnd(Self.id)) {
            try Self.log().publisher().alert(Self.request { $0.expires = nil })
        }
    }

    @Test func `a time of day is the next one`() throws {
        let publisher = Self.log().publisher()
        let early = try publisher.alert(Self.request { $0.expires = "14:00" }).alert
        #expect(
            early.infos.first?.expires?.moment?.secondsSince1970
                == Log.minute(120).microseconds / 1_000_000)
        let night = try publisher.alert(Self.request { $0.expires = "00:30" }).alert
        #expect(
            night.infos.first?.expires?.moment?.secondsSince1970
                == Log.minute(750).microseconds / 1_000_000)
    }

    // MARK: Earlier alerts

    private static func earlier(
        sender: String? = nil, released: Bool = true
    ) throws -> AlertRequest.EarlierAlert {
        let log = log(released: released ? ["web"] : [])
        let alert = try log.publisher().alert(
            request {
                $0.identifier = "mill-1"
                $0.sender = sender
            }
        ).alert
        return .init(file: "first.xml", alert: alert)
    }

    @Test func `an update and a cancel name the earlier alert`() throws {
        let publisher = Self.log(released: ["web"]).publisher()
        let earlier = try Self.earlier()
        let update = try publisher.alert(Self.request { $0.follows = .updates([earlier]) }).alert
        #expect(update.messageType == .update)
        #expect(update.references == [earlier.alert.reference])
        let cancel = try publisher.alert(Self.request { $0.follows = .cancels([earlier]) }).alert
        #expect(cancel.messageType == .cancel)
        #expect(cancel.references == [earlier.alert.reference])
    }

    @Test func `two files of the same second have identifiers of their own`() throws {
        var publisher = Self.log().publisher()
        let first = try publisher.alert(Self.request()).alert
        publisher.now = publisher.now.advanced(by: .milliseconds(1))
        let second = try publisher.alert(Self.request()).alert
        #expect(first.sent == second.sent)
        #expect(first.identifier != second.identifier)
    }

    @Test func `a cancel made of the alert's own message says that it is canceled, and no more`()
        throws
    {
        let publisher = Self.log(released: ["web"]).publisher()
        let earlier = try Self.earlier()
        let published = try publisher.alert(
            Self.request {
                $0.follows = .cancels([earlier])
                $0.responses = [.shelter, .allClear]
            })
        let info = try #require(published.alert.infos.first)
        #expect(info.description == "This alert is cancelled.")
        #expect(info.instruction == nil && info.headline == nil)
        #expect(info.responseTypes == [.allClear])
        #expect(!published.xml.contains("Stay inside"))
        let stations = try publisher.stationText(of: published)
        #expect(stations.ranges(of: "This alert is cancelled").count == 1)
    }

    @Test(arguments: [MessageKind.correction, .retraction, .allClear])
    func `a cancel made of what sets the alert right says what it says`(_ kind: MessageKind) throws
    {
        var log = Self.log(released: ["web"])
        log.write("M2", "Sent in error. There is no danger.", kind, on: ["web"], retracts: "M1")
        log.release("M2", text: "Sent in error. There is no danger.", channels: ["web"])
        let earlier = try Self.earlier()
        var request = AlertRequest(
            of: MessageID(number: 2), event: "spw", urgency: .past, severity: .minor,
            certainty: .observed)
        (request.places, request.expires) = (["048113"], "+1h")
        request.follows = .cancels([earlier])
        let info = try #require(try log.publisher().alert(request).alert.infos.first)
        #expect(info.description == "Sent in error. There is no danger.")
    }

    // MARK: Headline and instruction

    private static func guided(_ text: String, released: [String]) -> Log {
        var log = Log()
        log.open()
        log.add(
            .messageDrafted(
                .with {
                    ($0.message, $0.kind, $0.identifiesNobody) = ("M1", .alert, true)
                    ($0.languages, $0.channels) = (["en"], ["web", "wea90"])
                    $0.elements.guidance = "stay inside"
                    $0.texts = [
                        .with { ($0.language, $0.text) = ("en", text) }
                    ]
                }))
        log.release("M1", text: text, channels: released)
        return log
    }

    @Test func `the headline is the short text for phones, the instruction the guidance`() throws {
        let text = "Mill Police: smoke. Stay inside until 2:00 PM UTC."
        let publisher = Self.guided(text, released: ["web", "wea90"]).publisher()
        let published = try publisher.alert(Self.request())
        let info = try #require(published.alert.infos.first)
        #expect(info.headline == text)
        #expect(info.instruction == "stay inside")
        // Stations state it once.
        let stations = try publisher.stationText(of: published)
        #expect(stations.lowercased().ranges(of: "stay inside").count == 1)
    }

    @Test func `a draft is no headline of a released text, nor words that the text lacks guidance`()
        throws
    {
        let log = Self.guided("Mill Police: smoke at the mill.", released: ["web"])
        let published = try log.publisher().alert(Self.request())
        #expect(published.alert.status == .actual)
        #expect(published.alert.infos.first?.headline == nil)
        #expect(published.alert.infos.first?.instruction == nil)
    }

    @Test func `an earlier alert of another sender, a draft, or one named twice is refused`()
        throws
    {
        let publisher = Self.log(released: ["web"]).publisher()
        func refusal(_ earlier: [AlertRequest.EarlierAlert]) -> PublishingRefusal? {
            #expect(throws: PublishingRefusal.self) {
                try publisher.alert(Self.request { $0.follows = .cancels(earlier) })
            }
        }
        let first = try Self.earlier()
        #expect(
            refusal([try Self.earlier(sender: "a@county.example")])
                == .foreignAlert(file: "first.xml", sender: "a@county.example"))
        #expect(
            refusal([try Self.earlier(released: false)]) == .draftAlert(file: "first.xml"))
        #expect(refusal([first, first]) == .repeatedAlert(file: "first.xml"))
    }

    // MARK: Values that no message has

    @Test func `sender, identifier, and area follow from department, message, and incident`() throws
    {
        let alert = try Self.log().publisher().alert(Self.request()).alert
        #expect(alert.sender == "mill-pd@mill.example")
        #expect(alert.identifier == "mill-M1-\(Log.minute(60).microseconds)")
        #expect(alert.infos.first?.areas.first?.areaDescription == "Old Mill")
        #expect(throws: PublishingRefusal.noSender) {
            try Self.log().publisher(web: nil).alert(Self.request())
        }
    }

    @Test func `phones need both texts, and radio and phones are left out when asked`() throws {
        let publisher = Self.log().publisher()
        #expect(
            throws: PublishingRefusal.noPhoneText(Self.id, channel: "wea90", language: "en")
        ) {
            try publisher.alert(Self.request { $0.handling = .imminentThreat })
        }
        let quiet = try publisher.alert(Self.request { $0.isOffAir = true }).alert
        #expect(quiet.infos.first?.parameter("BLOCKCHANNEL") == ["EAS", "CMAS"])
    }

    @Test func `an alert that breaks a rule is refused with the rule`() throws {
        let error = #expect(throws: PublishingRefusal.self) {
            try Self.log().publisher().alert(Self.request { $0.event = "XYZ" })
        }
        guard case .alertBreaksRules(Self.id, let refusal)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.violations.map(\.rule) == [.eventCode])
    }

    @Test func `the text for stations follows from the alert`() throws {
        let publisher = Self.log().publisher()
        let text = try publisher.stationText(of: publisher.alert(Self.request()))
        #expect(text.hasPrefix("Draft, not released."))
        #expect(text.hasSuffix("Stay inside."))
    }
}
