import Datastream
import DatastreamSimulator
import Foundation
import Notation
import Serving
import Testing

/// The simulator behind a real listener, as clients of any language meet it.
struct GoogleClientsTests {
    /// A Python with google-api-python-client and google-cloud-datastream.
    private static let python = ProcessInfo.processInfo.environment["GOOGLE_CLIENTS_PYTHON"]

    @Test(.enabled(if: python != nil, "GOOGLE_CLIENTS_PYTHON names no Python"), .timeLimit(.minutes(10)))
    func `Google's own clients read every answer`() async throws {
        let listener = try serve()
        defer { listener.stop() }
        let address = try #require(listener.addresses.first)
        let (status, output) = try await run(
            try #require(Self.python), [Self.script, "http://\(address)"])
        #expect(status == 0, "\(output)")
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "google_clients.py"
    ).path

    /// Serves a simulated API, in which no time passes, on a free port of this machine.
    private func serve() throws -> Listener {
        let clock = SimulatorClock(start: Timestamp(seconds: 1_790_000_000)) { .seconds(20) }
        let api = SimulatedAPI(SimulatorConfiguration(seed: 1), clock: clock)
        let listener = try Listener(addresses: [ListenAddress(parsing: "127.0.0.1:0")], routes: api.routes)
        Thread.detachNewThread { listener.run() }
        return listener
    }

    /// Runs a program to its end.
    private func run(_ program: String, _ arguments: [String]) async throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        // What a failing script says fits into the pipe's buffer, so it may be read afterwards.
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        return (status, String(decoding: output, as: UTF8.self))
    }
}
