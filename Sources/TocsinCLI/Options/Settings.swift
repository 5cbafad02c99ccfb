internal import Engine
internal import Foundation
internal import Glibc

/// The defaults that `tocsin use` keeps for later commands. Losing them loses nothing else.
struct Settings: Codable, Hashable {
    var incident: String?
    var actor: String?
    var role: String?

    enum CodingKeys: String, CodingKey {
        case incident, role
        case actor = "as"
    }

    static func read(from home: Home, _ world: World) throws(Failure) -> Settings {
        if access(home.settingsPath, F_OK) != 0, errno == ENOENT { return Settings() }
        let bytes = try InputReader(world).bytes(
            home.settingsPath, limit: 65_536, what: "the settings")
        do {
            return try JSONDecoder().decode(Settings.self, from: Data(bytes))
        } catch {
            throw Failure(
                .badData,
                "\(home.settingsPath) isn't a settings file. Delete it and run tocsin use again.")
        }
    }

    func write(to home: Home) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try BoundedFile.write(Array(try encoder.encode(self)) + [0x0A], to: home.settingsPath)
    }
}
