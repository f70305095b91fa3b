import Foundation
import Testing

/// The files of the package, to check those rules of the design that the compiler cannot check.
enum Package {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The Swift sources in a folder, as paths relative to the root.
    static func sources(under folder: String) throws -> [String] {
        let url = root.appending(path: folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: url.path)
        return names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
    }

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func lines(of path: String) throws -> [Substring] {
        try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    }
}

@Suite struct FloorsTests {
    /// All that each layer may import, including system modules; no layer imports another at its own level.
    static let floors: [String: Set<String>] = [
        "Notation": ["CSimdjson"],
        "CommandLine": ["Notation"],
        "System": ["Notation", "CProcess", "COpenSSL", "Glibc", "Synchronization"],
        "Exposition": ["CISAL", "CZlib"],
        "Datastream": ["Notation", "CXXHash"],
        "Ledger": ["Notation", "Datastream"],
        "LedgerStore": ["Notation", "System", "CSQLite", "Datastream", "Ledger", "Glibc"],
        "DatastreamMetrics": ["Notation", "Datastream", "Ledger", "Exposition"],
        "HTTPTransport": ["Notation", "System", "CCurl", "COpenSSL", "CISAL", "Glibc", "Synchronization"],
        "GoogleAuth": [
            "Notation", "System", "HTTPTransport", "COpenSSL", "Glibc", "Synchronization",
        ],
        "Polling": ["Notation", "System", "Datastream", "HTTPTransport", "GoogleAuth", "Synchronization"],
        "Operating": [
            "CTerminal", "Notation", "CommandLine", "System", "Datastream", "HTTPTransport", "GoogleAuth", "Polling",
            "Glibc", "Synchronization",
        ],
        "Serving": ["Notation", "System", "CEpoll", "COpenSSL", "CYAML", "CCrypt", "Glibc", "Synchronization"],
        "StatusPage": ["Notation", "Datastream", "Ledger"],
        "Bookkeeping": [
            "Notation", "System", "Exposition", "Datastream", "Ledger", "LedgerStore", "DatastreamMetrics", "Polling",
            "StatusPage", "Synchronization",
        ],
        "DatastreamSimulator": ["Notation", "Datastream", "Serving", "Synchronization"],
        "datastream-exporter": [
            "CBuild", "CRE2", "Notation", "CommandLine", "System", "Exposition", "Datastream", "Ledger",
            "LedgerStore", "DatastreamMetrics", "HTTPTransport", "GoogleAuth", "Polling", "Operating", "Serving",
            "StatusPage", "Bookkeeping", "DatastreamSimulator", "Glibc", "Synchronization",
        ],
    ]

    @Test(arguments: floors.keys.sorted())
    func `a floor imports only what lies below it`(floor: String) throws {
        let allowed = try #require(Self.floors[floor])
        for path in try Package.sources(under: "Sources/\(floor)") {
            let imports = try Package.lines(of: path).compactMap { line -> String? in
                let words = line.split(separator: " ")
                guard let keyword = words.firstIndex(of: "import"), keyword <= 2, !line.hasPrefix(" ") else {
                    return nil
                }
                return words.dropFirst(keyword + 1).first.map(String.init)
            }
            #expect(Set(imports).isSubset(of: allowed), "\(path) imports \(imports)")
        }
    }

