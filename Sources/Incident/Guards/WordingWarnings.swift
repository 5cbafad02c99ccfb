public import TextChecks
internal import Channels
internal import IncidentEvents
public import Playbooks

/// What a text alone gives away, on the channels that the public receives.
extension MessageGuards {
    /// Call-takers, staff and partners may be told in the service's own words.
    var publicVariants: [Message.Variant] {
        variants.filter(\.key.channel.isPublic)
    }

    var wording: [GuardFinding] {
        let judge = TextJudge(
            context.playbook.guards, context.department,
            known: [
                state.opening?.place, message.elements.location, state.opening?.title,
                context.playbook.guards.exerciseMarking,
            ].compactMap(\.self))
        return gathered { variant in
            judge.remarks(on: variant.text, language: variant.key.language).filter { remark in
                !isDeclared(remark)
            }.map { (.wording($0.rule), $0.span, $0.finding, Remedy($0.remedy)) }
        }
    }

    /// What a declared identification shows, such as the plate in a Blue Alert, is judged by its
    /// own guard.
    private func isDeclared(_ remark: TextRemark) -> Bool {
        guard remark.rule == .personalData, case .persons(let persons) = message.declaration else {
            return false
        }
        let details = Set(persons.flatMap(\.details))
        if remark.finding.hasPrefix("A plate") { return details.contains(.plate) }
        if remark.finding.hasPrefix("A street address") { return details.contains(.homeAddress) }
        return false
    }

    /// One found at one place of a text: the guard, where, what, how to mend it.
    typealias Remark = (GuardID, Range<Int>, String, Remedy)

    /// Judges each text, and puts what is the same on several channels into one finding.
    func gathered(_ judge: (Message.Variant) -> [Remark]) -> [GuardFinding] {
        var findings: [GuardFinding] = []
        var indices: [GuardFinding: Int] = [:]
        for variant in publicVariants {
            for (guardID, span, text, remedy) in judge(variant) {
                let place = GuardFinding.Place(key: variant.key, span: span)
                let channel = variant.key.channel
                let finding = finding(guardID, text, remedy: remedy)
                if let index = indices[finding] {
                    findings[index].places.append(place)
                    if !findings[index].channels.contains(channel) {
                        findings[index].channels.append(channel)
                    }
                } else {
                    indices[finding] = findings.count
                    findings.append(finding)
                    findings[findings.count - 1].places = [place]
                    findings[findings.count - 1].channels = [channel]
                }
            }
        }
        return findings
    }
}

extension TextJudge {
    /// The judge that a playbook and a department ask for.
    ///
    /// - Parameter known: What may stand in the text besides the department's own.
    public init(
        _ guards: Playbook.GuardSettings, _ department: Department?, known: [String] = []
    ) {
        let policy = department?.policy ?? Department.Policy()
        let own = [
            department?.name, department?.jurisdiction, department?.hotline, department?.web,
        ]
        self.init(
            readingGrade: guards.readingGrade,
            allowedIdentities: guards.identityTerms.union(policy.identityTerms),
            blameWords: policy.blameWords, jargonWords: policy.jargonWords,
            known: known + own.compactMap(\.self) + policy.publicContacts
                + (department?.accounts.map(\.account) ?? []))
    }
}
