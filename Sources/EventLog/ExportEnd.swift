internal import FoundationEssentials

/// The last line of an export, which shows that nothing is missing.
struct ExportEnd {
    static let type = "tocsin.export-end"

    let source: String
    /// The number of records before it.
    let count: UInt64
    private let root: String
    /// The signed note; nil if the exporting home had no key.
    let checkpoint: String?

    init(count: UInt64, root: TreeHash, checkpoint: Checkpoint?, source: String) {
        self.source = source
        self.count = count
        self.root = "\(root)"
        self.checkpoint = checkpoint?.text
    }

    private struct Fields: Decodable {
        let type: String
        let source: String
        let tocsincount: UInt64
        let tocsinroot: String
        let tocsincheckpoint: String?
    }

    /// Nil if `text` isn't an end.
    init?(line text: String) {
        guard text.contains(Self.type),
            let fields = try? JSONDecoder().decode(Fields.self, from: Data(text.utf8)),
            fields.type == Self.type
        else { return nil }
        source = fields.source
        count = fields.tocsincount
        root = fields.tocsinroot
        checkpoint = fields.tocsincheckpoint
    }

    var line: String {
        var fields = [
            ("specversion", "\"1.0\""), ("id", "\"export-end-\(count)\""),
            ("source", JSONText.string(source)), ("type", "\"\(Self.type)\""),
            ("tocsincount", "\(count)"), ("tocsinroot", JSONText.string(root)),
        ]
        if let checkpoint { fields.append(("tocsincheckpoint", JSONText.string(checkpoint))) }
        return "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    /// Checks that the imported records are those that it ends.
    ///
    /// - Parameter key: The key that must have signed its checkpoint; nil to leave the signature
    ///   unchecked.
    func check(_ report: Verification, signedBy key: VerifierKey?) throws(TransferError) {
        let line = Int(count) + 1
        guard report.records == count, report.root.map({ "\($0)" }) == root else {
            throw .badLine(line, why: "its root isn't that of the records before it")
        }
        if let checkpoint, !checkpoint.utf8.starts(with: "\(source)\n\(count)\n\(root)\n\n".utf8) {
            throw .badLine(line, why: "its checkpoint isn't over the records before it")
        }
        guard let key else { return }
        guard let checkpoint else {
            throw .badLine(line, why: "it has no checkpoint that the key could check")
        }
        do {
            _ = try Checkpoint(verifying: Array(checkpoint.utf8), with: key)
        } catch {
            throw .badLine(line, why: "its checkpoint can't be trusted: \(error.why)")
        }
    }
}
