import Foundation
import Testing

/// The addresses of posts.
@Suite struct PostAddressTests {
    private func posting() throws -> Team {
        let team = try Team()
        try team.done(
            "message draft update --text \"Route 9 is closed.\" --identifies nobody"
                + " --rests-on nothing --reason \"the road crew said it on the radio\""
                + " --on x facebook radio --next-update +30m --submit")
        try team.done("message approve M2 --release --yes", as: "kim")
        return team
    }

    @Test(arguments: [
        ("facebook=https://x.com/MillFalls/status/1", "is on x"),
        ("x=https://www.facebook.com/MillFalls/1", "is on facebook"),
        ("x=foo", "isn't the address of a page"),
        ("x=https://nowhere", "isn't the address of a page"),
        ("x=ftp://x.com/1", "isn't the address of a page"),
        ("\"x=https://x.com/a b\"", "isn't the address of a page"),
    ])
    func `an address of another network, or of nothing, is refused`(
        account: String, why: String
    ) throws {
        let team = try posting()
        let before = try team.desk.bytes()
        let refused = try team.type("message posted M2 \(account)")
        #expect(refused.status == 65, "\(refused.errors)")
        #expect(refused.errors.contains(why) && refused.errors.contains("e.g. https://"))
        #expect(try team.desk.bytes() == before)
    }

    @Test(arguments: [
        "x=https://x.com/MillFalls/status/1", "x=https://mobile.twitter.com/MillFalls/status/1",
        "facebook=https://fb.me/1", "radio=https://www.youtube.com/watch?v=1", "x",
        "x=https://short.example/1",
    ])
    func `an address there, or on a server of no network, is taken`(account: String) throws {
        try posting().done("message posted M2 \(account)")
    }

    @Test func `a sighting of a rumor names an address of its own outlet`() throws {
        let team = try Team()
        let refused = try team.type(
            "rumor report \"The dam broke\" --on facebook:Neighbors --address https://x.com/1")
        #expect(refused.status == 65 && refused.errors.contains("is on x"), "\(refused.errors)")
        try team.done(
            "rumor report \"The dam broke\" --on facebook:Neighbors --address https://facebook.com/1"
        )
        let sighting = try team.type("rumor sight R1 x:Neighbor --address https://facebook.com/2")
        #expect(sighting.status == 65 && sighting.errors.contains("is on facebook"))
    }
}
