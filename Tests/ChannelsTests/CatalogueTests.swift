import Channels
import Testing

@Suite struct CatalogueTests {
    @Test func `holds every channel that we draft for`() {
        #expect(
            ChannelCatalogue.all.map(\.id.rawValue) == [
                "x", "bluesky", "mastodon", "threads", "facebook", "instagram", "nextdoor", "sms",
                "wea90", "wea360", "eas", "email", "web", "blog", "release", "podium",
                "press-conference", "radio", "call-takers", "internal", "partners",
            ])
    }

    @Test func `every entry is dated and sourced, and none is listed twice`() {
        let entries = ChannelCatalogue.all + ChannelCatalogue.outlets
        for channel in entries {
            #expect(channel.asOf == "2026-11-22")
            #expect(!channel.source.isEmpty && !channel.title.isEmpty)
        }
        #expect(Set(entries.map(\.id)).count == entries.count)
    }

    @Test func `outlets of others carry but are never drafted for`() {
        for id: ChannelID in ["tv", "news-wire", "periscope", "phone", "in-person"] {
            #expect(ChannelCatalogue.channel(id) == nil)
            #expect(ChannelCatalogue.outlet(id)?.id == id)
            #expect(ChannelCatalogue.knows(id))
        }
        #expect(!ChannelCatalogue.knows("pigeon"))
    }

    @Test func `only call-takers, staff and partners are not the public`() {
        #expect(
            ChannelCatalogue.all.filter { !$0.isPublic }.map(\.id) == [
                .callTakers, .internal, .partners,
            ])
    }

    @Test(arguments: [
        ("mastadon", ChannelID.mastodon), ("face-book", .facebook), ("wea-90", .wea90),
        ("call-taker", .callTakers),
    ])
    func `a misspelt id finds its neighbour`(id: String, near: ChannelID) {
        #expect(ChannelCatalogue.nearest(to: ChannelID(rawValue: id)) == near)
    }

    @Test func `an id like no other finds none`() {
        #expect(ChannelCatalogue.nearest(to: "carrier-pigeon") == nil)
        #expect(ChannelCatalogue.nearest(to: "") == nil)
    }

    @Test func `ids compare by bytes`() {
        #expect(ChannelID(rawValue: "\u{E9}") != ChannelID(rawValue: "e\u{301}"))
        #expect(ChannelID.bluesky < .x)
    }
}

@Suite struct CarrierTests {
    @Test(arguments: ["x:DallasPD", "tv:station-4", "mastodon:pio@dallas.social", "phone:a:b"])
    func `reads and prints the same form`(text: String) throws {
        #expect(try Carrier(text).description == text)
    }

    @Test func `splits at the first colon`() throws {
        let carrier = try Carrier("x:DallasPD")
        #expect(carrier.channel == .x)
        #expect(carrier.account == "DallasPD")
        #expect(try carrier == Carrier(channel: .x, account: "DallasPD"))
    }

    @Test(arguments: [
        ("DallasPD", "it must be CHANNEL:ACCOUNT"),
        ("", "it must be CHANNEL:ACCOUNT"),
        ("x:", "the account is missing after the colon"),
        ("x:@DallasPD", "the account must not start with @"),
        ("tv:station 4", "the account has a space or a control character; use hyphens"),
        ("tv:a\u{0}b", "the account has a space or a control character; use hyphens"),
        ("tvv:station-4", "tvv isn't a channel, did you mean tv?"),
        (":a", " isn't a channel"),
    ])
    func `says why a text names no carrier`(text: String, reason: String) {
        let error = #expect(throws: CarrierError.self) { try Carrier(text) }
        #expect(error?.reason == reason)
    }

    @Test func `refuses an account of more than 200 bytes`() throws {
        _ = try Carrier("x:" + String(repeating: "a", count: 200))
        #expect(throws: CarrierError.self) {
            try Carrier("x:" + String(repeating: "a", count: 201))
        }
    }

    @Test func `accounts compare by bytes`() throws {
        let composed = try Carrier("tv:caf\u{E9}")
        let decomposed = try Carrier("tv:cafe\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(try Carrier("x:DallasPD") != Carrier("x:dallaspd"))
        #expect(try Carrier("tv:b") < Carrier("x:a"))
    }
}
