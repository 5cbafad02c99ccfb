internal import Documents
internal import Channels
internal import IncidentEvents
internal import ReadModels

/// Carriers by claims: each claim's presence and correction on each carrier.
struct CoverageMatrix {
    private let rumors: [CorrectionRegister.Entry]
    private let carriers: [Carrier]
    private let hidden: (rumors: Int, carriers: Int)

    private static let left = 250.0
    private static let cell = 32.0
    private static let rowHeight = 22.0

    init(_ register: [CorrectionRegister.Entry]) {
        let wrong = register.filter { $0.needsCorrection && !$0.cells.isEmpty }
        rumors = Array(wrong.prefix(30))
        let all = Set(rumors.flatMap(\.cells).map(\.carrier)).sorted()
        carriers = Array(all.prefix(60))
        hidden = (wrong.count - rumors.count, all.count - carriers.count)
    }

    var picture: Picture {
        let top = 28.0
        let width = max(Self.left + Double(rumors.count) * Self.cell + 10, 480)
        let height = top + Double(carriers.count) * Self.rowHeight + 6
        var shapes: [Markup] = []
        for (column, rumor) in rumors.enumerated() {
            shapes.append(
                Shape.text(
                    rumor.rumor.description, x(column) + Self.cell / 2, top - 8, size: 11,
                    anchor: "middle", isBold: true))
        }
        var rows: [Carrier: Int] = [:]
        for (row, carrier) in carriers.enumerated() {
            let y = top + Double(row) * Self.rowHeight
            rows[carrier] = row
            shapes.append(
                Shape.text(
                    label(
                        carrier.description, 34, else: "an account with \(firstRumor(on: carrier))"),
                    Self.left - 8, y + 15, size: 11, anchor: "end"))
            shapes.append(
                Shape.line(
                    Self.left, y + Self.rowHeight, width - 10, y + Self.rowHeight, stroke: Ink.faint
                ))
        }
        for (column, rumor) in rumors.enumerated() {
            for cell in rumor.cells {
                guard let row = rows[cell.carrier] else { continue }
                shapes += drawn(cell, x(column), top + Double(row) * Self.rowHeight)
            }
        }
        return Picture(
            id: "matrix", title: "Where each false claim appeared and was corrected",
            description:
                "A row for each account or outlet, a column for each claim. The register in the appendix lists the same cells.",
            key:
                "O open, C corrected, W waived. A small w after the letter: withdrawn there, which is not a correction. Empty: not seen there."
                + (hidden.rumors > 0 ? " \(hidden.rumors) more claims are not drawn." : "")
                + (hidden.carriers > 0
                    ? " \(hidden.carriers) more accounts and outlets are not drawn." : ""),
            width: width, height: height, content: shapes)
    }

    private func x(_ column: Int) -> Double { Self.left + Double(column) * Self.cell }

    private func firstRumor(on carrier: Carrier) -> String {
        (rumors.first { $0.cells.contains { $0.carrier == carrier } }?.rumor.description).recorded
    }

    private func drawn(_ cell: CorrectionRegister.Cell, _ x: Double, _ y: Double) -> [Markup] {
        let letter: String
        let fill: String
        switch cell.state {
        case .open: (letter, fill) = ("O", Ink.vermillion)
        case .corrected: (letter, fill) = ("C", Ink.green)
        case .waived: (letter, fill) = ("W", Ink.faint)
        case .unassessed: (letter, fill) = ("?", "#ffffff")
        }
        return [
            Shape.rect(
                x + 1.5, y + 1.5, Self.cell - 3, Self.rowHeight - 3, fill: fill,
                strokeWidth: cell.state == .open ? 2 : 1),
            Shape.text(
                letter + (cell.withdrawn == nil ? "" : " w"), x + Self.cell / 2, y + 15, size: 11,
                anchor: "middle", isBold: true),
        ]
    }
}
