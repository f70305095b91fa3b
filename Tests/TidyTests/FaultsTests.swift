import Foundation
import Testing

/// The table of bad input and faults: what may go wrong, and which tests show that the program handles it.
///
/// `faults.txt` has a row for each case: its id and the case, followed by the tests as `Suite: name of the test`, or by
/// a dash and the reason why there is nothing to test.
private struct Fault {
    let id: String
    var tests: [String] = []
    var reasons: [String] = []

    /// The rows of the table, in its order.
    static func table() throws -> [Fault] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "faults.txt"), encoding: .utf8)
        var faults: [Fault] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if let item = line.wholeMatch(of: #/    (\S.*)/#)?.1 {
                let fault = try #require(faults.indices.last, "\(line) belongs to no row")
                if item.hasPrefix("- ") {
                    faults[fault].reasons.append(String(item.dropFirst(2)))
                } else {
                    faults[fault].tests.append(String(item))
                }
            } else {
                let row = try #require(line.wholeMatch(of: /([A-H][0-9]?\.[0-9]{2}) {1,2}(\S.*)/), "not a row: \(line)")
                faults.append(Fault(id: String(row.1)))
            }
        }
        return faults
    }

    /// The group of an id: `A1` for `A1.02`.
    var group: String { String(id.prefix { $0 != "." }) }
}

/// The names of all tests, by file name.
private enum KnownTests {
    static func byFile() throws -> [String: Set<String>] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        var known: [String: Set<String>] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: path)
            let text: String
            switch file.pathExtension {
            case "swift", "py": text = try String(contentsOf: file, encoding: .utf8)
            default: continue
            }
            let names =
                file.pathExtension == "swift"
                ? text.matches(of: /func `([^`]+)`\(/).map { String($0.1) }
                : text.matches(of: /def (\w+)\(/).map { String($0.1) }
            let name = file.pathExtension == "swift" ? file.deletingPathExtension().lastPathComponent : path
            known[name, default: []].formUnion(names)
        }
        return known
    }
}

@Suite struct FaultsTests {
    @Test func `every fault has tests, or a reason for having none`() throws {
        for fault in try Fault.table() {
            #expect(!fault.tests.isEmpty || !fault.reasons.isEmpty, "\(fault.id) has neither")
        }
    }

    @Test func `every test that a fault names exists`() throws {
        let known = try KnownTests.byFile()
        for fault in try Fault.table() {
            for test in fault.tests {
                let parts = test.split(separator: ": ", maxSplits: 1).map(String.init)
                let names = parts.first.flatMap { known[$0] }
                #expect(parts.count == 2 && names?.contains(parts[1]) == true, "\(fault.id): no test \(test)")
            }
            #expect(Set(fault.tests).count == fault.tests.count, "\(fault.id) names a test twice")
        }
    }

    @Test func `ids are unique and in order`() throws {
        let ids = try Fault.table().map(\.id)
        #expect(ids == Set(ids).sorted())
    }

    /// The number of rows in each group, so that none can disappear unnoticed.
    private static let sizes = [
        "A1": 38, "A2": 39, "A3": 42, "B": 30, "C1": 37, "C2": 20, "D": 21, "E": 24, "F": 21, "G": 15, "H": 14,
    ]

    @Test func `no fault is missing`() throws {
        let groups = try Dictionary(grouping: Fault.table(), by: \.group).mapValues(\.count)
        #expect(groups == Self.sizes)
    }
}
