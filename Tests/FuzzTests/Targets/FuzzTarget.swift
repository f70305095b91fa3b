/// A function that takes any bytes, and throws when the program does with them what it must never do.
///
/// A trap, a read out of bounds or a hang is found as well: by the sanitizer and by libFuzzer's limits.
struct FuzzTarget: Sendable {
    /// The name of the target and of the folder with its corpus.
    let name: String
    /// Tries an input; throws a ``Violation``.
    let run: @Sendable ([UInt8]) throws -> Void

    /// All targets.
    static let all: [FuzzTarget] = [
        FuzzTarget(name: "accept", run: AcceptTarget.run),
        FuzzTarget(name: "credentials", run: CredentialsTarget.run),
        FuzzTarget(name: "durations", run: DurationsTarget.run),
        FuzzTarget(name: "error-body", run: ErrorBodyTarget.run),
        FuzzTarget(name: "exposition", run: ExpositionTarget.run),
        FuzzTarget(name: "flags", run: FlagsTarget.run),
        FuzzTarget(name: "gzip", run: GzipTarget.run),
        FuzzTarget(name: "ledger", run: LedgerTarget.run),
        FuzzTarget(name: "listing", run: ListingTarget.run),
        FuzzTarget(name: "request-head", run: RequestHeadTarget.run),
        FuzzTarget(name: "response-head", run: ResponseHeadTarget.run),
        FuzzTarget(name: "retry-after", run: RetryAfterTarget.run),
        FuzzTarget(name: "timestamps", run: TimestampsTarget.run),
        FuzzTarget(name: "token-answer", run: TokenAnswerTarget.run),
        FuzzTarget(name: "web-configuration", run: WebConfigurationTarget.run),
    ]
}
