import CEpoll
import Glibc
import Synchronization
internal import System

/// A small, strict HTTP/1.1 server: listens from its creation, serves in `run()`, and drains on `stop()`.
package final class Listener: Sendable {
    /// The bound addresses, with a port of 0 resolved: `127.0.0.1:10155`, `[::1]:10155`.
    package let addresses: [String]

    private let limits: ListenerLimits
    private let routes: Routes
    private let configuration: LiveWebConfiguration
    private let worker: PasswordWorker
    private let observe: @Sendable (ListenerEvent) -> Void
    private let wake: FileDescriptor
    private let epoll: Epoll
    /// The sockets by their `epoll` numbers, until `run()` takes them; the event loop closes them.
    private let sockets: Mutex<[UInt64: ListeningSocket]>

    /// Whether other machines can reach it.
    package let isExposed: Bool

    /// Binds all addresses; connections wait in the kernel until `run()` serves them.
    ///
    /// - Parameters:
    ///   - addresses: Where to listen.
    ///   - limits: The limits to enforce.
    ///   - configuration: TLS, passwords and extra header fields.
    ///   - routes: Finds the route of a path; called on the thread of `run()`, as are the routes.
    ///   - observe: Receives events, on the thread of `run()`.
    /// - Throws: ``ListenerError``, which names the address that cannot be bound.
    package convenience init(
        addresses: [ListenAddress], limits: ListenerLimits = .init(),
        configuration: LiveWebConfiguration = LiveWebConfiguration(),
        routes: @escaping Routes, observe: @escaping @Sendable (ListenerEvent) -> Void = { _ in }
    ) throws(ListenerError) {
        try self.init(
            .addresses(addresses), limits: limits, configuration: configuration, routes: routes, observe: observe)
    }

    /// Takes its sockets from a source; otherwise like ``init(addresses:limits:configuration:routes:observe:)``.
    ///
    /// - Throws: ``ListenerError``, which names the socket that cannot be used.
    package init(
        _ source: ListenSource, limits: ListenerLimits = .init(),
        configuration: LiveWebConfiguration = LiveWebConfiguration(),
        routes: @escaping Routes, observe: @escaping @Sendable (ListenerEvent) -> Void = { _ in }
    ) throws(ListenerError) {
        let sockets = try source.sockets()
        self.addresses = sockets.map(\.address)
        isExposed = sockets.contains { !$0.isLocal }
        self.limits = limits
        self.configuration = configuration
        self.routes = routes
        self.observe = observe
        do throws(SystemError) {
            wake = FileDescriptor(
                owning: try SystemError.check("eventfd", eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))))
            epoll = try Epoll()
            try epoll.add(wake.number, as: EventLoop.wakeID, [.read, .once])
            worker = try PasswordWorker(limits: limits) { configuration.verdict($0) }
            try epoll.add(worker.done.number, as: EventLoop.verdictID, .read)
            let numbered = Dictionary(uniqueKeysWithValues: zip((EventLoop.verdictID + 1)..., sockets))
            for (id, socket) in numbered { try epoll.add(socket.descriptor.number, as: id, .read) }
            self.sockets = Mutex(numbered)
        } catch {
            throw ListenerError(address: sockets.map(\.address).joined(separator: ", "), reason: error.reason)
        }
    }

    /// Serves until `stop()`, then lets answers finish within `limits.drain`; returns when every connection is closed.
    ///
    /// It occupies its thread until then. A second call returns at once.
    package func run() {
        // OpenSSL's writes can raise SIGPIPE, which this thread must ignore.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        if configuration.isConfigured { worker.start() }
        var loop = EventLoop(
            takeSockets(), watchedBy: epoll, limits: limits, routes: routes, configuration: configuration,
            worker: worker,
            observe: observe)
        loop.run()
        worker.stop()
    }

    /// Makes `run()` drain and return; may be called from any thread, repeatedly, and before `run()`.
    package func stop() {
        _ = eventfd_write(wake.number, 1)
    }

    /// Hands over the sockets: a reference kept here would keep them open after the stop.
    private func takeSockets() -> [UInt64: ListeningSocket] {
        sockets.withLock { sockets in
            defer { sockets = [:] }
            return sockets
        }
    }
}
