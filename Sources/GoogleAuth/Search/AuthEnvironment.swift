package import HTTPTransport
package import System

/// What credentials need of the outside.
package struct AuthEnvironment: Sendable {
    /// Time and chance.
    package struct Clock: Sendable {
        /// Time since some fixed moment, by a clock that no one sets.
        package var uptime: @Sendable () -> Duration
        /// The time of day, in seconds since 1970.
        package var now: @Sendable () -> Int64
        /// Waits; throws when the task is cancelled.
        package var sleep: @Sendable (_ duration: Duration) async throws(CancellationError) -> Void
        /// A number from 0 up to 1, for jitter.
        package var random: @Sendable () -> Double

        /// A clock of known parts.
        package init(
            uptime: @escaping @Sendable () -> Duration, now: @escaping @Sendable () -> Int64,
            sleep: @escaping @Sendable (_ duration: Duration) async throws(CancellationError) -> Void,
            random: @escaping @Sendable () -> Double
        ) {
            self.uptime = uptime
            self.now = now
            self.sleep = sleep
            self.random = random
        }
    }

    /// The environment's variables; an empty one counts as unset.
    package var variables: [String: String]
    /// Sends one request.
    package var send: @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse
    /// Reads a file, unless it still is the known version.
    package var read:
        @Sendable (_ path: String, _ limit: Int, _ known: BoundedFile.Version?) throws(BoundedFile.Problem)
            -> BoundedFile?
    /// Runs a program to its end and gives what it wrote to its standard output.
    package var run: @Sendable (ProgramRun) async throws(ProgramRun.Problem) -> [UInt8]
    /// Time and chance.
    package var clock: Clock

    /// An outside of known parts.
    package init(
        variables: [String: String],
        send: @escaping @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse,
        read:
            @escaping @Sendable (_ path: String, _ limit: Int, _ known: BoundedFile.Version?)
            throws(BoundedFile.Problem) -> BoundedFile? = { path, limit, known throws(BoundedFile.Problem) in
                try BoundedFile.read(path, limit: limit, unless: known)
            },
        run: @escaping @Sendable (ProgramRun) async throws(ProgramRun.Problem) -> [UInt8], clock: Clock
    ) {
        self.variables = variables.filter { !$0.value.isEmpty }
        self.send = send
        self.read = read
        self.run = run
        self.clock = clock
    }
}
