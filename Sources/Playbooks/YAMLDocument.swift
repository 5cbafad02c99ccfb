internal import Basics
internal import Documents
internal import Yams

/// Reads the bytes of a file as one YAML document in our plain form: no anchors, aliases or tags.
enum YAMLDocument {
    static let maximumBytes = 1 << 20
    /// Deeper than any of our file formats.
    private static let maximumDepth = 32

    /// Returns the root, or nil after reporting the reason that there is none.
    static func read(_ bytes: [UInt8], faults: Faults) -> YAMLNode? {
        // YAML 1.2, 5.2, allows the mark; libyaml counts the first line's columns from it.
        let bytes = FileText.withoutByteOrderMark(bytes)
        guard let text = text(of: bytes, faults: faults) else { return nil }
        if let place = alias(in: bytes) {
            faults.error(
                "anchors and aliases are not allowed: write the value itself",
                at: position(of: place, in: bytes))
            return nil
        }
        var source = Source(text: text)
        guard let node = source.compose(faults: faults) else { return nil }
        let converter = Converter(source: source, faults: faults)
        return converter.convert(node, depth: 1)
    }

    private static func text(of bytes: [UInt8], faults: Faults) -> String? {
        guard bytes.count <= maximumBytes else {
            faults.error(
                "the file has \(bytes.count) bytes and the limit is \(maximumBytes): is it the right "
                    + "file?", at: .start)
            return nil
        }
        do throws(FileText.Fault) {
            let text = try FileText.read(bytes)
            if let place = bytes.firstIndex(of: 0) {
                faults.error(
                    "NUL byte: the file is not text",
                    at: position(of: place, in: bytes))
                return nil
            }
            if let place = noBreakIndent(in: bytes) {
                faults.error(
                    "no-break space in the indentation: use plain spaces",
                    at: position(of: place, in: bytes))
                return nil
            }
            return text
        } catch {
            switch error {
            case .utf16: faults.error("the file is UTF-16: save it as UTF-8", at: .start)
            case .notUTF8(let offset):
                faults.error(
                    "invalid UTF-8: save the file as UTF-8",
                    at: position(of: offset, in: bytes))
            }
        }
        return nil
    }

