import HTTPTransport
import Polling
import Synchronization
import System
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct StartupTests {
    private var caller: APICaller {
        let environment = APICaller.Environment(
            send: { _ throws(TransportError) in throw TransportError(.connect, "nobody") }, tokens: nil, clock: .live)
        return APICaller(endpoint: "http://127.0.0.1:1", maximumRequestsPerMinute: 1, environment: environment)
    }

    @Test func `startup says what it waits for until it is there`() {
        let startup = Startup()
        #expect(startup.awaited == nil)
        startup.begin(.ledger)
        startup.begin(.credentials)
        #expect(startup.awaited == "credentials (a file or the metadata server) and the ledger")
        startup.end(.credentials)
        #expect(startup.awaited == "the ledger")
        startup.begin(.metadataServer)
        #expect(startup.awaited == "the metadata server and the ledger")
        #expect(startup.finish(caller))
        #expect(startup.awaited == nil)
        #expect(startup.stop() == false)
    }

    @Test func `no poll starts after a stop`() {
        let startup = Startup()
        #expect(startup.stop())
        #expect(!startup.finish(caller))
    }

    @Test func `the log repeats what startup waits for, and stops once it is there`() async throws {
        let startup = Startup()
        startup.begin(.ledger)
        let lines = Mutex<[String]>([])
        let time = TestClock(.waits)
        let clock = time.clock
        let logger = Logger(level: .info, format: .logfmt, clock: clock) { line in lines.withLock { $0.append(line) } }
        async let end: Void = startup.tell(logger, clock)
        for pause in [1, 60, 60] as [Int64] {
            try await time.untilAsleep()
            let before = time.uptime
            time.set(before + .seconds(pause) - .nanoseconds(1))
            #expect(time.sleepers == 1)
            if time.uptime > .seconds(120) { startup.end(.ledger) }
            time.set(before + .seconds(pause))
        }
        await end
        let told = lines.withLock { $0 }
        #expect(told.count == 2 && told.allSatisfy { $0.hasSuffix("msg=waiting for=\"the ledger\"\n") })
    }
}
