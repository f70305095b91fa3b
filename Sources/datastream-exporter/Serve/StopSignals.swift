internal import Glibc

/// SIGTERM and SIGINT, taken by waiting for them: no handler runs in the middle of other code.
enum StopSignals {
    /// Keeps the signals from ending the process; before any other thread starts, so that all inherit it.
    static func block() {
        var set = stopSet()
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // A peer that went away is an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGHUP, SIG_IGN)
    }

    /// Waits for the first of them.
    static func wait() async {
        await BlockingThread.run {
            var set = stopSet()
            var number: Int32 = 0
            while sigwait(&set, &number) != 0 {}
        }
    }

    private static func stopSet() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }
}
