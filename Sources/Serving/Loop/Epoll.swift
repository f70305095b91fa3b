import CEpoll
import Glibc
internal import System

/// The kernel's list of watched descriptors, each under a number of our choice.
final class Epoll: Sendable {
    /// What to watch for on a descriptor; errors and hang-ups are always reported.
    struct Interest: OptionSet {
        let rawValue: UInt32
        static let read = Interest(rawValue: EPOLLIN.rawValue)
        static let write = Interest(rawValue: EPOLLOUT.rawValue)
        /// Report only once.
        static let once = Interest(rawValue: EPOLLONESHOT.rawValue)
        /// The peer is gone: a reset, or both directions ended.
        static let gone = Interest(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
    }

    private let descriptor: FileDescriptor
    private static let eventsPerWait = 256

    init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try SystemError.check("epoll_create1", epoll_create1(Int32(EPOLL_CLOEXEC))))
    }

    func add(_ number: Int32, as id: UInt64, _ interest: Interest) throws(SystemError) {
        try control(EPOLL_CTL_ADD, number, id, interest)
    }

    func change(_ number: Int32, as id: UInt64, to interest: Interest) throws(SystemError) {
        try control(EPOLL_CTL_MOD, number, id, interest)
    }

    private func control(_ operation: Int32, _ number: Int32, _ id: UInt64, _ interest: Interest) throws(SystemError) {
        var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: id))
        _ = try SystemError.check("epoll_ctl", epoll_ctl(descriptor.number, operation, number, &event))
    }

    /// Waits for events, forever if nil; returns none after the time-out or a signal.
    func wait(_ timeout: Duration?) -> [(id: UInt64, what: Interest)] {
        let milliseconds = timeout.map(Self.milliseconds) ?? -1
        return withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.eventsPerWait) { events in
            let count = epoll_wait(descriptor.number, events.baseAddress, Int32(events.count), milliseconds)
            return events.prefix(max(Int(count), 0)).map { ($0.data.u64, Interest(rawValue: $0.events)) }
        }
    }

    /// Rounds up, so that the deadline has passed when the wait returns.
    private static func milliseconds(_ timeout: Duration) -> Int32 {
        let (seconds, attoseconds) = timeout.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 3600 else { return 3_600_000 }
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
