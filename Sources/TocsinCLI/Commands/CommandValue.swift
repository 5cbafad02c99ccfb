internal import ArgumentParser

/// A parsed command as bytes that are the same however it was typed: `--source x`, `--source=x` and
/// any order of the options give one value.
///
/// An option that was not given adds nothing, so a version with a new option still recognizes the
/// requests of this one. The names are those of the Swift properties: renaming one breaks the
/// recognition of earlier requests.
enum CommandValue {
    /// Options for place, actor and output; the request itself includes the first two.
    private static let ignored: Set<String> = ["global", "writing.request", "writing.yes"]

    /// Groups that were once part of another, which their values' names still begin with.
    private static let earlierGroups = ["identification": "content", "soundness": "assessment"]

    static func parts(of command: any ParsableCommand) -> [[UInt8]] {
        let type = Swift.type(of: command)
        let words = CommandPath.all.first { $0.command == type }?.words ?? [type._commandName]
        var values: [(name: String, texts: [String])] = []
        collect(from: command, below: "", into: &values)
        // Marks the encoding, so no list of typed arguments looks like one.
        var parts = ["command value", words.joined(separator: " ")]
        for value in values.sorted(by: { $0.name < $1.name }) {
            parts += [value.name, "\(value.texts.count)"] + value.texts
        }
        return parts.map { Array($0.utf8) }
    }

    private static func collect(
        from group: Any, below prefix: String, into values: inout [(name: String, texts: [String])]
    ) {
        let children = Mirror(reflecting: group).children
        // A property wrapper's storage is called `_name`.
        let labels = Set(children.compactMap { $0.label.map { String($0.dropFirst()) } })
        for child in children {
            guard let label = child.label, let option = child.value as? any ParsedOption
            else { continue }
            var name = prefix + label.dropFirst()
            if let group = earlierGroups[name], labels.contains(group) { name = "\(group).\(name)" }
            guard !ignored.contains(name) else { continue }
            if let nested = option.parsed as? any ParsableArguments {
                collect(from: nested, below: name + ".", into: &values)
            } else {
                let texts = texts(option.parsed)
                if !texts.isEmpty { values.append((name, texts)) }
            }
        }
    }

    private static func texts(_ value: Any) -> [String] {
        if let isSet = value as? Bool, Mirror(reflecting: value).displayStyle != .optional {
            return isSet ? ["true"] : []
        }
        if let list = value as? [String] { return list }
        if let list = value as? [Several] { return list.values }
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional else { return ["\(value)"] }
        return mirror.children.first.map { ["\($0.value)"] } ?? []
    }
}

/// A property of a command that the parser sets.
private protocol ParsedOption {
    var parsed: Any { get }
}

extension Argument: ParsedOption {
    fileprivate var parsed: Any { wrappedValue }
}

extension Option: ParsedOption {
    fileprivate var parsed: Any { wrappedValue }
}

extension Flag: ParsedOption {
    fileprivate var parsed: Any { wrappedValue }
}

extension OptionGroup: ParsedOption {
    fileprivate var parsed: Any { wrappedValue }
}