    /// The first no-break space (U+00A0) before a line's first word, left there by editors on
    /// phones and web pages. YAML reads it as a letter of the key.
    private static func noBreakIndent(in bytes: [UInt8]) -> Int? {
        var isIndent = true
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") {
                isIndent = true
            } else if isIndent, byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
                return index
            } else if byte != UInt8(ascii: " ") {
                isIndent = false
            }
        }
        return nil
    }

    /// The first `*name` with an `&name`. It finds every alias, in any quoting. The search has to
    /// come before composing, where an alias of aliases would take forever.
    private static func alias(in bytes: [UInt8]) -> Int? {
        let anchors = Set(names(after: UInt8(ascii: "&"), in: bytes).map(\.name))
        guard !anchors.isEmpty else { return nil }
        return names(after: UInt8(ascii: "*"), in: bytes).first { anchors.contains($0.name) }?.place
    }

    /// The names after the mark, but not within a word: "Q&A" has no anchor.
    private static func names(
        after mark: UInt8, in bytes: [UInt8]
    ) -> [(name: ArraySlice<UInt8>, place: Int)] {
        var names: [(name: ArraySlice<UInt8>, place: Int)] = []
        var index = bytes.startIndex
        while let place = bytes[index...].firstIndex(of: mark) {
            let rest = bytes[(place + 1)...]
            let end = rest.firstIndex { !isNameByte($0) } ?? rest.endIndex
            let isInWord = place > 0 && isLetterOrDigit(bytes[place - 1])
            if end > place + 1, !isInWord { names.append((bytes[place + 1..<end], place)) }
            index = end
        }
        return names
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isNameByte(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func position(of offset: Int, in bytes: [UInt8]) -> Position {
        var position = Position.start
        for byte in bytes[..<offset] {
            if byte == UInt8(ascii: "\n") {
                position = Position(line: position.line + 1, column: 1)
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        return position
    }
}

extension YAMLDocument {
    /// The text for Yams. Yams stops at the first mapping with a duplicate key. To check the rest
    /// of the file, the earlier key gets a mark, and the text is read again.
    private struct Source {
        private static let mark: Unicode.Scalar = "\u{E000}"
        private static let mostRepairs = 20
        /// Reading again takes time: a file near the size limit is not read twenty times.
        private static let mostBytesReadAgain = 2 << 20

        private var text: String
        /// By line: the columns of marks, and the number of marks.
        private var marks: [Int: [(column: Int, count: Int)]] = [:]

        init(text: String) {
            self.text = text
        }

        mutating func compose(faults: Faults) -> Node? {
            var repairs = 0
            while true {
                do {
                    // The key determines the meaning of a scalar.
                    let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                    guard let node = try parser.singleRoot() else {
                        faults.error("the file is empty", at: .start)
                        return nil
                    }
                    return node
                } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                    repairs += 1
                    let isWorthwhile =
                        repairs <= Self.mostRepairs
                        && repairs * text.utf8.count <= Self.mostBytesReadAgain
                    if isWorthwhile, put(repairs, at: context.mark) { continue }
                    faults.error(
                        "the key\(keys.first.map { " \"\($0)\"" } ?? "") is here and again in the same "
                            + "mapping",
                        at: original(of: context.mark))
                    return nil
                } catch {
                    let (message, mark) = Self.explain(error)
                    if let tabbed = tabbedLine(near: mark) {
                        faults.error(
                            "line \(tabbed) begins with a tab: use spaces",
                            at: Position(line: tabbed, column: 1))
                    } else {
                        faults.error(
                            "invalid YAML: \(message)\(quotingAdvice(near: mark))",
                            at: original(of: mark))
                    }
                    return nil
                }
            }
        }

        private mutating func put(_ count: Int, at mark: Mark) -> Bool {
            guard let key = index(of: mark) else { return false }
            let scalars = text.unicodeScalars
            let first = scalars[key]
            let isQuoted = first == "\"" || first == "'"
            guard isQuoted || first.properties.isAlphabetic || ("0"..."9").contains(first) else {
                return false
            }
            let place = isQuoted ? scalars.index(after: key) : key
            text.unicodeScalars.insert(
                contentsOf: Array(repeating: Self.mark, count: count), at: place)
            marks[mark.line, default: []].append((mark.column, count))
            return true
        }

        private func index(of mark: Mark) -> String.Index? {
            let scalars = text.unicodeScalars
            var start = scalars.startIndex
            for _ in 1..<max(1, mark.line) {
                guard let newline = scalars[start...].firstIndex(of: "\n") else { return nil }
                start = scalars.index(after: newline)
            }
            let end = scalars.endIndex
            return scalars.index(start, offsetBy: mark.column - 1, limitedBy: end)
                .flatMap { $0 < end ? $0 : nil }
        }

        /// The position in the original file.
        func original(of mark: Mark?) -> Position {
            guard let mark else { return .start }
            let before = marks[mark.line, default: []].filter { $0.column < mark.column }
            let shift = before.reduce(0) { $0 + $1.count }
            return Position(line: max(1, mark.line), column: max(1, mark.column - shift))
        }

        /// The key without the marks that `put` added.
        func original(ofKey key: String, at mark: Mark?) -> String {
            guard let mark, marks[mark.line]?.contains(where: { $0.column == mark.column }) == true
            else { return key }
            return String(
                String.UnicodeScalarView(key.unicodeScalars.drop { $0 == Self.mark }))
        }

        /// What to do where the parser stumbled over a text that needs quotes: in the line of its
        /// mark or, since it often notices one line late, in the line before.
        private func quotingAdvice(near mark: Mark?) -> String {
            guard let mark else { return "" }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for number in [mark.line, mark.line - 1] where lines.indices.contains(number - 1) {
                if let value = PlainText.needingQuotes(in: lines[number - 1]) {
                    return "; put this text in quotes: \(value)"
                }
            }
            return ""
        }

        /// The line of the mark, or the one before it, if it begins with a tab.
        private func tabbedLine(near mark: Mark?) -> Int? {
            guard let mark else { return nil }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return [mark.line, mark.line - 1].first { number in
                lines.indices.contains(number - 1)
                    && lines[number - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
            }
        }

        /// The parser's problem in words for people who write YAML seldom; its own where it has a rare
        /// one.
        private static func words(for problem: String, _ context: String?, _ line: Int?) -> String {
            let place = line.map { " that begins on line \($0)" } ?? ""
            if context?.contains("quoted scalar") ?? false {
                return "the text in quotation marks\(place) has no closing one"
            }
            if problem.contains("expected key") || problem.contains("expected ':'")
                || problem.contains("mapping values") || problem.contains("expected '-'")
                || problem.contains("<block end>")
            {
                return
                    "this line doesn't fit the ones before it: check how far it is indented, its colon and its quotation marks"
            }
            if problem.contains("cannot start any token") {
                return "a text can't begin with this character unless it is in quotation marks"
            }
            if problem.contains("',' or ']'") || problem.contains("',' or '}'") {
                return "the list or mapping in brackets\(place) has no closing bracket"
            }
            return problem.trimmingTrailingStop + (context.map { " \($0)\(place)" } ?? "")
        }

        private static func explain(_ error: any Error) -> (String, Mark?) {
            switch error as? YamlError {
            case .scanner(let context, let problem, let mark, _),
                .parser(let context, let problem, let mark, _):
                return (words(for: problem, context?.text, context?.mark.line), mark)
            case .composer(_, let problem, let mark, _):
                return problem.contains("another document")
                    ? ("a second document begins here: use one document a file", mark)
                    : (problem, mark)
            case .reader(let problem, _, let value, _):
                return ("\(problem) (U+\(String(value, radix: 16, uppercase: true)))", nil)
            default:
                return ("\(error)", nil)
            }
        }
    }

    /// Turns Yams's nodes into ours and refuses anything that our files never contain.
    private struct Converter {
        let source: Source
        let faults: Faults

        private static let plainTags = Set(
            ["str", "bool", "int", "float", "merge", "null", "timestamp", "value", "seq", "map"]
                .map { "tag:yaml.org,2002:\($0)" } + ["", "!"])

        func convert(_ node: Node, depth: Int) -> YAMLNode? {
            let position = source.original(of: node.mark)
            guard depth <= maximumDepth else {
                faults.error("the values are nested more than \(maximumDepth) deep", at: position)
                return nil
            }
            switch node {
            case .scalar(let scalar):
                check(scalar.tag, at: position)
                check(scalar.string, at: position)
                return YAMLNode(
                    content: .scalar(scalar.string, isPlain: scalar.style == .plain),
                    position: position)
            case .sequence(let sequence):
                check(sequence.tag, at: position)
                let items = sequence.compactMap { convert($0, depth: depth + 1) }
                return YAMLNode(content: .sequence(items), position: position)
            case .mapping(let mapping):
                check(mapping.tag, at: position)
                return YAMLNode(
                    content: .mapping(entries(of: mapping, depth: depth)), position: position)
            case .alias:
                faults.error("anchors and aliases are not allowed", at: position)
                return nil
            }
        }

        private func entries(of mapping: Node.Mapping, depth: Int) -> [YAMLNode.Entry] {
            var entries: [YAMLNode.Entry] = []
            var lines: [[UInt8]: Int] = [:]
            for (key, value) in mapping {
                let position = source.original(of: key.mark)
                guard case .scalar(let scalar) = key else {
                    faults.error(
                        "a key must be a single name, not a list or a mapping", at: position)
                    continue
                }
                check(scalar.string, at: position)
                let name = source.original(ofKey: scalar.string, at: scalar.mark)
                let converted = convert(value, depth: depth + 1)
                if let line = lines[Array(name.utf8)] {
                    faults.error(
                        "the key \"\(name)\" is repeated; it is already on line \(line)",
                        at: position)
                    continue
                }
                lines[Array(name.utf8)] = position.line
                if let converted {
                    entries.append(.init(key: name, position: position, value: converted))
                }
            }
            return entries
        }

        private func check(_ tag: Tag, at position: Position) {
            guard !Self.plainTags.contains(tag.rawValue) else { return }
            faults.error("tags such as \(tag.rawValue) are not allowed", at: position)
        }

        private func check(_ text: String, at position: Position) {
            guard let control = text.unicodeScalars.first(where: VisibleText.isControl) else {
                return
            }
            faults.error(
                "the text has the control character U+\(control.codePoint().lowercased())",
                at: position)
        }
    }
}

extension String {
    fileprivate var trimmingTrailingStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

/// Texts that were written without quotes, or with quotes around a part of them.
private enum PlainText {
    /// The value of a line `key: value` or `- value` that YAML can't read as a plain text.
    static func needingQuotes(in line: Substring) -> Substring? {
        var value = line.drop { $0 == " " }
        while value.hasPrefix("- ") { value = value.dropFirst(2).drop { $0 == " " } }
        if let colon = value.firstRange(of: ": "),
            value[..<colon.lowerBound].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
        {
            value = value[colon.upperBound...].drop { $0 == " " }
        }
        while value.last?.isWhitespace ?? false { value = value.dropLast() }
        guard let first = value.first else { return nil }
        switch first {
        case "\"", "'":
            // The quotes end before the text does.
            let end = value.dropFirst().firstIndex(of: first)
            return end.map { value.index(after: $0) < value.endIndex } ?? false ? value : nil
        case "{", "[":
            // A placeholder begins the text, which goes on after its brace.
            let end = value.firstIndex(of: first == "{" ? "}" : "]")
            return end.map { value.index(after: $0) < value.endIndex } ?? false ? value : nil
        case "@", "`", "%", "*", "&", "!", "|", ">": return value
        default: return value.contains(": ") && !first.isWhitespace ? value : nil
        }
    }
}
