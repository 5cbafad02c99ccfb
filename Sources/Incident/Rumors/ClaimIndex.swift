internal import Channels
public import IncidentEvents

/// The messages and statements that concern each rumor.
///
/// Without the index, checking every rumor would read every message for each of them.
public struct ClaimIndex: Sendable {
    private let state: IncidentState
    private var correcting: [RumorID: [Int]] = [:]
    private var citing: [FactID: [Int]] = [:]
    private var retracting: [MessageID: [Int]] = [:]
    private var indices: [MessageID: Int] = [:]
    private var contradicting: [RumorID: [ObservedStatement]] = [:]

    public init(_ state: IncidentState) {
        self.state = state
        // Each is read in place: copying thousands would take most of the time.
        let (messages, statements) = (state.messages.all, state.statements.all)
        for index in messages.indices {
            indices[messages[index].id] = index
            for rumor in Set(messages[index].corrects) {
                correcting[rumor, default: []].append(index)
            }
            for cited in messages[index].cites { citing[cited.fact, default: []].append(index) }
            if let retracted = messages[index].retracts {
                retracting[retracted, default: []].append(index)
            }
        }
        for place in statements.indices {
            for rumor in statements[place].corrects {
                contradicting[rumor, default: []].append(statements[place])
            }
        }
    }

    /// Statements of others that contradict a rumor, in the log's order.
    public func contradictions(of rumor: Rumor) -> [ObservedStatement] {
        contradicting[rumor.id] ?? []
    }

    /// Our messages that made the claim.
    public func claimants(of rumor: Rumor) -> [Message] {
        if rumor.messages.isEmpty, rumor.fact == nil { return [] }
        return state.claimants(of: rumor, among: messages(concerning: rumor))
    }

    /// The deliveries that corrected the claim.
    public func corrections(of rumor: Rumor) -> [IncidentState.CorrectionDelivered] {
        state.corrections(of: rumor, among: messages(concerning: rumor))
    }

    /// One cell for each carrier that carried the claim.
    public func coverage(of rumor: Rumor) -> [CoverageCell] {
        state.coverage(of: rumor, among: messages(concerning: rumor))
    }

    /// The cells of a rumor that still wait for a correction; none if it needs none.
    public func openCells(of rumor: Rumor) -> [CoverageCell] {
        rumor.needsCorrection && standing(of: rumor).isOpen
            ? coverage(of: rumor).filter(\.isOpen) : []
    }

    /// Whether a claim is still public somewhere, and whether it still needs correction somewhere:
    /// the result of its cells, without building them if the claim isn't ours.
    public func standing(of rumor: Rumor) -> (isStanding: Bool, isOpen: Bool) {
        guard rumor.messages.isEmpty, rumor.fact == nil else {
            let cells = coverage(of: rumor)
            return (cells.contains(where: \.isStandingInPublic), cells.contains(where: \.isOpen))
        }
        // An event that settles a carrier's last sighting also settles the earlier ones there.
        var (isStanding, isOpen) = (false, false)
        for sighting in rumor.sightings.reversed() where !isTakenBack(sighting, of: rumor) {
            isStanding = isStanding || sighting.carrier.isPublic
            isOpen = isOpen || !isSettled(sighting, of: rumor)
            if isStanding, isOpen { break }
        }
        return (isStanding, isOpen)
    }

    /// The number of cells of a rumor that still wait for a correction; 0 if it needs none.
    public func openCellCount(of rumor: Rumor) -> Int {
        guard rumor.needsCorrection else { return 0 }
        guard rumor.messages.isEmpty, rumor.fact == nil else {
            return coverage(of: rumor).count(where: \.isOpen)
        }
        let open = rumor.sightings.filter {
            !isTakenBack($0, of: rumor) && !isSettled($0, of: rumor)
        }
        return open.count < 2 ? open.count : Set(open.map(\.carrier)).count
    }

    /// Whether the outlet itself corrected it there since.
    private func isTakenBack(_ sighting: Rumor.Sighting, of rumor: Rumor) -> Bool {
        rumor.outletCorrections.contains {
            $0.carrier == sighting.carrier && !Stamp.happensBefore($0.stamp, sighting.stamp)
        }
    }

    /// Whether one of our messages corrected it there since, or a waiver settled it.
    private func isSettled(_ sighting: Rumor.Sighting, of rumor: Rumor) -> Bool {
        let messages = state.messages.all
        return rumor.waivers.contains {
            $0.carrier == sighting.carrier && !Stamp.happensBefore($0.stamp, sighting.stamp)
        }
            || (correcting[rumor.id] ?? []).contains { place in
                messages[place].deliveries.contains {
                    $0.outcome == .posted && $0.carrier == sighting.carrier
                        && !Stamp.happensBefore($0.stamp, sighting.stamp)
                }
            }
    }

    /// Every message that makes, corrects or retracts the claim, in the log's order, and perhaps
    /// some others.
    public func messages(concerning rumor: Rumor) -> [Message] {
        if rumor.messages.isEmpty, rumor.fact == nil {
            return (correcting[rumor.id] ?? []).map { state.messages.all[$0] }
        }
        var found = Set(rumor.messages.compactMap { indices[$0] })
        if let fact = rumor.fact { found.formUnion(citing[fact] ?? []) }
        for index in found {
            found.formUnion(retracting[state.messages.all[index].id] ?? [])
        }
        found.formUnion(correcting[rumor.id] ?? [])
        return found.sorted().map { state.messages.all[$0] }
    }

    /// The rumors that need correction and whose claim one of our messages made, by message.
    public var rumorsToCorrectByClaimant: [MessageID: [Rumor]] {
        var result: [MessageID: [Rumor]] = [:]
        let rumors = state.rumors.all
        for place in rumors.indices {
            // Most rumors are not our own claims, and checking that needs no copy.
            if rumors[place].messages.isEmpty, rumors[place].fact == nil { continue }
            let rumor = rumors[place]
            guard rumor.needsCorrection else { continue }
            for message in claimants(of: rumor) { result[message.id, default: []].append(rumor) }
        }
        return result
    }
}
