internal import Documents
internal import Foundation
internal import Glibc

/// The terminal, or whatever stands in for it.
enum Console {
    /// Both ends must be a person's: a prompt that nobody sees would wait for ever.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// A terminal that can show a whole screen, and a person at it.
    static var isFullScreen: Bool {
        let kind = ProcessInfo.processInfo.environment["TERM"].nonEmpty
        return isInteractive && kind != nil && kind != "dumb"
    }

    /// Colour only where a person looks at it and has not turned it off (no-color.org).
    static var usesColor: Bool {
        isatty(STDOUT_FILENO) == 1
            && ProcessInfo.processInfo.environment["NO_COLOR"].nonEmpty == nil
    }

    /// The terminal's width in characters, within what reads well; 96 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 96 }
        return min(max(Int(size.ws_col), 40), 120)
    }

    static func error(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { TerminalText.safe(String($0)) }
        writeError(lines.joined(separator: "\n") + "\n")
    }

    /// Where nothing can be written there is nobody to tell.
    static func writeError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Asks and reads one line; nil at the end of the input.
    static func ask(_ question: String) -> String? {
        print(question, terminator: " ")
        fflush(nil)
        return readLine(strippingNewline: true)?.trimmingCharacters(in: .whitespaces)
    }
}
