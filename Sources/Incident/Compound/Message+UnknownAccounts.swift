public import Channels
internal import IncidentEvents
public import Playbooks

extension Message {
    /// The channels on which it was released and posts have an account's name, and for which neither
    /// the department file nor an earlier report names an account.
    public func channelsWithoutKnownAccount(_ department: Department) -> [ChannelID] {
        let live = liveCarriers.map(\.channel)
        return Set(releasedTexts.keys.map(\.channel)).sorted().filter {
            ChannelCatalogue.hasNamedAccounts($0) && !live.contains($0)
                && department.accounts(on: $0).isEmpty
        }
    }
}
