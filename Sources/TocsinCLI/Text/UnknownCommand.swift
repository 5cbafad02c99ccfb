internal import ArgumentParser
internal import Playbooks

/// Words that name no command, and the command that was probably meant.
struct UnknownCommand {
    let failure: Failure

    /// - Parameter arguments: As typed; nil is returned if they begin with a whole command.
    init?(_ arguments: [String]) {
        let words = Array(arguments.prefix { !$0.hasPrefix("-") })
        let length = CommandPath.length(of: words)
        guard length < words.count else { return nil }
        let path = Array(words.prefix(length))
        let commands =
            length == 0
            ? TocsinCommand.configuration.subcommands
            : CommandPath.command(at: path)?.configuration.subcommands ?? []
        guard !commands.isEmpty else { return nil }
        let word = words[length]
        if length == 0, ["undo", "delete", "remove"].contains(word) {
            failure = Failure(.usage, Self.undo)
            return
        }
        let typed = (["tocsin"] + path).joined(separator: " ")
        if word == "add", let way = Self.adding[path.joined(separator: " ")] {
            failure = Failure(.usage, "\(typed) has no add.", remedy: way)
            return
        }
        let known = commands.flatMap { [$0._commandName] + $0.configuration.aliases }
        let meant = NearestName.of(word, among: known)
            .map { " Did you mean \"\(typed) \($0)\"?" }
        let list = commands.map { $0._commandName }.joined(separator: ", ")
        failure = Failure(
            .usage,
            "There is no command \"\(typed) \(word.prefix(80))\".\(meant ?? " There are: \(list).")",
            remedy: "See \(typed) --help")
    }

    /// What to do instead, for the nouns whose things aren't added one by one.
    private static let adding = [
        "incident": "Open one: tocsin open PLAYBOOK --place PLACE",
        "phase": "Enter one: tocsin phase set PHASE",
        "onset": "Set it: tocsin onset set TIME --reason TEXT",
        "step": "Steps come from the playbook: tocsin playbook show PLAYBOOK",
        "playbook": "Write one: tocsin playbook new NAME",
        "policy": "Rules are in the home's department.yaml. See them: tocsin policy list",
        "scenario": "Write the file and check it: tocsin scenario check FILE",
        "guard": "Guards are built in. Their lists of words are the playbook's: tocsin guard list",
        "channel":
            "Channels are built in. List your accounts in the department file: tocsin channel list",
        "tip": "Take one: tocsin tip receive",
        "retention":
            "Periods are in the department file (policy: retention). See them: tocsin retention list",
        "observe": "Begin a watch: tocsin observe watch TOPIC --purpose PURPOSE",
        "log": "Note something: tocsin note log TEXT",
        "form": "Forms are filled from the log: tocsin form list",
        "review":
            "Add one: tocsin review lesson TEXT, tocsin review rate SUBJECT, or tocsin review action add TEXT",
    ]

    /// The log keeps everything, so each kind of mistake has its own command.
    private static let undo = """
        Nothing can be undone or deleted: the log keeps what was recorded. To correct something:
          a fact was wrong                  tocsin fact refute FACT --reason TEXT
          a message isn't released yet      tocsin message discard MESSAGE --reason TEXT
          a released text must be stopped   tocsin message recall MESSAGE --reason TEXT
          a message was wrong               tocsin message retract MESSAGE --reason TEXT
          it was never posted there         tocsin message posted MESSAGE ACCOUNT --mistaken --reason TEXT
          an entry of the log is wrong      tocsin note correct POSITION TEXT
        """
}
