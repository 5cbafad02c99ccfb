import HandwrittenLog
import IncidentEvents
import Publishing
import SwiftProtobuf
import Testing

@Suite struct ClaimRegisterTests {
    private static let rumor = RumorID(number: 1)

    /// A false rumor, and a correction that is released and posted on the web.
    private static func log(
        mode: IncidentMode = .live, finding: Finding? = .false, claim: String = "The dam broke.",
        identifies: [Identification] = [], isPosted: Bool = true, carrier: String = "web:mill"
    ) -> Log {
        var log = Log()
        log.open(mode: mode)
        log.add(
            .rumorReported(
                .with { ($0.rumor, $0.claim, $0.origin) = ("R1", claim, .public) }))
        if let finding {
            log.add(
                .rumorAssessed(
                    .with { ($0.rumor, $0.finding, $0.evidence) = ("R1", finding, "SECRET") }))
        }
        log.write(
            "M1", "The dam holds.", .correction, on: ["web"], corrects: ["R1"],
            identifies: identifies)
        log.release("M1", text: "The dam holds.", channels: ["web"])
        if isPosted { log.post("M1", carrier) }
        return log
    }

    private static func omission(_ log: Log) throws -> ClaimOmission? {
        let register = try log.publisher().claimRegister()
        #expect(register.shown.isEmpty == !register.leftOut.isEmpty)
        return register.leftOut.first?.reason
    }

    @Test func `a rumor that a posted correction answers is shown in the correction's words`()
        throws
    {
        let register = try Self.log().publisher().claimRegister()
        #expect(register.shown == [Self.rumor])
        #expect(register.content.contains("The dam broke."))
        #expect(register.content.contains("The dam holds."))
        #expect(!register.content.contains("SECRET"))
    }

    @Test func `without a finding, or a correction that the public sees, it is left out`() throws {
        #expect(try Self.omission(Self.log(finding: nil)) == .noFinding)
        #expect(try Self.omission(Self.log(isPosted: false)) == .notTold)
        #expect(try Self.omission(Self.log(carrier: "partners:county")) == .notTold)
        var withdrawn = Self.log()
        withdrawn.withdraw("M1", "web:mill")
        #expect(try Self.omission(withdrawn) == .notTold)
    }

    @Test func `a restricted report is left out though its correction stands`() throws {
        var log = Self.log()
        log.add(
            .visibilityChanged(
                .with { ($0.position, $0.visibility, $0.reason) = (1, .restricted, "a tip") }))
        #expect(try Self.omission(log) == .hidden)
    }

    @Test func `a claim about a person is left out, an official's is not`() throws {
        func person(_ purpose: IdentificationPurpose) -> [Identification] {
            [.with { ($0.whom, $0.purpose) = ("driver", purpose) }]
        }
        #expect(try Self.omission(Self.log(identifies: person(.suspect))) == .identifiesPerson)
        #expect(try Self.omission(Self.log(identifies: person(.official))) == nil)
        for claim in ["A Hispanic man lit it.", "Call the arsonist at 214-555-0199."] {
            guard case .namesPerson? = try Self.omission(Self.log(claim: claim)) else {
                Issue.record("\(claim) is shown")
                continue
            }
        }
    }

