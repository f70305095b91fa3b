import Foundation
import TestSupport
import Testing

/// A reader of gzip that shares no code with this package.
enum GunzipTool: CaseIterable {
    case gzip, python

    func inflate(_ member: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "member-\(UUID().uuidString).gz")
        try Data(member).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let tool = try output(of: command + [file.path], errors: false)
        try #require(tool.code == 0)
        return tool.bytes
    }

    private var command: [String] {
        switch self {
        case .gzip: ["gzip", "-dc"]
        case .python:
            ["python3", "-c", "import gzip, sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())"]
        }
    }
}
