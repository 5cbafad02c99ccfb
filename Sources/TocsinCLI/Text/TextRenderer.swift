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

    /// A terminal's screen, on which a long list is counted from where it doesn't fit.
    struct Screen {
        /// The number of lines.
        var height: Int
        /// The command that shows the rest.
        var rest: TypedCommand
    }

    /// The lines of as many of `count` items as fit, at least of one, and the number of the rest.
    ///
    /// - Parameters:
    ///   - screen: Nil for all items.
    ///   - taken: The lines above the items.
    ///   - hidden: The number of further items, which `lines` can't show.
    func lines(
        of count: Int, on screen: Screen?, below taken: [String] = [], hidden: Int = 0,
        _ lines: (Int) -> [String]
    ) -> [String] {
        var shown: [String] = []
        var used = height(of: taken)
        for index in 0..<count {
            let next = lines(index)
            guard let screen else {
                shown += next
                continue
            }
            used += height(of: next)
            let isLast = index == count - 1 && hidden == 0
            if index > 0, used + (isLast ? 0 : 1) > screen.height {
                return shown + more(count - index + hidden, screen.rest)
            }
            shown += next
        }
        return shown + (screen.map { more(hidden, $0.rest) } ?? [])
    }

    /// The lines that a terminal of this width needs.
    func height(of lines: [String]) -> Int {
        lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
            .map { max(1, ($0.count + width - 1) / width) }.reduce(0, +)
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