    @Test(arguments: [("The mill is empty.", nil), ("Nobody is hurt.", ClaimOmission.onlyInLog)])
    func `our own error is shown only in words that went out`(
        _ released: String, _ omission: ClaimOmission?
    ) throws {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", text: released, channels: ["web"])
        log.post("M1", "web:mill")
        log.add(
            .rumorReported(
                .with {
                    ($0.rumor, $0.claim, $0.origin) = ("R1", "The mill is empty", .ownMessage)
                    $0.messages = ["M1"]
                }))
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }))
        log.write("M2", "Two are inside.", .correction, on: ["web"], corrects: ["R1"])
        log.release("M2", text: "Two are inside.", channels: ["web"])
        log.post("M2", "web:mill")
        #expect(try Self.omission(log) == omission)
    }

    @Test func `each review is at its own place on the register's page`() throws {
        var log = Self.log()
        log.add(
            .rumorReported(
                .with { ($0.rumor, $0.claim, $0.origin) = ("R2", "The mill sank.", .public) }))
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R2", .false) }))
        log.write("M2", "The mill holds.", .correction, on: ["x"], corrects: ["R2"])
        log.release("M2", text: "The mill holds.", channels: ["x"])
        log.add(
            .deliveryRecorded(
                .with {
                    ($0.message, $0.carrier, $0.outcome) = ("M2", "x:mill", .posted)
                    $0.address = "https://x.example/4"
                }))
        let content = try log.publisher().claimRegister(page: "https://mill.example/r#top").content
        for rumor in ["R1", "R2"] {
            let place = "https://mill.example/r#mill-\(rumor)"
            #expect(content.contains("\"@id\" : \"\(place)\""))
            #expect(content.contains("\"url\" : \"\(place)\""))
        }
        #expect(!content.contains("x.example"))
    }

    @Test func `a correction without a text in its first language is named as the reason`() throws {
        var log = Log()
        log.open()
        log.add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R1", "The dam broke.") }))
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }))
        log.write("M1", "The dam holds.", .correction, on: ["web"], corrects: ["R1"])
        log.add(
            .messageReleased(
                .with {
                    $0.message = "M1"
                    $0.texts = [
                        .with { ($0.channel, $0.language, $0.text) = ("web", "es", "Aguanta.") }
                    ]
                }), .unspecified, .public)
        log.post("M1", "web:mill")
        #expect(try Self.omission(log) == .noText(language: "en"))
    }

    @Test(arguments: [
        "El tirador vive en la calle Olmo 1234", "Un hombre hispano prendió el fuego",
        "請撥打714-555-0190", "Su seguro social es 219 09 9999",
    ])
    func `a claim about a person is left out in whatever language it was made`(_ claim: String)
        throws
    {
        guard case .namesPerson? = try Self.omission(Self.log(claim: claim)) else {
            Issue.record("\(claim) is shown")
            return
        }
    }

    @Test func `nothing is made of a drill's rumors, an unknown rumor, or without a page`() throws {
        #expect(throws: PublishingRefusal.drillRumors(incident: "mill", mode: "EXERCISE")) {
            try Self.log(mode: .exercise).publisher().claimRegister()
        }
        #expect(throws: PublishingRefusal.unknownRumor(RumorID(number: 7))) {
            try Self.log().publisher().claimRegister(of: [RumorID(number: 7)])
        }
        #expect(throws: PublishingRefusal.noRegisterPage) {
            try Self.log().publisher(web: nil).claimRegister()
        }
    }
}

@Suite struct PublicFeedTests {
    private static func log(mode: IncidentMode = .live) -> Log {
        var log = Log()
        log.open(mode: mode)
        log.write("M1", "One is hurt.", on: ["web"])
        log.release("M1", text: "One is hurt.", channels: ["web"])
        log.post("M1", "web:mill")
        return log
    }

    private static func feed(_ log: Log, _ format: FeedFormat = .atom) throws -> PublishedFeed {
        try log.publisher().feed(of: log.records, as: format)
    }

    @Test(arguments: [FeedFormat.atom, .rss, .jsonFeed])
    func `a feed holds public entries, without names, internal notes, or what is handed out`(
        _ format: FeedFormat
    ) throws {
        var log = Self.log()
        log.add(.noteLogged(.with { ($0.note, $0.text) = ("N1", "SECRET-NOTE") }))
        log.draft("M2")
        log.release("M2", text: "SECRET-PARTNERS", channels: ["partners"])
        log.post("M2", "partners:county")
        let content = try Self.feed(log, format).content
        #expect(content.contains("One is hurt."))
        #expect(!content.contains("SECRET"))
        #expect(!content.contains("rivera"))
    }

    @Test func `a public entry that was restricted later is not in the feed`() throws {
        var log = Self.log()
        let count = try Self.feed(log).count
        let delivery = try #require(log.records.last).position
        log.add(
            .visibilityChanged(
                .with {
                    ($0.position, $0.visibility, $0.reason) = (delivery, .restricted, "a tip")
                }))
        #expect(try Self.feed(log).count == count - 1)
    }

    @Test func `an entry's id stays when later entries come`() throws {
        var log = Self.log()
        let delivery = try #require(log.records.last).position
        let id = "tag:mill.example,2027-01-15:mill/\(delivery)"
        #expect(try Self.feed(log).content.contains(id))
        log.draft("M2")
        log.release("M2", channels: ["web"])
        log.post("M2", "web:mill")
        let content = try Self.feed(log).content
        #expect(content.contains(id))
        // The newest comes first.
        let newest = try #require(log.records.last).position
        let first = try #require(content.firstRange(of: "mill/\(newest)<"))
        let second = try #require(content.firstRange(of: "mill/\(delivery)<"))
        #expect(first.lowerBound < second.lowerBound)
    }

