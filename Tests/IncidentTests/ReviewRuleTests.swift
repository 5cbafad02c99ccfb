import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import Testing

/// Ratings, lessons and corrective actions.
@Suite struct ReviewRuleTests {
    private func rate(
        _ subject: String, _ rating: PerformanceRating = .someChallenges, because: String = "late"
    ) -> Command {
        .review(.rate(subject, capability: "Public Information", rating, because: because))
    }

    private func action(_ text: String, lesson: LessonID? = nil) -> Command {
        .review(
            .assignAction(
                text, owner: "duty-pio", due: Scenario.start.advanced(by: .seconds(86_400)),
                lesson: lesson))
    }

    private func scenario(_ mode: IncidentMode = .live) throws -> Scenario {
        var scenario = try Scenario(
            opened: mode,
            department: .test.with {
                $0.people.append(Department.Person(id: "eva", roles: [.evaluator]))
            })
        if mode == .reenactment { return scenario }
        try scenario.given("ic-1", .lifecycle(.assignRole("pio-2", to: .evaluator)))
        return scenario
    }

    @Test func `an evaluator rates, and the log keeps who, what and why`() throws {
        var scenario = try scenario()
        scenario.when("eva", rate("First warning")).then("rating-given")
        try scenario.given("eva", rate("First warning"))
        let rating = try #require(scenario.state.ratings.first)
        #expect(rating.subject == "First warning")
        #expect(rating.capability == "Public Information")
        #expect(rating.rating == .someChallenges)
        #expect(rating.reason == "late")
        #expect(rating.stamp.actor == "eva")
        #expect(rating.stamp.role == .evaluator)
    }

    @Test
    func `a corrective action has a start, an element and an organization where they are given`()
        throws
    {
        var scenario = try scenario()
        let day = Scenario.start.advanced(by: .seconds(86_400))
        func assign(start: Instant?) -> Command {
            .review(
                .assignAction(
                    "Drill", owner: "duty-pio", organization: "Mill County", start: start,
                    due: day, element: .training, lesson: nil))
        }
        try scenario.given("pio-1", assign(start: Scenario.start), action("Watch"))
        let actions = scenario.state.actions.all
        #expect(actions.map(\.organization) == ["Mill County", nil])
        #expect(actions.map(\.start) == [Scenario.start, nil])
        #expect(actions.map(\.element) == [.training, nil])
        scenario.when("pio-1", assign(start: day.advanced(by: .seconds(1))))
            .thenRefused(.invalid, "starts after it is due")
    }

    @Test func `nobody but an evaluator rates, in a reenactment neither its controller`() throws {
        let live = try scenario()
        live.when("ic-1", rate("First warning"))
            .thenRefused(
                .unauthorized, "ic-1 isn't an evaluator",
                next: .assignRole(actor: "ic-1", role: .evaluator))
        live.when("watcher-1", rate("x")).thenRefused(.unauthorized, "isn't an evaluator")
        live.when("pio-2", role: .pio, rate("x"))
            .thenRefused(.unauthorized, "acts as pio", naming: .role)
        live.when("pio-2", rate("x")).then("rating-given")
        let past = try scenario(.reenactment)
        past.when("ctl-1", rate("x")).thenRefused(.unauthorized, "ctl-1 isn't an evaluator")
        past.when("eva", rate("x")).then("rating-given")
    }

    @Test func `no playbook hands ratings to another role`() throws {
        var scenario = try scenario()
        scenario.playbook = scenario.playbook.with { $0.authorities[.review] = [.pio] }
        scenario.when("pio-1", rate("x")).thenRefused(.unauthorized, "isn't an evaluator")
        scenario.when("eva", rate("x")).then("rating-given")
        scenario.when("eva", action("x")).thenRefused(.unauthorized, "may not review")
    }

