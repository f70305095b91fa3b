public import HTTPTransport
package import System

/// What credentials need of the outside.
public struct AuthEnvironment: Sendable {
    /// Time and chance.
    public struct Clock: Sendable {
        /// Time since some fixed moment, by a clock that no one sets.
        public var uptime: @Sendable () -> Duration
        /// The time of day, in seconds since 1970.
        public var now: @Sendable () -> Int64
        /// Waits; throws when the task is cancelled.
        public var sleep: @Sendable (_ duration: Duration) async throws(CancellationError) -> Void
        /// A number from 0 up to 1, for jitter.
        public var random: @Sendable () -> Double

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
    public var variables: [String: String]
    /// Sends one request.
    public var send: @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse
    /// Reads a file, unless it still is the known version.
    package var read:
        @Sendable (_ path: String, _ limit: Int, _ known: BoundedFile.Version?) throws(BoundedFile.Problem)
            -> BoundedFile?
    /// Runs a program to its end and gives what it wrote to its standard output.
    public var run: @Sendable (ProgramRun) async throws(ProgramRun.Problem) -> [UInt8]
    /// Time and chance.
    public var clock: Clock

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
