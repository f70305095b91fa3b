import Datastream
import DatastreamSimulator
import Foundation
import Notation
import Serving
import TestSupport
import Testing

/// The simulator behind a real listener, as clients of any language meet it.
struct GoogleClientsTests {
    /// A Python with google-api-python-client and google-cloud-datastream.
    private static let python = ProcessInfo.processInfo.environment["GOOGLE_CLIENTS_PYTHON"]

    @Test(.enabled(if: python != nil, "GOOGLE_CLIENTS_PYTHON names no Python"), .timeLimit(.minutes(patientMinutes)))
    func `Google's own clients read every answer`() throws {
        let listener = try serve()
        defer { listener.stop() }
        let address = try #require(listener.addresses.first)
        let told = try output(of: [try #require(Self.python), Self.script, "http://\(address)"])
        #expect(told.code == 0, "\(told.text)")
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
}
