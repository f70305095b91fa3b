internal import Glibc

/// SIGTERM and SIGINT, taken by waiting for them: no handler runs in the middle of other code.
enum StopSignals {
    private static let received = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// Keeps the signals from ending the process; before any other thread starts, so that all inherit it.
    static func block() {
        var set = stopSet()
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // A peer that went away is an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGHUP, SIG_IGN)
    }

    /// Hands the signals on for ever.
    ///
    /// The main thread does this: left to Swift's own loop it would take signals with their default actions.
    static func deliver() -> Never {
        var set = stopSet()
        var number: Int32 = 0
        while true {
            if sigwait(&set, &number) == 0 { received.continuation.yield() }
        }
    }

    /// Waits for the next of them.
    static func wait() async {
        for await _ in received.stream { return }
    }

    private static func stopSet() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }
}