    @Test func `every target has its floor`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Package.root.appending(path: "Sources").path)
        #expect(Set(folders) == Set(Self.floors.keys).union(["CLibraries"]))
    }

    @Test func `every floor has tests`() throws {
        for floor in Self.floors.keys {
            #expect(try !Package.sources(under: "Tests/\(floor)Tests").isEmpty)
        }
    }

    @Test func `a test file is named after what it tests`() throws {
        // Exceptions: parts of a test in separate files, and tests of several sources together.
        for floor in Self.floors.keys {
            let paths = try Package.sources(under: "Sources/\(floor)")
            let sources = Set(paths.map { URL(filePath: $0).lastPathComponent })
            let tests = try Package.sources(under: "Tests/\(floor)Tests").filter { $0.hasSuffix("Tests.swift") }
            for test in tests {
                let source = URL(filePath: test).lastPathComponent.replacing("Tests.swift", with: ".swift")
                #expect(
                    sources.contains(source) || Self.wholes.contains(source.replacing(".swift", with: "")),
                    "\(test) has no source")
            }
        }
    }

    /// The subjects of tests that cover several sources together.
    private static let wholes: Set<String> = [
        "BrowsedPage", "Command", "CommandOutput", "CompletionShells", "CredentialFaults", "DamagedLedger",
        "Documentation", "FailingStream", "FaultyAnswers", "FaultyPages", "FlagFaults", "FullDisk", "GoogleClients",
        "GoogleLibrary",
        "KeptHistory", "LedgerFaults", "OperatorProgram", "OperatorSimulator", "OperatorTerminal", "Program",
        "ProgramFaults", "PrometheusClient", "RequestFaults", "SecretFlags", "SecretProgram", "SlowDisk",
        "StreamFaults", "TransportFaults", "UnreadableDisk", "WebFileFaults", "WebProgram",
    ]
}

@Suite struct TidyTests {
    @Test func `no file is longer than 300 lines`() throws {
        for path in try Package.sources(under: "Sources") + Package.sources(under: "Tests") {
            let count = try Package.lines(of: path).count
            #expect(count <= 301, "\(path) has \(count) lines")
        }
    }

    @Test func `no source can trap on its input`() throws {
        for path in try Package.sources(under: "Sources") {
            let text = try Package.text(of: path)
            for word in ["try!", "as!", "fatalError(", "unowned(unsafe)", "TODO", "FIXME"] {
                #expect(!text.contains(word), "\(path) has \(word)")
            }
        }
    }

    @Test func `every unchecked Sendable gives its reason`() throws {
        for path in try Package.sources(under: "Sources") {
            let lines = try Package.lines(of: path)
            for (index, line) in lines.enumerated() where line.contains("@unchecked Sendable") {
                let before = index > 0 ? lines[index - 1] : ""
                #expect(line.contains("//") || before.contains("//"), "\(path): \(line)")
            }
        }
    }

    @Test func `no folder is a catch-all`() throws {
        for path in try Package.sources(under: "Sources") {
            for name in ["Util", "Helper", "Manager", "Extras", "Misc"] {
                #expect(!path.contains(name), "\(path)")
            }
        }
    }

    @Test func `the top level contains only what the design names`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Package.root.path)
        let known: Set = [
            "Package.swift", "Sources", "Tests", "dashboards", "deploy", "README.md", "LICENSE", "CHANGELOG.md",
        ]
        // A program that measures its coverage, started without its environment, leaves a profile where it runs.
        let found = names.filter { !$0.hasPrefix(".") && $0 != "default.profraw" }
        #expect(Set(found).isSubset(of: known))
    }

    @Test func `only one source sends the API anything but a GET`() throws {
        let floors = ["Sources/Polling", "Sources/Operating", "Sources/datastream-exporter"]
        let posting = try floors.flatMap(Package.sources).filter { try Package.text(of: $0).contains(".post") }
        #expect(posting == ["Sources/Operating/APICall+Commands.swift"])
    }

    @Test func `the serving side cannot reach the commands`() throws {
        let operators = [
            "Sources/datastream-exporter/Operator/", "Sources/datastream-exporter/Flags/Flags+Operator.swift",
        ]
        for path in try Package.sources(under: "Sources") where !operators.contains(where: path.hasPrefix) {
            #expect(try !Package.text(of: path).contains("import Operating"), "\(path)")
        }
        for path in try Package.sources(under: "Sources/datastream-exporter/Serve") {
            #expect(try !Package.text(of: path).contains("Operator"), "\(path)")
        }
    }
}
