package import Foundation
import Synchronization

/// A server in another process, which prints `ACCEPT 127.0.0.1:40001` once it listens.
package final class ListeningProgram: Sendable {
    /// The port on which it listens.
    package let port: UInt16
    private let process: Mutex<Process>

    /// Starts the server and waits until it listens.
    ///
    /// - Throws: ``DeadlinePassed`` when that takes longer than `limit`; an error when the program ends instead.
    package init(_ arguments: [String], in folder: URL? = nil, within limit: Duration = testPatience) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        let pipe = try spawning {
            let pipe = Pipe()
            // The server ends when its standard input does.
            process.standardInput = Pipe()
            process.standardOutput = pipe
            try process.run()
            return pipe
        }
        do {
            port = try Self.port(from: pipe.fileHandleForReading, by: .now + limit, limit)
        } catch {
            Self.end(process)
            throw error
        }
        self.process = Mutex(process)
    }

    deinit { process.withLock { Self.end($0) } }

    private static func port(
        from output: FileHandle, by end: ContinuousClock.Instant, _ limit: Duration
    ) throws -> UInt16 {
        var said = ""
        while true {
            // The last piece may be the beginning of a line.
            for line in said.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                guard line.hasPrefix("ACCEPT"), let digits = line.split(separator: ":").last else { continue }
                if let port = UInt16(digits.trimmingCharacters(in: .whitespaces)) { return port }
            }
            guard isReadable(output.fileDescriptor, by: end) else {
                throw DeadlinePassed(what: "a server that listens; it wrote \(said.debugDescription)", limit: limit)
            }
            let data = output.availableData
            guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
            said += String(decoding: data, as: UTF8.self)
        }
    }

    private static func end(_ process: Process) {
        // The child inherits the signals blocked in the thread that started it, including SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// Waits until a descriptor can be read or has ended; false if that is not so by `end`.
func isReadable(_ descriptor: Int32, by end: ContinuousClock.Instant) -> Bool {
    while true {
        let left = ContinuousClock.now.duration(to: end).components
        let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
        guard milliseconds > 0 else { return false }
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if poll(&ready, 1, Int32(clamping: milliseconds)) > 0 { return true }
    }
}
