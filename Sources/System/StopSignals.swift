internal import CProcess
internal import Glibc
internal import Synchronization

/// Handles the program's signals on one waiting thread, so that no handler interrupts other code.
///
/// All other signals keep their default actions.
package enum StopSignals {
    /// How signals stop a program.
    package enum Manner {
        /// A daemon drains on the first SIGTERM or SIGINT, rereads its configuration on SIGHUP, and ignores SIGUSR1 and
        /// SIGUSR2.
        case daemon
        /// A command handles SIGTERM, SIGINT and SIGHUP while it waits for them.
        ///
        /// At any other time, they end it at once.
        case command

        fileprivate var signals: [Int32] {
            switch self {
            case .daemon: [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2]
            // A command under nohup outlives its terminal.
            case .command: [SIGTERM, SIGINT] + (isIgnored(SIGHUP) ? [] : [SIGHUP])
            }
        }
    }

    private static let received = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private static let hungUp = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private static let waiters = Mutex(0)

    /// Keeps the signals from ending the process.
    ///
    /// Call this before any other thread starts, so that all threads inherit the mask.
    package static func block(_ manner: Manner) {
        var set = signalSet(manner.signals)
        // Sets the whole mask, so that signals blocked by the parent process do not stay blocked.
        pthread_sigmask(SIG_SETMASK, &set, nil)
        // If a peer has gone away, the write must fail instead of ending the process.
        signal(SIGPIPE, SIG_IGN)
        // Swift's own handlers swallow the first of these signals when another process sends it. They stay only if the
        // user asks for backtraces.
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] where !isIgnored(number) {
            signal(number, SIG_DFL)
        }
    }

    /// What to do about a signal.
    enum Action: Equatable {
        case stop, reread, ignore
        /// End the process as the signal would have ended it.
        case end
    }

    /// What to do about a signal that was received.
    ///
    /// - Parameters:
    ///   - number: the signal.
    ///   - manner: how signals stop the program.
    ///   - isStopping: whether an earlier signal has started a stop.
    ///   - isAwaited: whether a caller waits for a signal.
    /// - Returns: the action.
    static func action(on number: Int32, _ manner: Manner, isStopping: Bool, isAwaited: Bool) -> Action {
        switch (manner, number) {
        case (.daemon, SIGHUP): .reread
        case (.daemon, SIGUSR1), (.daemon, SIGUSR2): .ignore
        // A signal that arrives before a caller waits is kept until one does.
        case (.daemon, _): isStopping ? .end : .stop
        case (.command, _): isAwaited ? .stop : .end
        }
    }

    /// Delivers signals until one of them, or a daemon's time limit, ends the process.
    ///
    /// The main thread must run this: in Swift's own loop, it would take signals with their default actions.
    ///
    /// - Parameters:
    ///   - manner: how signals stop the program.
    ///   - patience: the time limit from a daemon's first stop signal to its end, even if something hangs.
    package static func deliver(_ manner: Manner, patience: Duration) -> Never {
        let signals = manner.signals
        var deadline: ContinuousClock.Instant?
        while true {
            guard let number = next(of: signals, until: deadline) else { _exit(EXIT_SUCCESS) }
            let isAwaited = waiters.withLock { $0 > 0 }
            switch action(on: number, manner, isStopping: deadline != nil, isAwaited: isAwaited) {
            case .reread: hungUp.continuation.yield()
            case .ignore: break
            case .end: end(by: number)
            case .stop:
                if manner == .daemon { deadline = .now + patience }
                received.continuation.yield()
            }
        }
    }

    /// Waits for the next signal that asks to stop.
    package static func wait() async {
        waiters.withLock { $0 += 1 }
        defer { waiters.withLock { $0 -= 1 } }
        for await _ in received.stream { return }
    }

    /// Yields a value for each SIGHUP; several at once count as one.
    package static var hangups: AsyncStream<Void> { hungUp.stream }

    /// The next signal; nil once the deadline has passed.
    private static func next(of signals: [Int32], until deadline: ContinuousClock.Instant?) -> Int32? {
        var set = signalSet(signals)
        while true {
            guard let deadline else {
                let number = sigwaitinfo(&set, nil)
                if number > 0 { return number }
                continue
            }
            let left = max(.zero, ContinuousClock.now.duration(to: deadline)).components
            var time = timespec(tv_sec: Int(left.seconds), tv_nsec: Int(left.attoseconds / 1_000_000_000))
            let number = sigtimedwait(&set, nil, &time)
            if number > 0 { return number }
            if errno == EAGAIN { return nil }
        }
    }

    /// Ends the process as the signal would have ended it.
    private static func end(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        var set = signalSet([number])
        kill(getpid(), number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        // Signals that the first process of a container sends to itself do not end it.
        _exit(128 + number)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        return sigaction(number, nil, &action) == 0
            && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static func signalSet(_ signals: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in signals { sigaddset(&set, number) }
        return set
    }
}
