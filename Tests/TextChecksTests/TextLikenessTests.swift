import Foundation
import SeededRandom
import TestData
import Testing
import TextChecks

@Suite struct TextLikenessTests {
    @Test func `the most alike comes first, with the words that both have`() {
        let likeness = TextLikeness([
            "When does the bridge open again?", "Who closed the school?",
            "When will the River Street bridge be open?",
        ])
        let found = likeness.matches(of: "Is the River Street bridge open?")
        #expect(found.map(\.index) == [2, 0])
        #expect(found.first?.isSame == true)
        #expect(Set(found.first?.words ?? []) == ["river", "street", "bridge", "open"])
    }

    @Test func `one shared word makes no likeness, however rare it is`() {
        let likeness = TextLikeness(["Where is the shelter?", "Is it raining?"])
        #expect(likeness.matches(of: "Shelter?", from: 0.01).isEmpty)
        #expect(likeness.matches(of: "The shelter at the school", from: 0.01).isEmpty)
    }

    @Test func `a text without content words is like nothing`() {
        let likeness = TextLikeness(["", "Is it?", "The bridge fell down"])
        #expect(likeness.matches(of: "").isEmpty)
        #expect(likeness.matches(of: "Is it?").isEmpty)
        #expect(likeness.matches(of: "The bridge fell down").map(\.index) == [2])
    }

    @Test func `a text equal to another has likeness 1, and accents and endings don't matter`() {
        let likeness = TextLikeness(["Racing on the roads at night", "La policía cerró la calle"])
        #expect(likeness.matches(of: "race nights: RACING on that road at night").first?.index == 0)
        let same = likeness.matches(of: "LA POLICIA CERRO LA CALLE")
        #expect(abs((same.first?.score ?? 0) - 1) < 1e-9)
    }

    @Test func `a word in few texts counts for more than a word in many`() throws {
        let many = (1...20).map { "water main on street \($0)" }
        let likeness = TextLikeness(["The water main broke", "The turbine main broke"] + many)
        let found = likeness.matches(of: "turbine broke, water out", from: 0.01)
        #expect(found.first?.index == 1)
        #expect(found.first?.words.first == "turbine")
    }

    // MARK: Questions

    /// Written before the measure: 240 questions and 60 that ask one of them again.
    private static func questions() throws -> [(meaning: String, text: String)] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/questions.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            let columns = $0.split(separator: "\t").map(String.init)
            return (columns[0], columns[1])
        }
    }

    @Test func `of 300 questions, those proposed as the same are the 60 that ask again`() throws {
        let questions = try Self.questions()
        try #require(questions.count == 300)
        try #require(Set(questions.map(\.meaning)).count == 240)
        var generator = SeededGenerator(seed: 14)
        for _ in 0..<3 {
            let order = questions.shuffled(using: &generator)
            let likeness = TextLikeness(order.map(\.text))
            var (right, wrong) = (0, 0)
            for (place, question) in order.enumerated() {
                // The desk proposes the most alike of the earlier questions.
                let found = likeness.matches(of: question.text).first { $0.index < place }
                guard let found, found.isSame else { continue }
                if order[found.index].meaning == question.meaning { right += 1 } else { wrong += 1 }
            }
            let precision = Double(right) / Double(right + wrong)
            let recall = Double(right) / 60
            let f1 = 2 * precision * recall / (precision + recall)
            print("questions: precision \(precision), recall \(recall), pair-F1 \(f1)")
            #expect(f1 >= 0.8)
        }
    }

    // MARK: Claims that people really posted

    private static func rows(_ name: String) throws -> [[String]] {
        let file = SharedFolder.url("conformance/claims/\(name)")
        return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            .dropFirst()
            .map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(
                atPath: SharedFolder.url("conformance/claims/posts.tsv").path),
            "../shared/conformance/claims has the posts"))
    func `with 20 open rumors, most posts find theirs and few others find one`() throws {
        let posts = try Self.rows("posts.tsv").map { (text: $0[0], claim: $0[1]) }
        let claims = try Dictionary(
            uniqueKeysWithValues: Self.rows("claims.tsv").map { ($0[0], $0[1]) })
        var generator = SeededGenerator(seed: 14)
        // Each claim is open once, so that no sample decides the figure.
        var waiting = Set(posts.map(\.claim)).sorted().shuffled(using: &generator)
        var related = (count: 0, found: 0)
        var unrelated = (count: 0, found: 0)
        var same = (right: 0, wrong: 0)
        while !waiting.isEmpty {
            let open = Array(waiting.prefix(20))
            waiting.removeFirst(open.count)
            let likeness = TextLikeness(
                try open.map { try #require(claims[$0]) }, besides: posts.map(\.text))
            let others = posts.filter { !open.contains($0.claim) }
                .shuffled(using: &generator).prefix(30)
            for post in posts.filter({ open.contains($0.claim) }) + others {
                let found = likeness.matches(of: post.text).first
                let isRight = found.map { open[$0.index] == post.claim } ?? false
                if open.contains(post.claim) {
                    related.count += 1
                    if isRight { related.found += 1 }
                } else {
                    unrelated.count += 1
                    if found != nil { unrelated.found += 1 }
                }
                guard let found, found.isSame else { continue }
                if isRight { same.right += 1 } else { same.wrong += 1 }
            }
        }
        let recall = Double(related.found) / Double(related.count)
        let falseShare = Double(unrelated.found) / Double(unrelated.count)
        let precision = Double(same.right) / Double(same.right + same.wrong)
        print("claims: recall \(recall), false \(falseShare), precision at 0.4 \(precision)")
        #expect(recall >= 0.65)
        #expect(falseShare <= 0.01)
        #expect(precision >= 0.9)
    }
}
