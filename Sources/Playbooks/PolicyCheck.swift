internal import Basics
internal import Channels
internal import IncidentEvents

/// What of the whole library and the department file doesn't hold the policy, found before an
/// incident and not in it.
///
/// It can't judge viewpoint neutrality, tone, or whether an exception truly applies.
public struct PolicyCheck: Sendable {
    /// A fault, what it is about, and how to mend it.
    public struct Finding: Hashable, Sendable, Encodable {
        /// The check, such as `no-night-approver`.
        public var check: String
        public var level: PolicyRule.Level
        /// A playbook, role, rule or standing approval.
        public var subject: String
        /// One sentence.
        public var finding: String
        /// The mend, one sentence.
        public var remedy: String

        public init(
            check: String, level: PolicyRule.Level, subject: String, finding: String,
            remedy: String
        ) {
            self.check = check
            self.level = level
            self.subject = subject
            self.finding = finding
            self.remedy = remedy
        }
    }

    /// The findings, the weightiest first.
    public let findings: [Finding]

    /// - Parameters:
    ///   - exercised: By playbook, the day of its last exercise in this home, `2026-01-31`.
    ///   - today: The day in the department's zone, `2026-11-30`.
    public init(
        _ department: Department, _ playbooks: [Playbook], exercised: [String: String],
        today: String
    ) {
        let library = Library(
            department: department, playbooks: playbooks, exercised: exercised, today: today)
        let found =
            library.unarmed + library.nights + library.holders + library.rules
            + library.standingApprovals + library.retention + library.languages
            + library.exercises + library.takedowns
        findings = PolicyRule.Level.allCases.flatMap { level in
            found.filter { $0.level == level }
        }
    }
}

private struct Library {
    typealias Finding = PolicyCheck.Finding

    let department: Department
    let playbooks: [Playbook]
    let exercised: [String: String]
    let today: String

    /// An approval that ends within this many days is worth a word.
    private static let noticeDays: Int64 = 30
    private static let exerciseDays: Int64 = 365
    /// The kinds whose texts keep people alive.
    private static let lifeSafety: Set<MessageKind> = [.alert, .allClear, .retraction]

    var unarmed: [Finding] {
        playbooks.flatMap { playbook in
            playbook.templates.filter { $0.kind == .alert && $0.armed == nil }.map {
                Finding(
                    check: "warning-without-retraction", level: .stop, subject: playbook.id,
                    finding:
                        "The alert \"\($0.id)\" of \(playbook.id) has no armed all-clear and false-alert texts.",
                    remedy: "Name them under its \"armed\".")
            }
        }
    }

    /// Kinds of texts, with their channels, that nobody who works at night may approve.
    var nights: [Finding] {
        let roles = Set(department.people.filter(\.nights).flatMap(\.roles))
        // Everyday posts wait for the morning.
        return playbooks.filter { !$0.isEveryday }.compactMap { playbook in
            let waiting = playbook.templates.filter { template in
                roles.isDisjoint(with: playbook.approvers(of: template.kind))
                    && !isApprovedInAdvance(template, of: playbook)
            }
            guard !waiting.isEmpty else { return nil }
            let kinds = waiting.map(\.kind.word).uniqued().joined(separator: ", ")
            let channels = waiting.flatMap { $0.channels ?? playbook.channels }.uniqued()
                .map(\.rawValue).joined(separator: ", ")
            return Finding(
                check: "no-night-approver", level: .stop, subject: playbook.id,
                finding:
                    "At night nobody may approve \(kinds) of \(playbook.id), so nothing of these goes out on \(channels).",
                remedy:
                    "Give a person with the role \(waiting.flatMap { playbook.approvers(of: $0.kind) }.uniqued().map(\.rawValue).joined(separator: " or ")) \"nights: true\" in the department file."
            )
        }
    }

    private func isApprovedInAdvance(_ template: MessageTemplate, of playbook: Playbook) -> Bool {
        approvals.contains { approval in
            (approval.of ?? playbook.id) == playbook.id
                && approval.standing.template == template.id && days(until: approval.standing) >= 0
        }
    }

    var holders: [Finding] {
        let needed = playbooks.flatMap { playbook in
            playbook.steps.map(\.role)
                + playbook.templates.flatMap { playbook.approvers(of: $0.kind) }
        }
        return Role.known.filter(Set(needed).contains).compactMap { role in
            let holders = department.people.filter { $0.roles.contains(role) }.map(\.id)
            guard holders.count < 2 else { return nil }
            return Finding(
                check: "role-without-second", level: .warn, subject: role.rawValue,
                finding: holders.first.map { "Only \($0) holds the role \(role.rawValue)." }
                    ?? "Nobody holds the role \(role.rawValue).",
                remedy: "Name another person for it in the department file.")
        }
    }