    @Test func `a retraction raises the delivery that it takes back`() throws {
        var log = Self.log()
        log.write("M2", "Nobody is hurt.", .retraction, on: ["web"], retracts: "M1")
        log.release("M2", text: "Nobody is hurt.", channels: ["web"])
        log.post("M2", "web:mill")
        let content = try Self.feed(log, .jsonFeed).content
        #expect(content.contains("\"corrected\""))
        #expect(content.contains("\"correction\""))
    }

    @Test(arguments: [FeedFormat.atom, .rss, .jsonFeed])
    func `a message on many carriers is one entry with its fullest text and a link`(
        _ format: FeedFormat
    ) throws {
        var log = Log()
        log.open()
        log.write("M1", "Long text.", on: ["x", "web"])
        log.release("M1", text: "Short text.", channels: ["x"])
        log.release("M1", text: "Long text.", channels: ["web"])
        log.add(
            .deliveryRecorded(
                .with {
                    ($0.message, $0.carrier, $0.outcome) = ("M1", "x:mill", .posted)
                    $0.address = "https://x.example/1"
                }), .unspecified, .public)
        for carrier in ["web:mill", "web:other", "facebook:mill"] { log.post("M1", carrier) }
        let feed = try Self.feed(log, format)
        #expect(feed.count == 1)
        #expect(feed.content.contains("Update: Long text."))
        #expect(!feed.content.contains("Short text.") && !feed.content.contains("M1"))
        #expect(feed.content.contains("https://x.example/1"))
        #expect(feed.leftOut.isEmpty)
    }

    @Test func `no entry is empty, and the opening says its place once`() throws {
        var log = Self.log()
        log.add(
            .incidentClosed(.with { $0.reason = "SECRET" }), .unspecified, .public)
        let content = try Self.feed(log).content
        #expect(!content.contains("<content type=\"text\"></content>"))
        #expect(content.contains("<content type=\"text\">Incident closed.</content>"))
        var named = Log()
        named.add(
            .incidentOpened(
                .with {
                    ($0.title, $0.place, $0.zone) = ("Fire, Old Mill", "Old Mill", "UTC")
                    $0.mode = .live
                }), at: nil, claimed: nil, .unspecified, .public)
        #expect(try Self.feed(named).content.contains("<title>Incident opened: Fire, Old Mill.<"))
    }

    @Test func `no two entries have the same time of change, and it stays when others come`() throws
    {
        func times(_ content: String) -> [String] {
            content.matches(of: /<updated>([^<]+)<\/updated>/).map { String($0.output.1) }
        }
        var log = Log()
        log.open()
        log.add(
            .incidentClosed(.with { $0.reason = "over" }), at: 0, claimed: nil, .unspecified,
            .public)
        log.add(
            .incidentReopened(.with { $0.reason = "again" }), at: 0, claimed: nil, .unspecified,
            .public)
        let early = times(try Self.feed(log).content)
        // The feed's own is its newest entry's.
        #expect(Set(early).count == early.count - 1 && early.count == 3, "\(early)")
        log.add(
            .incidentClosed(.with { $0.reason = "over" }), at: 9, claimed: nil, .unspecified,
            .public)
        #expect(Set(early).isSubset(of: times(try Self.feed(log).content)))
    }

    @Test func `an edit that is released and posted again updates the entry`() throws {
        var log = Self.log()
        let id = "mill/\(try #require(log.records.last).position)"
        log.release("M1", text: "Two are hurt.", channels: ["web"])
        log.post("M1", "web:mill")
        let feed = try Self.feed(log)
        #expect(feed.content.contains("\(id)</id>"))
        #expect(feed.content.contains("Two are hurt.") && !feed.content.contains("One is hurt."))
    }

    @Test func `texts taken down from several carriers are one entry`() throws {
        var log = Self.log()
        log.post("M1", "x:mill")
        let count = try Self.feed(log).count
        log.withdraw("M1", "web:mill")
        log.withdraw("M1", "x:mill")
        let feed = try Self.feed(log)
        #expect(feed.count == count + 1)
        #expect(feed.content.contains("Update: taken down"))
        #expect(feed.content.contains("Taken down from web:mill, x:mill."))
    }

