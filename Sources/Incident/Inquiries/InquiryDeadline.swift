public import IncidentEvents
internal import Playbooks
internal import Recurrence

extension DecisionContext {
    /// The deadline of a question that we want to answer within a time: in a LIVE incident by the
    /// clock, else counted while the department is open.
    ///
    /// - Parameter span: Above zero.
    public func deadline(within span: Duration, in state: IncidentState) throws(Rejection)
        -> Instant
    {
        let hours = state.mode == .live ? .always : department.hours ?? .always
        guard
            let deadline = hours.moment(
                after: span, from: occurred ?? publicNow, in: state.zone,
                holidays: Set(department.holidays))
        else {
            throw Rejection(
                .invalid, "The department's hours leave no time for it within ten years.",
                remedy: "Correct \"hours\" in the department file.")
        }
        return deadline
    }
}
