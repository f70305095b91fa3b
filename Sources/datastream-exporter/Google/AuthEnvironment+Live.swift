internal import GoogleAuth
internal import HTTPTransport
internal import System

extension AuthEnvironment {
    /// The real environment: this machine, with requests sent through a transport.
    init(_ transport: HTTPTransport, clock: SystemClock, variables: [String: String]) {
        self.init(
            variables: variables,
            send: { request throws(TransportError) in try await transport.send(request) },
            run: { program throws(ProgramRun.Problem) in try await program.output() },
            clock: clock)
    }
}
