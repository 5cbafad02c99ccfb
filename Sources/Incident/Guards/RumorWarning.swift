internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

extension Guard {
    /// A text that repeats a rumor's claim.
    public static let rumorRepeated = Guard(
        "rumor-repeated", .warns,
        summary: "A sentence that repeats a rumor's claim in a message that doesn't correct it.",
        reason:
            "People believe claims that they read repeatedly, no matter who says them: Lewandowsky et al., The Debunking Handbook, 2020."
    ) { judged in
        let said = judged.message.cites.compactMap { judged.state.facts[$0.fact]?.statement }
            .map { ClaimEcho($0) }
        let echoes = judged.state.rumors.all.compactMap { rumor -> (Rumor, ClaimEcho)? in
            guard !judged.isCorrected(rumor) else { return nil }
            let echo = ClaimEcho(rumor.claim)
            // The rumor isn't assessed yet, but a fact that may be said has the same words.
            if rumor.assessment == nil, said.contains(where: echo.isHeld) { return nil }
            return (rumor, echo)
        }
        guard !echoes.isEmpty else { return [] }
        return judged.gathered { variant in
            let sentences = ClaimEcho.Sentences(judged.words(of: variant))
            return echoes.flatMap { rumor, echo in
                echo.places(in: sentences, unlessSaid: said).map { span in
                    (
                        span,
                        "This repeats the claim of \(rumor.id), and \(judged.id) doesn't correct it.",
                        "If it is a correction: \(do: .reviseMessage(judged.message.id, .corrects(rumor.id))). If not, leave it out."
                    )
                }
            }
        }
    }
}

extension Guard {
    /// A correction that repeats what is said about a person.
    public static let personRepeated = Guard(
        "person-repeated", .blocks,
        summary: "A text that repeats a claim about a person, or the person's name.",
        reason: "Every repetition makes more people look for the person: Dallas 2016, Boston 2013."
    ) { judged in
        let known = judged.context.familiarNames(in: judged.state)
        let claims = judged.state.rumors.all.filter {
            $0.isAboutPerson && $0.assessment?.finding != .true
        }.map { rumor in
            (
                rumor, ClaimEcho(rumor.claim),
                NamedPerson(in: rumor.claim, known: known).names
            )
        }
        return judged.gathered(among: judged.variants) { variant in
            let sentences = ClaimEcho.Sentences(judged.words(of: variant))
            return claims.flatMap { rumor, echo, names in
                let named = names.compactMap { name -> Range<Int>? in
                    variant.text.range(of: name, options: .caseInsensitive).map { range in
                        variant.text.utf8.distance(
                            from: variant.text.startIndex, to: range.lowerBound)..<variant.text.utf8
                            .distance(
                                from: variant.text.startIndex, to: range.upperBound)
                    }
                }
                return (echo.places(in: sentences) + named).map { span -> JudgedMessage.Remark in
                    (
                        span, "This repeats what \(rumor.id) says about a person.",
                        "Say what is right without the claim and the name: \(do: judged.edit(variant.key))"
                    )
                }
            }
        }
    }
}

extension JudgedMessage {
    fileprivate func isCorrected(_ rumor: Rumor) -> Bool {
        if rumor.assessment?.finding == .true { return true }
        if message.corrects.contains(rumor.id) || rumor.messages.contains(message.id) {
            return true
        }
        return message.retracts.map(rumor.messages.contains) ?? false
    }
}