    @Test func `what is left out is named with the reason`() throws {
        var log = Self.log()
        let delivery = try #require(log.records.last).position
        log.draft("M2")
        log.release("M2", channels: ["partners"])
        log.post("M2", "partners:county")
        log.draft("M3")
        log.release("M3", channels: ["x"], .internal)
        log.post("M3", "x:mill")
        log.add(
            .visibilityChanged(
                .with {
                    ($0.position, $0.visibility, $0.reason) = (delivery, .restricted, "a tip")
                }))
        let leftOut = try Self.feed(log).leftOut
        #expect(leftOut.map(\.message) == (1...3).map { MessageID(number: $0) })
        #expect(leftOut.map(\.reason) == [.hidden, .notPublic, .noText])
    }

    @Test func `ids of the log are words in public entries`() throws {
        var log = Log()
        log.open()
        func add(_ event: IncidentEvent.OneOf_Kind) { log.add(event, .unspecified, .public) }
        add(.factRecorded(.with { ($0.fact, $0.statement) = ("F1", "Two are hurt.") }))
        add(.factCleared(.with { $0.fact = "F1" }))
        add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R1", "The dam broke.") }))
        add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }))
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F2", "SECRET") }))
        add(.factRefuted(.with { ($0.fact, $0.by) = ("F1", "F2") }))
        let content = try Self.feed(log, .jsonFeed).content
        #expect(content.contains("\"title\" : \"Two are hurt.\""), "\(content)")
        #expect(content.contains("A claim: The dam broke."))
        #expect(content.contains("The claim \\\"The dam broke.\\\" is false."))
        #expect(content.contains("\\\"Two are hurt.\\\" was wrong; a fact replaces it."))
        #expect(!content.contains("SECRET"))
        #expect(content.firstMatch(of: /"title" : "[^"]*\b[FRM][0-9]/) == nil)
    }

    @Test func `a drill's titles begin with its mode, and a page is needed`() throws {
        #expect(try Self.feed(Self.log(mode: .exercise)).content.contains("EXERCISE: "))
        #expect(try !Self.feed(Self.log()).content.contains("LIVE"))
        let log = Self.log()
        #expect(throws: PublishingRefusal.noFeedPage) {
            try log.publisher(web: nil).feed(of: log.records, as: .atom)
        }
    }
}

@Suite struct SheetTests {
    @Test(arguments: [SheetKind.release, .podium])
    func `a sheet says that it is a draft until its text is released`(_ kind: SheetKind) throws {
        var log = Log()
        log.open()
        log.write("M1", "Stay inside.", on: ["web"])
        let draft = try log.publisher().sheet(kind, of: MessageID(number: 1))
        #expect(!draft.isReleased)
        #expect(draft.markdown.contains("DRAFT, NOT RELEASED"))
        log.release("M1", text: "Stay inside.", channels: ["web"], nextUpdate: 90)
        let released = try log.publisher().sheet(kind, of: MessageID(number: 1))
        #expect(released.isReleased)
        #expect(!released.markdown.contains("DRAFT"))
        #expect(released.markdown.contains("# Mill fire"))
        #expect(released.markdown.contains("13:30 UTC"))
    }

    @Test func `a drill's sheet is marked though its text is released`() throws {
        var log = Log()
        log.open(mode: .exercise)
        log.write("M1", "Stay inside.", on: ["web"])
        log.release("M1", text: "Stay inside.", channels: ["web"])
        let sheet = try log.publisher().sheet(.podium, of: MessageID(number: 1))
        #expect(sheet.markdown.contains("EXERCISE"))
    }

    @Test func `a language without headings, or without a text, is refused`() throws {
        var log = Log()
        log.open()
        log.write("M1", "Stay inside.", on: ["web"])
        let publisher = log.publisher()
        let id = MessageID(number: 1)
        #expect(throws: PublishingRefusal.noHeadings(language: "fr")) {
            try publisher.sheet(.release, of: id, language: "fr")
        }
        #expect(throws: PublishingRefusal.noText(id, language: "es", has: ["en"])) {
            try publisher.sheet(.release, of: id, language: "es")
        }
    }
}
