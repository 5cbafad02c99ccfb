public import Incident

extension Engine {
    /// Opens a campaign with its plan, all of it or nothing.
    ///
    /// - Parameters:
    ///   - id: The campaign's id; nil for the first free one of `base`, `base-2` and so on.
    ///   - files: The files whose bytes `opening` holds.
    /// - Throws: The errors of ``open(_:as:request:files:and:)``.
    public func openCampaign(
        _ opening: LifecycleCommand.OpenIncident, _ plan: Campaign.Plan, as id: String?,
        orFirstFreeOf base: String, request: Request, files: OpeningFiles
    ) throws -> Outcome {
        var opening = opening
        opening.draftsMessages = false
        let rest = { (decision: inout Decision) in
            try decision.perform(.routine(.plan(plan)))
        }
        if let id {
            return try open(opening, as: id, request: request, files: files, and: rest)
        }
        return try open(
            opening, asFirstFreeOf: base, request: request, files: files, and: rest)
    }
}
