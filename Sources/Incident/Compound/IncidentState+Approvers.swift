internal import Basics
internal import IncidentEvents
public import Playbooks

extension IncidentState {
    /// The people on duty who may approve a message: those with a role for it who wrote neither it
    /// nor a text that is armed with it.
    public func approvers(of message: Message, _ playbook: Playbook) -> [String] {
        let roles = playbook.approvers(of: message.kind)
        let authors = authors(of: message)
        return assignments.filter {
            $0.relieved == nil && roles.contains($0.role) && !authors.contains($0.person)
        }.map(\.person).uniqued()
    }

    /// The people who wrote the message or a text that is armed with it, and so can't approve it.
    public func authors(of message: Message) -> [String] {
        ([message] + message.armed.compactMap { messages[$0] }).flatMap(\.authors)
    }
}