    var rules: [Finding] {
        department.policy.rules.flatMap { rule -> [Finding] in
            var findings: [Finding] = []
            if rule.source == nil {
                findings.append(
                    Finding(
                        check: "rule-without-source", level: .warn, subject: rule.id,
                        finding: "The rule \(rule.id) names no source.",
                        remedy: "Name the law, order or decision under \"source\"."))
            }
            if let day = rule.reviewBy, let left = days(until: day), left < 0 {
                findings.append(
                    Finding(
                        check: "rule-past-review", level: .warn, subject: rule.id,
                        finding: "The rule \(rule.id) was to be reviewed by \(day).",
                        remedy: "Review it and set a new \"review-by\"."))
            }
            if let word = Self.views.first(where: { rule.text.lowercased().contains($0) }) {
                findings.append(
                    Finding(
                        check: "rule-names-viewpoint", level: .warn, subject: rule.id,
                        finding:
                            "The rule \(rule.id) speaks of \"\(word)\", and a view alone is no ground to hide a comment.",
                        remedy: "Name conduct instead, such as threats, or have counsel read it."))
            }
            return findings
        }
    }

    /// The beginnings of words by which a rule is about views and not about conduct.
    private static let views = [
        "viewpoint", "point of view", "opinion", "critici", "critique", "critical of", "disagree",
        "negative", "disparag", "disrespect", "unfriendly", "off-message", "anti-police",
    ]

    var standingApprovals: [Finding] {
        approvals.compactMap { approval in
            let left = days(until: approval.standing)
            guard left <= Self.noticeDays else { return nil }
            let name = "\(approval.of.map { "\($0)/" } ?? "")\(approval.standing.template)"
            return Finding(
                check: "standing-approval-ends", level: .warn, subject: name,
                finding: left < 0
                    ? "The standing approval of \(name) ended on \(approval.standing.expires)."
                    : "The standing approval of \(name) ends on \(approval.standing.expires).",
                remedy: "Have \(approval.standing.approver) renew it.")
        }
    }

    var retention: [Finding] {
        let missing = PolicyRule.RecordClass.allCases.filter {
            department.policy.retention[$0] == nil
        }
        guard !missing.isEmpty else { return [] }
        let list = missing.map(\.rawValue).joined(separator: ", ")
        return [
            Finding(
                check: "no-retention", level: .warn, subject: "retention",
                finding: "The policy doesn't say how long these are kept: \(list).",
                remedy: "Add them under \"retention\", such as tips: 90d.")
        ]
    }

    /// Texts for life safety without a language of the department's list, a finding for each
    /// playbook and language.
    var languages: [Finding] {
        playbooks.flatMap { playbook in
            department.policy.lifeSafetyLanguages.compactMap { language in
                let silent = playbook.templates.filter { template in
                    Self.lifeSafety.contains(template.kind)
                        && !template.languages.contains { Self.isSame($0, language) }
                }
                guard !silent.isEmpty else { return nil }
                let names = silent.map { "\"\($0.id)\"" }.joined(separator: ", ")
                return Finding(
                    check: "language-missing", level: .warn, subject: playbook.id,
                    finding: "These of \(playbook.id) have no text in \(language): \(names).",
                    remedy: "Add the texts to the playbook.")
            }
        }
    }

    var exercises: [Finding] {
        playbooks.compactMap { playbook in
            let last = exercised[playbook.id]
            if let last, let days = days(until: last), -days <= Self.exerciseDays { return nil }
            return Finding(
                check: "not-exercised", level: .note, subject: playbook.id,
                finding: last.map { "\(playbook.id) was last exercised on \($0)." }
                    ?? "\(playbook.id) was never exercised in this home.",
                remedy: "Run a scenario with it.")
        }
    }

    /// The purposes for which somebody may be shown without end. Profiles and campaigns end with
    /// their consent, and an official is shown in office.
    var takedowns: [Finding] {
        let endless = IdentificationPurpose.known.filter { purpose in
            ![.profile, .campaign, .official].contains(purpose)
                && !department.policy.takedowns.contains {
                    !$0.isSwitchedOff && ($0.purposes.isEmpty || $0.purposes.contains(purpose))
                }
        }
        guard !endless.isEmpty else { return [] }
        let list = endless.map(\.word).joined(separator: ", ")
        return [
            Finding(
                check: "identification-without-end", level: .warn, subject: "takedowns",
                finding:
                    "No takedown says by when a copy must come down that shows somebody as: \(list).",
                remedy:
                    "Add one under \"policy: takedowns\", such as {id: names, after: 90d}.")
        ]
    }

    // MARK: Helpers

    private var approvals: [(standing: StandingApproval, of: String?)] {
        department.standingApprovals.map { ($0, $0.playbook) }
            + playbooks.flatMap { playbook in
                playbook.standingApprovals.map { ($0, playbook.id) }
            }
    }

    private func days(until standing: StandingApproval) -> Int64 {
        days(until: standing.expires) ?? -1
    }

    /// Nil for what isn't a day, which the loader reports.
    private func days(until day: String) -> Int64? {
        guard let day = Self.date(day), let today = Self.date(today) else { return nil }
        return day.daysSince1970 - today.daysSince1970
    }

    private static func date(_ text: String) -> CivilDate? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return CivilDate(year: parts[0], month: parts[1], day: parts[2])
    }

    /// A text in `es` serves `es-US`.
    private static func isSame(_ tag: String, _ other: String) -> Bool {
        tag.split(separator: "-").first == other.split(separator: "-").first
    }
}
