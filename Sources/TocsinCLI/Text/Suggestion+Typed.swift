internal import Basics
internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks

extension Suggestion {
    /// The command as it is typed.
    var typed: TypedCommand {
        switch self {
        case .openIncident: ["open", .fill(.playbook), "--place", .fill(.place)]
        case .reopenIncident: ["reopen", .fill(.reason)]
        case .closeAnyway: ["close", .fill(.reason), "--anyway"]
        case .showStatus: ["status"]
        case .showDue: ["due"]
        case .showEntries: ["replay"]
        case .listRoles: ["role", "list"]
        case .assignRole(let actor, let role):
            ["role", "assign", .value(actor, else: .person), .value(role, else: .role)]
        case .enterPhase(let phase): ["phase", "set", .value(phase, else: .phase)]
        case .beginPeriod:
            [
                "period", "begin", "--from", .fill(.time), "--to", .fill(.time), "--objective",
                .fill(.text),
            ]
        case .listSteps: ["step", "list"]
        case .listScenarios: ["scenario", "list"]
        case .completeStep(let step): ["step", "complete", .value(step)]
        case .skipStep(let step):
            ["step", "skip", .value(step, else: .step), "--reason", .fill(.text)]
        case .showPlaybook(let playbook): ["playbook", "show", .value(playbook)]
        case .listGuards: ["guard", "list"]
        case .listChannels: ["channel", "list"]
        case .haveNoAccount(let channel): ["channel", "no-account", .value(channel)]

        case .listFacts: ["fact", "list"]
        case .recordFact(let number, let topic):
            ["fact", "record", .fill(.statement)]
                + (topic.map { ["--topic", .value($0)] } ?? [])
                + (number.map { ["--number", .value(plain($0))] } ?? [])
        case .verifyFact(let id):
            ["fact", "verify", .value(id, else: .fact), "--source", .fill(.source)]
        case .clearFact(let id): ["fact", "clear", .value(id, else: .fact)]
        case .liftHold(let id, let isForFamily):
            ["fact", "clear", .value(id), "--reason", .fill(.text)]
                + (isForFamily ? ["--told-by", .fill(.who), "--told-at", .fill(.time)] : [])
        case .refuteFact(let id): ["fact", "refute", .value(id, else: .fact)]
        case .supersedeFact(let id, let by):
            ["fact", "supersede", .value(id, else: .fact), "--by", .value(by, else: .fact)]

        case .listMessages: ["message", "list"]
        case .showDrafts: ["drafts"]
        case .showMessage(let id): ["message", "show", .value(id)]
        case .checkMessage(let id): .check(id.description)
        case .showText(let id, let channel, let language):
            ["message", "text", .value(id), .value(channel)] + typed(language: language)
        case .draftMessage(let draft): draft.typed
        case .reviseMessage(let id, let revision):
            ["message", "revise", .value(id)] + revision.typed
        case .editText(let id, let channel, let language):
            ["message", "edit", .value(id), .value(channel), .fill(.text)]
                + (language.map { ["--language", .value($0), "--by", .fill(.who)] } ?? [])
        case .submitMessage(let id): ["message", "submit", .value(id)]
        case .approveMessage(let id, let thenRelease):
            ["message", "approve", .value(id)] + (thenRelease ? ["--release"] : [])
        case .ratifyMessage(let id): ["message", "ratify", .value(id)]
        case .releaseMessage(let id, let channel):
            ["message", "release", .value(id)] + (channel.map { ["--on", .value($0)] } ?? [])
        case .overrideGuards(let guards, let id):
            ["message", "release", .value(id)]
                + guards.flatMap { guarding -> [TypedCommand.Word] in
                    ["--override", .value(guarding.id), "--reason", .fill(.text)]
                }
        case .voidPosting(let id, let carrier):
            [
                "message", "posted", .value(id), .value(carrier), "--mistaken", "--reason",
                .fill(.text),
            ]
        case .recallMessage(let id): ["message", "recall", .value(id), "--reason", .fill(.text)]
        case .withdrawMessage(let id, let carrier, let language):
            ["message", "withdraw", .value(id), .value(carrier)] + typed(language: language)
                + ["--reason", .fill(.text)]
        case .markPosted(let id, let appearance, let language):
            ["message", "posted", .value(id), appearance.typed] + typed(language: language)
        case .retractMessage(let id): ["message", "retract", .value(id)]
        case .discardMessage(let id):
            ["message", "discard", .value(id), "--reason", .fill(.text)]
        case .translateMessage(let id, let language, let words):
            ["message", "translate", .value(id), "--to", .value(language), "--by", .fill(.who)]
                + (words?.typed ?? [])
        case .confirmTranslation(let id, let language):
            ["message", "confirm", .value(id), .value(language)]
        case .attachPicture(let id):
            [
                "message", "attach", .value(id), .fill(.file), "--alt", .fill(.text),
                "--identifies", "nobody",
            ]
        case .describePicture(let id, let language):
            [
                "message", "attach", .value(id), .fill(.file), "--alt", .fill(.text),
                "--language", .value(language),
            ]

        case .listRumors: ["rumor", "list"]
        case .reportRumor: ["rumor", "report", .fill(.claim)]
        case .sightRumor(let id, let carrier): ["rumor", "sight", .value(id), .value(carrier)]
        case .assessRumor(let id):
            [
                "rumor", "assess", .value(id, else: .rumor), "--finding", .fill(.finding),
                "--because", .fill(.text),
            ]
        case .waiveCoverage(let id, let carrier):
            ["rumor", "waive", .value(id), .value(carrier), "--reason", .fill(.text)]
        case .contactOutlet(let id, let carrier):
            ["rumor", "contact", .value(id), .value(carrier), "--how", .fill(.how)]
        case .markOutletCorrected(let id, let carrier, let statement):
            [
                "rumor", "corrected", .value(id), .value(carrier), "--statement",
                .value(statement, else: .statement),
            ]
        case .observeStatement(let carrier, let rumor):
            [
                "statement", "observe", .fill(.who), .fill(.text), "--on", .value(carrier),
                "--corrects", .value(rumor),
            ]
        case .listStatements: ["statement", "list"]

        case .listInquiries: ["inquiry", "list"]
        case .receiveInquiry: ["inquiry", "receive", .fill(.question), "--from", .fill(.who)]
        case .answerInquiry(let id):
            ["inquiry", "answer", .value(id, else: .inquiry), .fill(.text)]
        case .joinInquiry(let id, let other): ["inquiry", "join", .value(id), .value(other)]
        case .reopenInquiry(let id):
            ["inquiry", "reopen", .value(id), "--reason", .fill(.text)]
        case .scheduleBriefing:
            ["briefing", "schedule", "--at", .fill(.time), "--place", .fill(.place)]
        case .holdBriefing(let id): ["briefing", "hold", .value(id), "--speaker", .fill(.who)]

        case .listConsents: ["consent", "list"]
        case .listComments: ["comment", "list"]
        case .upholdComment(let id):
            ["comment", "uphold", .value(id), "--reason", .fill(.text)]
        case .listCampaigns: ["campaign", "list"]
        case .showCampaign: ["campaign", "show"]
        case .endCampaign: ["campaign", "end", .fill(.reason)]
        case .renewCampaign: ["campaign", "renew", "--no-end"]
        case .listSchedules: ["schedule", "list"]
        case .prepareOccurrence(let schedule, let date):
            ["schedule", "prepare", .value(schedule), .value(date.text)]
        case .skipOccurrence(let schedule, let date):
            [
                "schedule", "skip", .value(schedule), .value(date.text), "--reason", .fill(.text),
            ]
        case .moveOccurrence(let schedule, let date):
            ["schedule", "move", .value(schedule), .value(date.text), "--to", .fill(.time)]
        case .resumeItem(let item, let duringPause):
            ["campaign", "resume", .value(item)] + (duringPause ? ["--because", .fill(.text)] : [])
        case .resumeCampaign: ["campaign", "resume"]
        case .showPauses: ["pause"]
        case .endPause: ["pause", "--over", "--because", .fill(.text)]

        case .recordLesson: ["review", "lesson", "--improve", .fill(.text)]
        case .listActions: ["review", "action", "list"]
        case .completeAction(let id): ["review", "action", "done", .value(id)]
        }
    }

