import Glibc

/// The thread on which a loop runs; its end waits for the loop's.
struct LoopThread: ~Copyable {
    private let thread: pthread_t

    /// Starts the loop, which must be used by nobody else from then on.
    init(running loop: sending TransferLoop) throws(TransportError) {
        let context = Unmanaged.passRetained(loop)
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, { LoopThread.body($0) }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw TransportError(.local, "no thread for the transfers: \(String(cString: strerror(status)))")
        }
        self.thread = thread
    }

    deinit { pthread_join(thread, nil) }

    private static func body(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        // Signals are other threads' affair; above all SIGPIPE, which a broken TLS connection raises.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, nil)
        guard let context else { return nil }
        Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }
}
