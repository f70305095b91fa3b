internal import Glibc
internal import Synchronization

/// A thread for blocking or long-running work, which would otherwise occupy a thread of Swift's pool.
///
/// Its owner waits for it to end.
package struct BlockingThread: ~Copyable {
    private final class Work {
        let body: () -> Void

        init(_ body: @escaping () -> Void) { self.body = body }
    }

    private let thread: pthread_t

    /// Starts the work.
    ///
    /// The thread blocks all signals, above all SIGPIPE, which a broken TLS connection raises.
    package init(_ body: sending @escaping () -> Void) throws(SystemError) {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_SETMASK, &all, nil)
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard status == 0 else {
            work.release()
            throw SystemError(call: "pthread_create", code: status)
        }
        self.thread = thread
    }

    deinit { pthread_join(thread, nil) }

    /// Lets the thread run on without an owner.
    package consuming func detach() {
        pthread_detach(thread)
        discard self
    }

    /// What a thread of a rehearsal met.
    private final class Outcome: Sendable {
        let problem = Mutex<SystemError?>(nil)
    }

    /// Starts that many threads at once, each by the one before it, and ends them; throws why one cannot be started.
    ///
    /// Swift's pool does not say so: it tries again for ever.
    package static func rehearse(_ count: Int) throws(SystemError) {
        guard count > 0 else { return }
        let outcome = Outcome()
        let thread = try BlockingThread {
            do throws(SystemError) {
                try rehearse(count - 1)
            } catch {
                outcome.problem.withLock { $0 = error }
            }
        }
        _ = consume thread
        if let problem = outcome.problem.withLock({ $0 }) { throw problem }
    }

    /// Runs blocking work and waits for it without blocking the caller's thread.
    package static func run(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            start {
                body()
                continuation.resume()
            }
        }
    }

    /// Runs blocking work and returns its result, without blocking the caller's thread.
    package static func result<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async -> Result<Value, Failure> {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: Result(catching: body)) }
        }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        do throws(SystemError) {
            try BlockingThread(body).detach()
        } catch {
            // If no thread can be created, the work still runs, but blocks the current thread.
            body()
        }
    }
}
