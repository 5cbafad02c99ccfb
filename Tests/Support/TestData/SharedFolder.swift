public import Foundation

/// Third-party test suites and data, which may be next to the checkout and are never part of it.
public enum SharedFolder {
    public static let url = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")

    public static func url(_ path: String) -> URL { url.appending(path: path) }
}
