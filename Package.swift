// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The settings of every Swift target.
let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
]

/// A library target, which is one layer of the program, and its tests.
///
/// A layer imports only layers below it; `TidyTests` checks the imports against its own table.
func floor(
    _ name: String, on dependencies: [String], tests: [String] = [], files: [String] = []
) -> [Target] {
    let dependencies = dependencies.map(Target.Dependency.init(stringLiteral:))
    return [
        .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings),
        .testTarget(
            name: "\(name)Tests",
            dependencies: ["TestSupport"] + dependencies + tests.map(Target.Dependency.init(stringLiteral:)) + [
                .target(name: name)
            ],
            exclude: files, swiftSettings: swiftSettings),
    ]
}

/// A system library: a module map, and a header of one-line wrappers for what Swift cannot call.
func door(_ name: String, to package: String, from debian: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CLibraries/\(name)", pkgConfig: package, providers: [.apt([debian])])
}

/// The branch that is checked out, for `build_info`; `unknown` outside a repository.
func branch() -> String {
    let head = try? String(contentsOfFile: Context.packageDirectory + "/.git/HEAD", encoding: .utf8)
    let prefix = "ref: refs/heads/"
    guard let head, head.hasPrefix(prefix) else { return "unknown" }
    return head.dropFirst(prefix.count).filter { $0.isASCII && !$0.isWhitespace && $0 != "\"" && $0 != "\\" }
}

