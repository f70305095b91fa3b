import Foundation
import Synchronization

@testable import Serving

/// A listener that serves on its own thread, and the events it has reported so far.
final class RunningListener: Sendable {
    let listener: Listener
    private let record: Record

    /// The events so far; each new entry wakes everyone who waits.
    private final class Record: Sendable {
        private let entries = Mutex<(events: [ListenerEvent], hasReturned: Bool)>(([], false))
        private let changed = NSCondition()

        func change(_ body: (inout (events: [ListenerEvent], hasReturned: Bool)) -> Void) {
            changed.lock()
            entries.withLock { body(&$0) }
            changed.broadcast()
            changed.unlock()
        }

        /// Whether the condition was met within the time limit.
        func wait(atMost seconds: Double = 300, until isMet: ([ListenerEvent], Bool) -> Bool) -> Bool {
            let end = Date(timeIntervalSinceNow: seconds)
            changed.lock()
            defer { changed.unlock() }
            while !entries.withLock({ isMet($0.events, $0.hasReturned) }) {
                guard changed.wait(until: end) else { return false }
            }
            return true
        }
    }

    /// `/big` has more bytes than the kernel's buffers hold.
    static let bigCount = 8_000_000
    private static let bigChunk = [UInt8](repeating: 0x62, count: 1_000_000)

    init(
        _ limits: ListenerLimits = .init(), address: String = "127.0.0.1:0",
        configuration: LiveWebConfiguration = LiveWebConfiguration()
    ) throws {
        let record = Record()
        let listener = try Listener(
            addresses: [ListenAddress(parsing: address)], limits: limits, configuration: configuration,
            routes: Self.route,
            observe: { event in record.change { $0.events.append(event) } })
        self.record = record
        self.listener = listener
        Thread.detachNewThread {
            listener.run()
            record.change { $0.hasReturned = true }
        }
    }

    deinit { listener.stop() }

    var address: String { listener.addresses.first ?? "" }

    func client(receiveBuffer: Int32? = nil) throws -> Client { try Client(address, receiveBuffer: receiveBuffer) }

    func tells(_ event: ListenerEvent, times: Int = 1) -> Bool {
        record.wait { events, _ in events.count { $0 == event } >= times }
    }

    /// Waits for this many responses and returns their statuses in order.
    func statuses(_ count: Int) -> [Int] {
        var statuses: [Int] = []
        _ = record.wait { events, _ in
            statuses = events.compactMap { if case .answered(let status) = $0 { status } else { nil } }
            return statuses.count >= count
        }
        return statuses
    }

    var hasReturned: Bool { record.wait(atMost: 0) { _, hasReturned in hasReturned } }

    func returns() -> Bool { record.wait { _, hasReturned in hasReturned } }

    @Sendable private static func route(_ path: String) -> Route? {
        switch path {
        case "/ok": Route { _ in HTTPResponse(body: HTTPBody("fine")) }
        case "/-/healthy": Route(isOpen: true) { _ in HTTPResponse(body: HTTPBody("alive")) }
        case "/big":
            Route { _ in HTTPResponse(body: HTTPBody(count: bigCount, chunkCount: 8) { _ in bigChunk }) }
        case "/echo": Route(methods: [.post], bodyLimit: 1000) { HTTPResponse(body: HTTPBody($0.body)) }
        case "/late": Route { _ in HTTPResponse(status: 202, body: HTTPBody("late"), delay: .milliseconds(300)) }
        case "/tomorrow": Route { _ in HTTPResponse(body: HTTPBody("late"), delay: .seconds(86_400)) }
        case "/cut": Route { _ in HTTPResponse(body: HTTPBody("0123456789"), ending: .cut(afterBytes: 4)) }
        case "/stalled": Route { _ in HTTPResponse(body: HTTPBody("0123456789"), ending: .stalled(afterBytes: 4)) }
        default: nil
        }
    }
}
