internal import IncidentEvents
internal import Playbooks
internal import TextChecks

extension Guard {
    /// An exercise text that doesn't begin with the marking, and any text that fakes or denies it.
    public static let exerciseMarking = Guard(
        "exercise-marking", .blocks,
        summary:
            "An exercise text that doesn't begin with the exercise marking, or any text that fakes or denies one.",
        reason:
            "An exercise that reads as real is a false alert, and a real alert that reads as an exercise kills."
    ) { judged in
        // The record of a past incident holds its texts as they were.
        guard judged.state.mode != .reenactment else { return [] }
        let marking = judged.context.playbook.guards.exerciseMarking
        let isExercise = judged.state.mode == .exercise
        return judged.variants.compactMap { variant in
            let posts = variant.parts.isEmpty ? [variant.text] : variant.parts
            let words = ExerciseWords(variant.text, judged.words(of: variant))
            let finding: String
            if isExercise, !posts.allSatisfy({ $0.hasPrefix(marking) }) {
                finding = "doesn't begin with \"\(marking)\""
            } else if let denial = words.denial {
                finding = "says \"\(denial)\", which denies or fakes an exercise"
            } else if !isExercise, variant.text.hasPrefix(marking) || words.beginsAsExercise {
                finding = "begins as an exercise text, and this isn't an exercise"
            } else {
                return nil
            }
            return Flaw(
                "The text of \(judged.id) for \(variant.key) \(finding).", of: variant.key,
                remedy: "Write it without: \(do: judged.edit(variant.key))")
        }
    }
}
