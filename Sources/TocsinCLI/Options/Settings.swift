internal import Engine
internal import Foundation
internal import Glibc

/// The defaults that `tocsin use` keeps for later commands of one terminal or login session. Losing
/// them loses nothing else.
struct Settings: Codable, Hashable {
    var incident: String?
    var actor: String?
    var role: String?

    enum CodingKeys: String, CodingKey {
        case incident, role
        case actor = "as"
    }
}

/// The home's settings, separate for each terminal: several people work in one home, and nobody may
/// become somebody else by what another person types.
struct SettingsFile {
    /// The settings that earlier versions kept for everyone in the home. They hold for a session
    /// until it has its own.
    private var shared = Settings()
    private var sessions: [String: Settings] = [:]

    private init() {}

    /// The settings of the session in which the command was typed.
    static func settings(in home: Home, _ world: World) throws(Failure) -> Settings {
        try read(from: home, world).settings(of: world.login)
    }

    /// Changes the session's settings and drops those of sessions that have ended.
    ///
    /// - Returns: The settings after the change.
    static func change(
        in home: Home, _ world: World, _ change: (inout Settings) -> Void
    ) throws -> Settings {
        // Two terminals may change the one file at once.
        try home.locked {
            var file = try read(from: home, world)
            let before = file.settings(of: world.login)
            var after = before
            change(&after)
            guard after != before else { return after }
            file.sessions = file.sessions.filter { !world.login.hasEnded($0.key) }
            file.sessions[world.login.key] = after
            try file.write(to: home)
            return after
        }
    }

    private func settings(of login: World.Login) -> Settings { sessions[login.key] ?? shared }

    private static func read(from home: Home, _ world: World) throws(Failure) -> SettingsFile {
        if access(home.settingsPath, F_OK) != 0, errno == ENOENT { return SettingsFile() }
        let bytes = try InputReader(world).bytes(
            home.settingsPath, limit: 1_048_576, what: "the settings")
        do {
            return try JSONDecoder().decode(SettingsFile.self, from: Data(bytes))
        } catch {
            throw Failure(
                .badData,
                "\(home.settingsPath) isn't a settings file. Delete it and run tocsin use again.")
        }
    }

    private func write(to home: Home) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try BoundedFile.write(Array(try encoder.encode(self)) + [0x0A], to: home.settingsPath)
    }
}

extension SettingsFile: Codable {
    private enum CodingKeys: CodingKey { case sessions }

    init(from decoder: any Decoder) throws {
        shared = try Settings(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sessions = try container.decodeIfPresent([String: Settings].self, forKey: .sessions) ?? [:]
    }

    func encode(to encoder: any Encoder) throws {
        try shared.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sessions, forKey: .sessions)
    }
}
