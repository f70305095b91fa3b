import Notation
import System

@testable import Serving

/// A web configuration, with the input also as every file that it names: loaded, or refused with a line.
enum WebConfigurationTarget {
    static func run(_ bytes: [UInt8]) throws {
        do {
            let configuration = try WebConfiguration(parsing: bytes, directory: "/etc/exporter/")
            try demand(configuration.headers.allSatisfy { !$0.value.isEmpty }, "an empty header")
            if let limit = configuration.rateLimit {
                try demand(limit.interval > .zero && limit.burst > 0, "a rate limit of \(limit)")
            }
        } catch let error as YAMLError {
            try check(error.reason)
            let lines = 2 + bytes.count { $0 == 0x0A || $0 == 0x0D } + bytes.ranges(of: Array("\u{2028}".utf8)).count
            if let line = error.line { try demand((1...lines + bytes.count).contains(line), "line \(line)") }
        }
        let disk = ConfigurationFiles(
            read: { _ throws(BoundedFile.Problem) in bytes }, mark: { _ in nil })
        do throws(WebConfigurationError) {
            _ = try LoadedWebConfiguration(path: "/etc/exporter/web.yml", reading: disk)
        } catch {
            try check(error.reason)
        }
    }

    private static func check(_ reason: String) throws(Violation) {
        try demand(!reason.isEmpty && reason.utf8.count <= 2_048, "a reason of \(reason.utf8.count) bytes")
        try demand(!reason.contains("ya29.SECRET"), "a secret in the reason")
    }
}
