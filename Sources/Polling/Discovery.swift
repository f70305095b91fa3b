internal import Datastream

/// The result of one search of a source.
struct Discovery: Sendable {
    /// The streams that were listed.
    var streams: [StreamName: Stream] = [:]
    /// The scopes that were searched: true where the search succeeded, false where it failed.
    var scopes: [PollState.Scope: Bool] = [:]
    /// Locations that the API could not reach.
    var unreachable: Set<String> = []
    /// Why parts of the search failed.
    var failures: [PollFailure] = []
    /// The permission that the caller lacks, if a part failed for that reason.
    var missingPermission: String?

    /// Whether a stream that was not listed may still exist.
    func isUncertain(about stream: StreamName) -> Bool {
        if unreachable.contains(stream.location) || scopes[stream.scope] == false { return true }
        let all = PollState.Scope(project: stream.project, location: Discovery.allLocations)
        return scopes[all] == false
    }

    /// The wildcard for all locations.
    static let allLocations = "-"
}

extension Discovery {
    static func failed(
        _ project: String, _ location: String, _ failure: CallFailure, of call: APICall? = nil
    ) -> Discovery {
        let call = call ?? .listStreams(project: project, location: location, pageToken: nil)
        return Discovery(
            scopes: [PollState.Scope(project: project, location: location): false],
            failures: [failure.pollFailure(of: call)],
            missingPermission: failure.missingPermission(for: call))
    }

    mutating func add(_ other: Discovery) {
        streams.merge(other.streams) { _, later in later }
        scopes.merge(other.scopes) { _, later in later }
        unreachable.formUnion(other.unreachable)
        failures += other.failures
        missingPermission = missingPermission ?? other.missingPermission
    }
}
