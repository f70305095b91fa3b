import TestSupport
import Testing

/// A gzip decompressor that shares no code with this package.
enum GunzipTool: CaseIterable {
    case gzip, python

    func inflate(_ member: [UInt8]) throws -> [UInt8] {
        let folder = try Folder()
        let tool = try output(of: command + [folder.write(member, to: "member.gz")], errors: false)
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