    @Test func `a rating is revised, and the same one again is nothing new`() throws {
        var scenario = try scenario()
        try scenario.given("eva", rate("First warning"))
        scenario.when("eva", rate("First warning")).thenNothing()
        scenario.when("eva", rate("First warning", because: "late on sms")).then("rating-given")
        try scenario.given("eva", rate("First warning", .performed))
        scenario.when("pio-2", role: .evaluator, rate("First warning", .performed))
            .then("rating-given")
        #expect(scenario.state.ratings.map(\.rating) == [.someChallenges, .performed])
        // It neither revises nor repeats the rating of another task or capability.
        try scenario.given("eva", rate("Second warning"))
        scenario.when("pio-2", role: .evaluator, rate("Second warning", .performed))
            .then("rating-given")
        scenario.when("eva", rate("Second warning")).thenNothing()
        scenario.when(
            "eva",
            .review(
                .rate("Second warning", capability: "Planning", .someChallenges, because: "late"))
        ).then("rating-given")
        try scenario.given("eva", rate("Third warning", .performed))
        scenario.when("eva", rate("Second warning")).thenNothing()
        // Changing it back is also a change.
        scenario.when("eva", rate("First warning")).then("rating-given")
    }

    @Test func `a rating says what, how and why`() throws {
        let scenario = try scenario()
        scenario.when("eva", rate(" ")).thenRefused(.invalid, "capability or task is empty")
        scenario.when("eva", rate("x", because: "")).thenRefused(.invalid, "reason is empty")
        scenario.when("eva", rate("x", .unspecified)).thenRefused(.invalid, "P, S, M, U")
    }

    @Test func `lessons and corrective actions get ids in order`() throws {
        var scenario = try scenario()
        try scenario.given(
            "watcher-1", .review(.recordLesson("Fast", isStrength: true, capability: "")),
            .review(.recordLesson("No stream", isStrength: false, capability: "Planning")),
            action("Put up a monitor", lesson: "L2"))
        #expect(scenario.state.lessons.all.map(\.id) == ["L1", "L2"])
        #expect(scenario.state.lessons["L1"]?.isStrength == true)
        #expect(scenario.state.lessons["L2"]?.capability == "Planning")
        #expect(scenario.state.actions["A1"]?.lesson == "L2")
        #expect(scenario.state.actions["A1"]?.owner == "duty-pio")
        scenario.when("watcher-1", action("x", lesson: "L9"))
            .thenRefused(.unknownThing, "no lesson L9", next: .recordLesson)
        scenario.when("watcher-1", .review(.recordLesson("", isStrength: true, capability: "")))
            .thenRefused(.invalid, "lesson is empty")
    }

    @Test func `a corrective action is done once`() throws {
        var scenario = try scenario()
        let done = Command.review(.completeAction("A1", note: "tried"))
        scenario.when("pio-1", done).thenRefused(.unknownThing, "no corrective action A1")
        try scenario.given("pio-1", action("Put up a monitor"), done)
        #expect(scenario.state.actions["A1"]?.completion?.note == "tried")
        scenario.when("pio-1", done).thenNothing()
    }

    @Test func `the review goes on after closing, and those who make it can still be named`()
        throws
    {
        var scenario = try scenario()
        try scenario.given("ic-1", .lifecycle(.close(reason: "over")))
        try scenario.given("eva", rate("x"))
        try scenario.given(
            "ic-1", .lifecycle(.assignRole("guest", to: .evaluator, agency: "county")))
        try scenario.given(
            "guest", rate("y"),
            .review(.recordLesson("Fast", isStrength: true, capability: "")), action("z"),
            .review(.completeAction("A1", note: "")))
        scenario.when("ic-1", .lifecycle(.assignRole("guest", to: .pio)))
            .thenRefused(.notNow, "closed")
        #expect(scenario.state.isClosed)
        #expect(scenario.state.ratings.map(\.subject) == ["x", "y"])
    }

    @Test func `the id of a lesson or action whose text was removed is not given out again`() throws
    {
        var scenario = try scenario()
        scenario.append(.redacted(type: "lesson-recorded"))
        scenario.append(.redacted(type: "corrective-action-assigned"))
        try scenario.given(
            "pio-1", .review(.recordLesson("x", isStrength: true, capability: "")), action("y"))
        #expect(scenario.state.lessons.all.map(\.id) == ["L2"])
        #expect(scenario.state.actions.all.map(\.id) == ["A2"])
    }
}
