internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

/// What we knew and when we said it, and the times for which something waited.
extension MeasureFinder {
    // MARK: Facts

    /// From the first verification of a fact to its first statement in public.
    ///
    /// A fact that was refuted was never known. One that was replaced is said once a fact in its
    /// place is.
    var factsSaid: [Measure] {
        var saying: [FactID: [Posting]] = [:]
        for posting in postings {
            for fact in Set(posting.release?.cites.map(\.fact) ?? []) {
                saying[fact, default: []].append(posting)
            }
        }
        return state.facts.all.compactMap { fact in
            guard fact.refutation == nil, let known = fact.verifications.first?.stamp else {
                return nil
            }
            let said = ([fact.id] + state.successors(of: fact)).flatMap { id in
                (saying[id] ?? []).map { (fact: id, posting: $0) }
            }.sorted { Stamp.happensBefore($0.posting.stamp, $1.posting.stamp) }
            let first = said.first
            let newer = first.flatMap { $0.fact == fact.id ? nil : $0.fact }
            return Measure(
                .knownToSaid, subject: fact.id.description,
                carrier: first?.posting.carrier.description, from: Measure.End(known),
                to: (first?.posting.stamp).map(Measure.End.init),
                bound: said.map(\.posting.stamp).firstSure,
                note: newer.map { "in \($0), which replaced it" })
        }
    }

    // MARK: Rumors and questions

    /// From a rumor's first sighting to the first text of ours that says it isn't confirmed; open
    /// while nobody has found whether it is true.
    var labels: [Measure] {
        let marks = uncertaintyMarks
        let labeled = postings.compactMap { posting in
            let texts = posting.texts.filter {
                marks[$0.language]?.isSet(on: "", in: $0.asPosted) ?? false
            }
            return texts.isEmpty ? nil : (posting: posting, texts: texts)
        }
        return state.rumors.all.compactMap { rumor in
            let seen =
                index.coverage(of: rumor).flatMap(\.appearances).min(by: Stamp.happensBefore)
                ?? rumor.reported
            let echo = ClaimEcho(rumor.claim)
            let labels = labeled.filter { posting, texts in
                posting.stamp.isNotBefore(seen)
                    && texts.contains { text in
                        marks[text.language]?.isSet(on: rumor.claim, in: text.asPosted) ?? false
                            && (posting.message.corrects.contains(rumor.id)
                                || !echo.places(in: .init(text.asPosted)).isEmpty)
                    }
            }.map(\.posting)
            guard !labels.isEmpty || rumor.isUndecided else { return nil }
            return Measure(
                .seenToUnconfirmed, subject: rumor.id.description,
                carrier: labels.first?.carrier.description, from: Measure.End(seen),
                to: (labels.first?.stamp).map(Measure.End.init),
                bound: labels.map(\.stamp).firstSure)
        }
    }

    /// What marks a claim as unconfirmed, by the language of the text.
    private var uncertaintyMarks: [String: UncertaintyMark] {
        let guards = playbook?.guards ?? Playbook.GuardSettings()
        let languages = Set(postings.flatMap(\.languages))
        return Dictionary(
            uniqueKeysWithValues: languages.map {
                ($0, UncertaintyMark(guards.unconfirmedWords(in: $0, of: department)))
            })
    }

    /// From a rumor's report to the first finding. An error of our own is reported with it.
    var findings: [Measure] {
        state.rumors.all.compactMap { rumor in
            let found = rumor.assessments.first?.stamp
            guard rumor.origin != .ownMessage, found != nil || !rumor.isClosed else { return nil }
            return judged(
                Measure(
                    .reportToFinding, subject: rumor.id.description,
                    from: Measure.End(rumor.reported), to: found.map(Measure.End.init)),
                within: targets.finding)
        }
    }

    var answers: [Measure] {
        state.inquiries.all.map { inquiry in
            judged(
                Measure(
                    .questionToAnswer, subject: inquiry.id.description,
                    from: Measure.End(inquiry.received),
                    to: inquiry.settled.map(Measure.End.init),
                    note: inquiry.isOpen || inquiry.answer != nil
                        ? nil : inquiry.declined != nil ? "declined" : "referred"),
                within: targets.answer)
        }
    }

    private func judged(_ measure: Measure, within allowed: Duration?) -> Measure {
        guard let allowed else { return measure }
        var measure = measure
        let elapsed = measure.isOpen ? asOf?.since(measure.from.time) : measure.duration
        measure.target = Measure.Target(
            allowed: allowed, isMissed: elapsed.map { $0 > allowed } ?? false)
        return measure
    }

    // MARK: Waiting

    /// How long facts were held and texts waited for approval.
    var waits: [Measure] {
        let holds = state.facts.all.flatMap { fact in
            fact.liftedHolds.map { (fact.id, $0.held, Stamp?($0.lifted)) }
                + (fact.hold.map { [(fact.id, $0.since, nil)] } ?? [])
        }.map { id, held, lifted in
            Measure(
                .holdToLift, subject: id.description, from: Measure.End(held),
                to: lifted.map(Measure.End.init))
        }
        return holds + state.messages.all.compactMap(approval)
    }

    private func approval(of message: Message) -> Measure? {
        guard let submission = message.submission else { return nil }
        let approval = message.approvals.first {
            $0.contentSHA256 == submission.contentSHA256
                && $0.stamp.position > submission.stamp.position
        }
        guard approval != nil || message.status == .submitted else { return nil }
        return Measure(
            .submissionToApproval, subject: message.id.description,
            from: Measure.End(submission.stamp), to: (approval?.stamp).map(Measure.End.init))
    }
}

extension Rumor {
    /// Whether it waits for a finding that it is true or wrong.
    fileprivate var isUndecided: Bool { isUnsettled && origin != .ownMessage && !isClosed }
}

extension Posting {
    /// The release whose texts were posted; nil if the log has none before it.
    fileprivate var release: Message.Release? {
        message.releases.last { $0.stamp.position < stamp.position }
    }

    fileprivate var texts: [ReleasedText] {
        (release?.texts ?? []).filter {
            $0.channel == carrier.channel.rawValue && languages.contains($0.language)
        }
    }
}
