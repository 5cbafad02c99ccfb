public import TextChecks
internal import Channels
internal import IncidentEvents
public import Playbooks

extension Guard {
    /// Findings from the text alone, on public channels.
    public static func wording(_ rule: TextRule) -> Guard {
        Guard(rule.rawValue, .warns, summary: rule.summary, reason: rule.reason) { judged in
            judged.gathered { variant in
                (judged.textRemarks[variant.key] ?? [])
                    .filter {
                        $0.rule == rule && !judged.isDeclared($0)
                            // There another guard stops it.
                            && !(rule == .raceAlone && judged.isEveryday)
                    }
                    .map { ($0.span, $0.finding, Remedy($0.remedy)) }
            }
        }
    }
}

extension Guard {
    /// A description by race alone in work without danger.
    public static let raceAloneEveryday = Guard(
        "race-alone-everyday", .blocksUnlessOverridden,
        summary:
            "In everyday work: a description of a person by race without three other features that single them out.",
        reason: TextRule.raceAlone.reason
    ) { judged in
        guard judged.isEveryday else { return [] }
        return judged.gathered { variant in
            (judged.textRemarks[variant.key] ?? []).filter { $0.rule == .raceAlone }
                .map { ($0.span, $0.finding, Remedy($0.remedy)) }
        }
    }
}

extension JudgedMessage {
    /// Whether nobody is in danger: a routine incident, or one by a playbook for nothing else.
    var isEveryday: Bool { state.mode == .routine || context.playbook.isEveryday }

    /// A declared identification, such as the plate in a Blue Alert, has its own guard.
    fileprivate func isDeclared(_ remark: TextRemark) -> Bool {
        guard remark.rule == .personalData, case .persons(let persons) = message.declaration else {
            return false
        }
        let details = Set(persons.flatMap(\.details))
        if remark.finding.hasPrefix("A plate") { return details.contains(.plate) }
        if remark.finding.hasPrefix("A street address") { return details.contains(.homeAddress) }
        return false
    }
}

extension TextJudge {
    /// The judge with a playbook's and a department's settings.
    ///
    /// - Parameter known: Phrases allowed in the text, in addition to the department's own.
    public init(
        _ guards: Playbook.GuardSettings, _ department: Department?, known: [String] = [],
        isEveryday: Bool = false
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
                + (department?.accounts.map(\.account) ?? []), isEveryday: isEveryday)
    }
}
