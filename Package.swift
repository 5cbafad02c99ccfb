// swift-tools-version: 6.2
import PackageDescription

/// `TOCSIN_STRICT=1` turns warnings into errors for our own targets. It is off by default so that
/// a newer compiler's new warnings never stop a user's build.
let isStrict = Context.environment["TOCSIN_STRICT"] == "1"

let swiftSettings: [SwiftSetting] =
    [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

/// The commit that `tocsin --version` names. SwiftPM keeps what a manifest once said until the
/// manifest or the environment changes, so a release names its commit in the environment.
let commit =
    Context.environment["TOCSIN_COMMIT"]
    ?? Context.gitInformation.map { $0.currentCommit + ($0.hasUncommittedChanges ? "+" : "") }
    ?? "unknown"

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: swiftSettings)
}

func tests(
    of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
        exclude: exclude, swiftSettings: swiftSettings)
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "Tocsin",
    products: [
        .executable(name: "tocsin", targets: ["tocsin"]),
        .executable(name: "tocsin-bench", targets: ["TocsinBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        library("Basics"),
        library("Tables"),
        .systemLibrary(
            name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev", "pkg-config"])]),
        library("LMDB", ["CLMDB"]),
        .target(name: "CLibcrypto", linkerSettings: [.linkedLibrary("crypto")]),
        library("Hashing", ["CLibcrypto"]),
        library("EventLog", ["Basics", "LMDB", "Hashing"]),
        library(
            "IncidentEvents", ["Basics", protobuf],
            exclude: ["incident_events.proto", "incident_events.sha256"]),
        library("Recurrence", ["Basics", "IncidentEvents"]),
        library("Documents", ["Basics"]),
        library("Channels", ["Basics"]),
        library("TextChecks", ["Basics", "Channels"]),
        library("Wire", ["Basics", "Channels", "Documents", "Tables", "TextChecks"]),
        .target(name: "CTerminal"),
        .target(name: "CCommit", cSettings: [.define("TOCSIN_COMMIT", to: "\"\(commit)\"")]),
        .target(
            name: "ShippedPlaybooks", path: "Playbooks",
            exclude: [
                "playbook.schema.json", "department.schema.json", "scenario.schema.json",
            ],
            sources: ["shipped_playbooks.c"], publicHeadersPath: "include"),
        library(
            "Playbooks",
            [
                "Basics", "Channels", "Documents", "IncidentEvents", "Recurrence", "Tables",
                "TextChecks", "ShippedPlaybooks", yams,
            ]),
        library(
            "Incident",
            [
                "Basics", "Documents", "IncidentEvents", "Recurrence", "Channels", "Tables",
                "TextChecks", "Playbooks", "Hashing", protobuf,
            ]),
        library(
            "ReadModels",
            [
                "Basics", "IncidentEvents", "Incident", "Channels", "Documents", "Playbooks",
                protobuf,
            ]),
        library(
            "Player",
            ["Basics", "IncidentEvents", "Incident", "Channels", "Documents", "ReadModels"]),
        library(
            "Review",
            [
                "Basics", "IncidentEvents", "Incident", "Channels", "Documents", "Playbooks",
                "ReadModels", "TextChecks",
            ]),
        library(
            "Forms",
            [
                "Basics", "IncidentEvents", "Incident", "Channels", "Documents", "Playbooks",
                "ReadModels",
                "Review",
            ]),
        library(
            "Publishing",
            [
                "Basics", "IncidentEvents", "Incident", "Channels", "Documents", "Playbooks",
                "ReadModels",
                "TextChecks", "Wire",
            ]),
        library(
            "Engine",
            [
                "CCommit", "EventLog", "Hashing", "IncidentEvents", "Incident", "Playbooks",
                "Channels", protobuf,
            ]),
        library(
            "TocsinCLI",
            [
                "Basics", "CTerminal", "Engine", "EventLog", "Hashing", "IncidentEvents",
                "Incident",
                "Channels",
                "Documents", "Forms", "Playbooks", "Player", "Publishing", "ReadModels",
                "Recurrence", "Review", "Tables",
                "TextChecks", "Wire", argumentParser, protobuf,
            ]),
        .executableTarget(name: "tocsin", dependencies: ["TocsinCLI"]),
        .executableTarget(
            name: "TocsinBench",
            dependencies: [
                "CLMDB", "Engine", "EventLog", "Hashing", "IncidentEvents", "Channels", "Player",
                "ReadModels", "Review", "TextChecks", argumentParser, protobuf,
            ],
            swiftSettings: swiftSettings),

        .target(
            name: "HandwrittenLog", dependencies: ["IncidentEvents", protobuf],
            path: "Tests/Support/HandwrittenLog", swiftSettings: swiftSettings),
        .target(
            name: "SeededRandom", path: "Tests/Support/SeededRandom", swiftSettings: swiftSettings),
        .target(
            name: "TestData", dependencies: ["ChildProcess", "SeededRandom"],
            path: "Tests/Support/TestData",
            swiftSettings: swiftSettings),
        .target(
            name: "ChildProcess", path: "Tests/Support/ChildProcess", swiftSettings: swiftSettings),
        tests(of: "Hashing", ["ChildProcess"]),
        .testTarget(name: "ArchitectureTests", swiftSettings: swiftSettings),
        tests(of: "LMDB"),
        .executableTarget(
            name: "LogProbe", dependencies: ["EventLog"], path: "Tests/LogProbe",
            swiftSettings: swiftSettings),
        tests(
            of: "EventLog", ["LMDB", "LogProbe", "ChildProcess", "Hashing", "SeededRandom"],
            exclude: ["Fixtures"]),
        tests(of: "IncidentEvents", ["Basics", "HandwrittenLog", "Hashing", protobuf]),
        tests(of: "Basics", ["SeededRandom"]),
        tests(of: "Tables", ["ChildProcess", "SeededRandom", "TestData"]),
        tests(
            of: "Recurrence",
            ["Basics", "ChildProcess", "IncidentEvents", "SeededRandom", "Wire"]),
        tests(of: "Documents", ["MarkdownReader", "SeededRandom"]),
        .target(
            name: "MarkdownReader", dependencies: ["TestData"],
            path: "Tests/Support/MarkdownReader", swiftSettings: swiftSettings),
        tests(of: "Channels", ["SeededRandom", "TestData"]),
        tests(
            of: "TextChecks", ["ChildProcess", "SeededRandom", "TestData"], exclude: ["Fixtures"]),
        tests(
            of: "Wire",
            ["Channels", "Documents", "TextChecks", "ChildProcess", "SeededRandom", "TestData"]),
        tests(
            of: "Playbooks",
            ["Basics", "Channels", "ChildProcess", "IncidentEvents", "Recurrence", "TextChecks"]),
        tests(
            of: "Incident",
            [
                "ChildProcess", "HandwrittenLog", "SeededRandom", "Hashing", "IncidentEvents",
                "Channels", "TestData", "Playbooks", "Recurrence",
            ]),
        tests(
            of: "ReadModels",
            [
                "HandwrittenLog", "SeededRandom", "IncidentEvents", "Incident", "Channels",
                "Playbooks", protobuf,
            ]),
        tests(
            of: "Player",
            [
                "HandwrittenLog", "SeededRandom", "IncidentEvents", "Incident", "Channels",
                "ReadModels", protobuf,
            ]),
        tests(
            of: "Review",
            [
                "HandwrittenLog", "MarkdownReader", "SeededRandom", "ChildProcess",
                "IncidentEvents", "Incident", "Channels", "Playbooks", "ReadModels", protobuf,
            ]),
        tests(
            of: "Forms",
            [
                "HandwrittenLog", "MarkdownReader", "ChildProcess", "IncidentEvents", "Incident",
                "Channels",
                "Documents", "Playbooks", "ReadModels", "Review", protobuf,
            ]),
        tests(
            of: "Publishing",
            [
                "HandwrittenLog", "MarkdownReader", "TestData", "IncidentEvents", "Incident",
                "Channels", "Documents", "Playbooks", "Wire", protobuf,
            ]),
        tests(
            of: "Engine",
            ["SeededRandom", "EventLog", "IncidentEvents", "Incident", "Playbooks", protobuf]),
        tests(
            of: "TocsinCLI",
            [
                "tocsin", "Basics", "Channels", "ChildProcess", "HandwrittenLog", "Engine",
                "EventLog",
                "Hashing", "Incident", "IncidentEvents", "Playbooks", "SeededRandom", "TestData",
                argumentParser, protobuf,
            ],
            exclude: ["Fixtures", "Screens"]),
    ]
)
