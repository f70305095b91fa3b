import CEpoll
import Glibc
import Synchronization
internal import System

/// The thread that checks passwords, so that bcrypt delays no connection.
final class PasswordWorker: Sendable {
    private struct Work {
        var queue: CheckQueue<PasswordCheck>
        var verdicts: [(id: UInt64, isRight: Bool)] = []
        var isStopped = false
    }

    /// Readable while there are verdicts to take.
    let done: FileDescriptor
    private let wake: FileDescriptor
    private let work: Mutex<Work>
    private let judge: @Sendable (PasswordCheck) -> Bool

    /// A worker with these queue limits; `judge` checks one password.
    init(limits: ListenerLimits, judge: @escaping @Sendable (PasswordCheck) -> Bool) throws(SystemError) {
        self.judge = judge
        work = Mutex(Work(queue: CheckQueue(limit: limits.checks, perHost: limits.checksPerAddress)))
        done = FileDescriptor(
            owning: try SystemError.check("eventfd", eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))))
        wake = FileDescriptor(
            owning: try SystemError.check("eventfd", eventfd(0, Int32(EFD_SEMAPHORE | EFD_CLOEXEC))))
    }

    /// Queues a check; false if the queue is full.
    func submit(_ check: PasswordCheck, id: UInt64, of host: SocketAddress.Host) -> Bool {
        guard work.withLock({ $0.queue.push(check, id: id, of: host) }) else { return false }
        _ = eventfd_write(wake.number, 1)
        return true
    }

    /// Drops the check of a closed connection.
    func cancel(_ id: UInt64, of host: SocketAddress.Host) { work.withLock { $0.queue.remove(id, of: host) } }

    /// The verdicts since the last call.
    func takeVerdicts() -> [(id: UInt64, isRight: Bool)] {
        var count: eventfd_t = 0
        _ = eventfd_read(done.number, &count)
        return work.withLock { work in
            defer { work.verdicts = [] }
            return work.verdicts
        }
    }

    /// Ends the thread after the current check.
    func stop() {
        work.withLock { $0.isStopped = true }
        _ = eventfd_write(wake.number, 1)
    }

    /// Starts the thread; if that fails, no password is ever accepted.
    func start() {
        do throws(SystemError) { try BlockingThread { self.run() }.detach() } catch {}
    }

    private func run() {
        // On a single core, scrapes and polls come before password guesses.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
        var count: eventfd_t = 0
        while !work.withLock({ $0.isStopped }) {
            guard let next = work.withLock({ $0.queue.pop() }) else {
                _ = eventfd_read(wake.number, &count)
                continue
            }
            let isRight = judge(next.item)
            work.withLock { $0.verdicts.append((next.id, isRight)) }
            _ = eventfd_write(done.number, 1)
        }
    }
}
