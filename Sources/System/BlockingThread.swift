internal import Glibc

/// A thread for work that blocks or runs for long, so that it holds no thread of Swift's pool; its owner waits for its end.
package struct BlockingThread: ~Copyable {
    private final class Work {
        let body: () -> Void

        init(_ body: @escaping () -> Void) { self.body = body }
    }

    private let thread: pthread_t

    /// Starts the work.
    ///
    /// Signals are left to other threads, above all SIGPIPE, which a broken TLS connection raises.
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

    /// Leaves the thread to itself.
    package consuming func detach() {
        pthread_detach(thread)
        discard self
    }

    /// Waits for the end of blocking work without blocking.
    package static func run(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            start {
                body()
                continuation.resume()
            }
        }
    }

    /// What blocking work comes to.
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
            // Without the thread the work is still done, only less well.
            body()
        }
    }
}
