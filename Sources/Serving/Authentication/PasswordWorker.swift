import CEpoll
import Glibc
import Synchronization
internal import System

/// The one thread on which passwords are checked, so that bcrypt holds up no connection.
final class PasswordWorker: Sendable {
    private struct Work {
        var queue: CheckQueue<PasswordCheck>
        var verdicts: [(id: UInt64, isRight: Bool)] = []
        var isStopped = false
    }

    /// Readable while verdicts wait to be taken.
    let done: FileDescriptor
    private let wake: FileDescriptor
    private let work: Mutex<Work>
    private let judge: @Sendable (PasswordCheck) -> Bool

    /// A worker that judges so, with queues of these lengths.
    init(limits: ListenerLimits, judge: @escaping @Sendable (PasswordCheck) -> Bool) throws(SystemError) {
        self.judge = judge
        work = Mutex(Work(queue: CheckQueue(limit: limits.checks, perHost: limits.checksPerAddress)))
        done = FileDescriptor(
            owning: try SystemError.check("eventfd", eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))))
        wake = FileDescriptor(
            owning: try SystemError.check("eventfd", eventfd(0, Int32(EFD_SEMAPHORE | EFD_CLOEXEC))))
    }

    /// Takes a check in; false when too many wait.
    func submit(_ check: PasswordCheck, id: UInt64, of host: SocketAddress.Host) -> Bool {
        guard work.withLock({ $0.queue.push(check, id: id, of: host) }) else { return false }
        _ = eventfd_write(wake.number, 1)
        return true
    }

    /// Forgets the check of a connection that is closed.
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

    /// Ends the thread after the check that is under way.
    func stop() {
        work.withLock { $0.isStopped = true }
        _ = eventfd_write(wake.number, 1)
    }

    /// Starts the thread; without one, no password is ever found right.
    func start() {
        do throws(SystemError) { try BlockingThread { self.run() }.detach() } catch {}
    }

    private func run() {
        // On a machine with one core, scrapes and polls come before guesses.
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
