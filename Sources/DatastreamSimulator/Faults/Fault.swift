/// A fault that the simulated API produces on purpose.
///
/// A share is the fraction of all requests that are hit, from 0 to 1, drawn from the seed.
package enum Fault: Hashable, Sendable {
    /// Every response is delayed by this duration.
    case latency(Duration)
    /// 429 `RESOURCE_EXHAUSTED`, with `Retry-After` and `RetryInfo`.
    case quota(share: Double)
    /// 503 `UNAVAILABLE`.
    case serverError(share: Double)
    /// The connection is reset in the middle of the body.
    case cutBody(share: Double)
    /// Nothing follows the middle of the body.
    case stalledBody(share: Double)
    /// The list of a stream's objects never ends: its page tokens loop. `-` means every stream.
    case tokenLoop(stream: String)
    /// 401 `UNAUTHENTICATED`.
    case unauthorized(share: Double)
    /// A location does not respond, and lists of all locations name it as unreachable.
    case unreachable(location: String)
    /// 403 `PERMISSION_DENIED` for the list of a stream's objects.
    case permission(stream: String)
    /// 200 with an HTML page, as from a proxy that demands a login.
    case html(share: Double)
    /// 200 with an error as its body.
    case emptyError(share: Double)

    /// Parses `NAME` or `NAME=VALUE`, such as `latency=300ms`.
    ///
    /// - Throws: what is wrong with the text, and what would be valid.
    package init(parsing text: String) throws(FaultError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let kind = FaultKind.all.first(where: { $0.name == parts.first }) else {
            throw .unknownName(parts.first ?? "")
        }
        guard let value = parts.count > 1 ? parts[1] : kind.fallback else {
            throw .missingValue(of: kind.name, expected: kind.value.expectation)
        }
        guard let fault = kind.make(value) else {
            throw .badValue(value, of: kind.name, expected: kind.value.expectation)
        }
        self = fault
    }
}