    private func typed(language: String?) -> [TypedCommand.Word] {
        language.map { ["--language", .value($0)] } ?? []
    }

    /// Whole numbers without a fraction.
    private func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

extension TypedCommand.Word {
    fileprivate static func value(
        _ value: (some CustomStringConvertible)?, else placeholder: TypedCommand.Placeholder
    ) -> TypedCommand.Word {
        value.map { .value($0) } ?? .fill(placeholder)
    }
}

extension Suggestion.Draft {
    fileprivate var typed: TypedCommand {
        ["message", "draft", .value(kind?.word, else: .kind)]
            + (template.map { ["--template", .value($0)] } ?? choice)
            + (corrects.map { ["--corrects", .value($0)] } ?? [])
            + (ends.map { ["--retracts", .value($0)] } ?? [])
            + (answers.map { ["--answers", .value($0), "--text", .fill(.text)] } ?? [])
            + (channels.isEmpty ? [] : ["--on"] + channels.map { .value($0) })
    }

    /// Of all kinds, only an alert has no standard template.
    private var choice: [TypedCommand.Word] {
        kind == .alert ? ["--template", .fill(.template)] : []
    }
}

extension Suggestion.Revision {
    var typed: [TypedCommand.Word] {
        switch self {
        case .text: ["--text", .fill(.text)]
        case .nextUpdate(let span):
            ["--next-update", .value("+\(span.map(SpanText.write) ?? "30m")")]
        case .expires: ["--expires", "+1h"]
        case .expiresAt(let time): ["--expires", .value(time)]
        case .cites(let fact): ["--cite", .value(fact)]
        case .anyFact: ["--cite", .fill(.fact)]
        case .restsOnNothing: ["--rests-on", "nothing", "--reason", .fill(.text)]
        case .corrects(let rumor): ["--corrects", .value(rumor)]
        case .identifiesNobody: ["--identifies", "nobody"]
        case .identifiesPerson: ["--identifies", .fill(.who), "--purpose", "profile"]
        case .anyRumor: ["--corrects", .fill(.rumor)]
        case .field: ["--field", .fill(.namedValue)]
        case .namedField(let name): ["--field", .named(name)]
        case .element(let element): [.own("--\(element.rawValue)"), .fill(.text)]
        }
    }
}

extension Suggestion.Appearance {
    fileprivate var typed: TypedCommand.Word {
        switch self {
        case .channel(let channel): .value(channel)
        case .carrier(let carrier): .value(carrier)
        case .account(let channel): .address(channel.rawValue)
        case .anyCarrier: .fill(.carrier)
        case .anyAddress: .address("CHANNEL")
        }
    }
}

extension Suggestion.Words {
    fileprivate var typed: [TypedCommand.Word] {
        switch self {
        case .byElements(let names):
            names.isEmpty
                ? ["--value", .fill(.namedText)] : names.flatMap { ["--value", .named($0)] }
        case .asWholeText: ["--text", .fill(.text)]
        }
    }
}