let package = Package(
    name: "datastream-exporter",
    products: [.executable(name: "datastream-exporter", targets: ["datastream-exporter"])],
    targets: [
        door("CCurl", to: "libcurl", from: "libcurl4-openssl-dev"),
        door("CSQLite", to: "sqlite3", from: "libsqlite3-dev"),
        door("CZlib", to: "zlib", from: "zlib1g-dev"),
        door("COpenSSL", to: "openssl", from: "libssl-dev"),
        door("CISAL", to: "libisal", from: "libisal-dev"),
        door("CXXHash", to: "libxxhash", from: "libxxhash-dev"),
        door("CYAML", to: "yaml-0.1", from: "libyaml-dev"),
        door("CCrypt", to: "libcrypt", from: "libcrypt-dev"),
        .systemLibrary(name: "CEpoll", path: "Sources/CLibraries/CEpoll"),
        .systemLibrary(name: "CProcess", path: "Sources/CLibraries/CProcess"),
        .systemLibrary(name: "CTerminal", path: "Sources/CLibraries/CTerminal"),
        .target(
            name: "CSimdjson", path: "Sources/CLibraries/CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        // A poll in which everything changed takes a fifth less time with jemalloc than with the allocator of the C library.
        .target(
            name: "CAllocator", path: "Sources/CLibraries/CAllocator", linkerSettings: [.linkedLibrary("jemalloc")]),
        .target(name: "CRE2", path: "Sources/CLibraries/CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(
            name: "CBuild", path: "Sources/CLibraries/CBuild",
            cSettings: [
                .define("BUILD_REVISION", to: "\"\(Context.gitInformation?.currentCommit ?? "unknown")\""),
                .define("BUILD_BRANCH", to: "\"\(branch())\""),
            ]),
    ]
        + [
            .target(
                name: "TestSupport", dependencies: ["Notation", "System"], path: "Tests/TestSupport",
                swiftSettings: swiftSettings)
        ]
        + floor("Notation", on: ["CSimdjson"])
        + floor("CommandLine", on: ["Notation"])
        + floor("System", on: ["Notation", "CProcess", "COpenSSL"])
        + floor("Exposition", on: ["CISAL", "CZlib"])
        + floor("Datastream", on: ["Notation", "CXXHash"])
        + floor("DatastreamMetrics", on: ["Notation", "Datastream", "Ledger", "Exposition"], files: ["metrics.tsv"])
        + floor("Ledger", on: ["Notation", "Datastream"])
        + floor(
            "LedgerStore", on: ["Notation", "System", "CSQLite", "Datastream", "Ledger"],
            tests: ["LedgerTests", "CSimulation"])
        + floor("HTTPTransport", on: ["Notation", "System", "CCurl", "COpenSSL", "CISAL"], files: ["http2_server.py"])
        + floor(
            "GoogleAuth", on: ["Notation", "System", "HTTPTransport", "COpenSSL"],
            files: ["google_auth.py"])
        + floor(
            "Polling", on: ["Notation", "System", "Datastream", "HTTPTransport", "GoogleAuth"],
            tests: ["DatastreamSimulator", "Serving"])
        + floor(
            "Operating",
            on: [
                "CTerminal", "Notation", "CommandLine", "System", "Datastream", "HTTPTransport", "GoogleAuth",
                "Polling",
            ],
            tests: ["DatastreamSimulator", "Serving"])
        + floor("StatusPage", on: ["Notation", "Datastream", "Ledger"])
        + floor(
            "Bookkeeping",
            on: [
                "Notation", "System", "Exposition", "Datastream", "Ledger", "LedgerStore", "DatastreamMetrics",
                "Polling", "StatusPage",
            ])
        + floor("Serving", on: ["Notation", "System", "CEpoll", "COpenSSL", "CYAML", "CCrypt"])
        + floor("DatastreamSimulator", on: ["Notation", "Datastream", "Serving"], files: ["google_clients.py"])
        + [
            .executableTarget(
                name: "datastream-exporter",
                dependencies: [
                    "CAllocator", "CBuild", "CRE2", "Notation", "CommandLine", "System", "Exposition", "Datastream",
                    "Ledger", "LedgerStore", "DatastreamMetrics", "HTTPTransport", "GoogleAuth", "Polling",
                    "Operating", "Serving", "StatusPage", "Bookkeeping", "DatastreamSimulator",
                ],
                swiftSettings: swiftSettings),
            .testTarget(
                name: "datastream-exporterTests",
                dependencies: [
                    "TestSupport", "StatusPageTests", "datastream-exporter", "Notation", "CommandLine", "System",
                    "Exposition", "Datastream", "Ledger", "LedgerStore", "DatastreamMetrics", "HTTPTransport",
                    "GoogleAuth", "Polling", "Operating", "Serving", "StatusPage", "Bookkeeping",
                    "DatastreamSimulator",
                ],
                exclude: ["read_exposition.py", "google_servers.py", "completion_shells.py"],
                swiftSettings: swiftSettings),
            .testTarget(
                name: "FuzzTests",
                dependencies: [
                    "CZlib", "datastream-exporter", "Notation", "CommandLine", "System", "Exposition", "Datastream",
                    "Ledger", "LedgerStore", "HTTPTransport", "GoogleAuth", "Operating", "Serving",
                ],
                exclude: ["Corpora", "Driver", "run"], swiftSettings: swiftSettings),
            .testTarget(name: "TidyTests", exclude: ["faults.txt"], swiftSettings: swiftSettings),
            .executableTarget(
                name: "benchmark",
                dependencies: [
                    "CAllocator", "TestSupport", "Notation", "Exposition", "Datastream", "Ledger", "DatastreamMetrics",
                ],
                path: "Tests/Benchmark", swiftSettings: swiftSettings),
            .executableTarget(
                name: "ledger-benchmark",
                dependencies: ["CAllocator", "TestSupport", "Notation", "Datastream", "Ledger", "LedgerStore"],
                path: "Tests/LedgerBenchmark", swiftSettings: swiftSettings),
            .target(name: "CSimulation", dependencies: ["CSQLite"], path: "Tests/CSimulation"),
            .executableTarget(
                name: "simulation",
                dependencies: [
                    "CAllocator", "TestSupport", "CSimulation", "CSQLite", "CZlib", "Notation", "System", "Exposition",
                    "Datastream",
                    "Ledger", "LedgerStore", "DatastreamMetrics", "HTTPTransport", "GoogleAuth", "Polling",
                    "Bookkeeping",
                ],
                path: "Tests/Simulation", exclude: ["bugs", "prove"], swiftSettings: swiftSettings),
            .testTarget(
                name: "SimulationTests", dependencies: ["TestSupport", "simulation"],
                path: "Tests/SimulationTests", swiftSettings: swiftSettings),
        ],
    cxxLanguageStandard: .cxx17
)
