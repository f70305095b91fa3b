package import HTTPTransport
package import System

/// What credentials need from the outside world.
package struct AuthEnvironment: Sendable {
    /// The environment variables; an empty one counts as unset.
    package var variables: [String: String]
    package var send: @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse
    /// Reads a file; nil if it is still the known version.
    package var read:
        @Sendable (_ path: String, _ limit: Int, _ known: BoundedFile.Version?) throws(BoundedFile.Problem)
            -> BoundedFile?
    /// Runs a program to its end and returns its standard output.
    package var run: @Sendable (ProgramRun) async throws(ProgramRun.Problem) -> [UInt8]
    /// The source of time and random numbers.
    package var clock: SystemClock

    package init(
        variables: [String: String],
        send: @escaping @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse,
        read:
            @escaping @Sendable (_ path: String, _ limit: Int, _ known: BoundedFile.Version?)
            throws(BoundedFile.Problem) -> BoundedFile? = { path, limit, known throws(BoundedFile.Problem) in
                try BoundedFile.read(path, limit: limit, unless: known)
            },
        run: @escaping @Sendable (ProgramRun) async throws(ProgramRun.Problem) -> [UInt8], clock: SystemClock
    ) {
        self.variables = variables.filter { !$0.value.isEmpty }
        self.send = send
        self.read = read
        self.run = run
        self.clock = clock
    }
}
