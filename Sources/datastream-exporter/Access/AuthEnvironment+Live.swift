internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling

extension AuthEnvironment {
    /// The machine itself, seen through a transport.
    init(_ transport: HTTPTransport, clock: PollClock, variables: [String: String]) {
        self.init(
            variables: variables,
            send: { request throws(TransportError) in try await transport.send(request) },
            run: { program throws(ProgramRun.Problem) in try await Self.output(of: program) },
            clock: Clock(
                uptime: clock.uptime, now: { clock.now().seconds },
                sleep: { duration throws(CancellationError) in try await clock.sleep(clock.uptime() + duration) },
                random: clock.random))
    }

    /// Runs a program on a thread of its own; cancelling the task kills it.
    private static func output(of program: ProgramRun) async throws(ProgramRun.Problem) -> [UInt8] {
        let cancellation = ProgramRun.Cancellation()
        let result = await withTaskCancellationHandler {
            await BlockingThread.result { () throws(ProgramRun.Problem) in try program.output(cancellation) }
        } onCancel: {
            cancellation.cancel()
        }
        return try result.get()
    }
}
