internal import Documents
internal import Forms
internal import IncidentEvents
internal import ReadModels

/// Writes read models as plain text for people.
struct TextRenderer {
    /// The zone in which times print.
    var zone: Zone
    /// Characters a line.
    var width = 96
    /// Whether the output may have color; the content never depends on it.
    var usesColor = false

    enum Style: String {
        case bold = "1"
        case alarm = "31"
        case quiet = "2"
    }

    func styled(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    func wrapped(_ text: String, indent: Int) -> String {
        TerminalText.block(text, indent: indent, width: width)
    }

    func time(_ moment: Moment) -> String { TerminalText.safe(zone.words(for: moment)) }

    /// `REENACTMENT …`: the banner of every output of an incident that is not live.
    static func banner(mode: IncidentMode, title: String) -> String? {
        switch mode {
        case .live, .routine, .unspecified, .UNRECOGNIZED: nil
        case .exercise, .reenactment:
            "\(mode.marking): \(TerminalText.safe(title))"
        }
    }
}
