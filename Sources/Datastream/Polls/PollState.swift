/// All results of the polls so far, from which a scrape is composed.
public struct PollState: Sendable, Equatable {
    /// A project and one of its locations.
    public struct Scope: Hashable, Comparable, Sendable {
        /// The project, as it was requested.
        public var project: String
        /// The location; `-` means all locations while none is known by name.
        public var location: String

        /// A project and a location.
        public init(project: String, location: String) {
            self.project = project
            self.location = location
        }

        /// Orders by project, then location.
        public static func < (left: Scope, right: Scope) -> Bool {
            (left.project, left.location) < (right.project, right.location)
        }
    }

    /// The streams to poll.
    public var streams: [StreamName: PollRecord] = [:]
    /// Whether the last discovery in a project and location succeeded.
    public var discovered: [Scope: Bool] = [:]
    /// Streams removed since the start; their poll counters are kept so that they never go back.
    public var departed: [StreamName: DepartedPolls] = [:]
    /// Locations that the last discovery in a project could not reach.
    public var unreachable: [String: Set<String>] = [:]
    /// Streams that the last discovery found in a project, or that are named in it, before filters.
    public var found: [String: Int] = [:]
    /// Poll ticks that passed while the previous poll was still running.
    public var skippedTicks = 0
    /// Whether a discovery has ended at least once.
    public var isDiscovered = false

    /// The poll history of a removed stream.
    public struct DepartedPolls: Sendable, Equatable {
        /// The counters alone.
        public let record: PollRecord
        /// When the stream was removed, by a clock that nobody can set.
        public let uptime: Duration

        /// How long the counters stay visible, so that a scrape sees why the stream left: a deleted one counts a
        /// `not_found`.
        public static let shownFor = Duration.seconds(300)
        /// Maximum number of remembered streams; those removed first are forgotten.
        static let limit = 1_000
    }

    /// Adds a stream; one that returns continues its counters.
    public mutating func add(_ name: StreamName) {
        guard streams[name] == nil else { return }
        streams[name] = departed.removeValue(forKey: name)?.record ?? PollRecord(name: name)
    }

    /// Removes a stream that is no longer polled.
    public mutating func remove(_ name: StreamName, uptime: Duration) {
        guard let record = streams.removeValue(forKey: name) else { return }
        departed[name] = DepartedPolls(record: record.counters, uptime: uptime)
        if departed.count > DepartedPolls.limit,
            let first = departed.min(by: { ($0.value.uptime, $0.key) < ($1.value.uptime, $1.key) })
        {
            departed[first.key] = nil
        }
    }

    /// The counters of recently removed streams.
    public func departedRecords(uptime: Duration) -> [PollRecord] {
        departed.values.filter { uptime - $0.uptime <= DepartedPolls.shownFor }.map(\.record)
    }

    /// Creates an empty state.
    public init() {}

    /// Whether the first poll of every selected stream has ended, successfully or not.
    public var isReady: Bool { isDiscovered && streams.values.allSatisfy { $0.lastSucceeded != nil } }

    /// Whether the last discovery reached every location, so that a stream it did not find does not exist.
    public var isSearchedWell: Bool {
        isDiscovered && discovered.values.allSatisfy { $0 } && unreachable.values.allSatisfy(\.isEmpty)
    }

    /// The records, sorted by stream name.
    public var records: [PollRecord] { streams.values.sorted { $0.name < $1.name } }

    /// The projects and locations that have streams or were searched for them.
    public var scopes: [Scope] { Set(discovered.keys).union(streams.keys.map(\.scope)).sorted() }

    /// Whether this state differs from an earlier one in more than polls started.
    public func shows(moreThan other: PollState) -> Bool {
        guard isDiscovered == other.isDiscovered, discovered == other.discovered, unreachable == other.unreachable,
            found == other.found, skippedTicks == other.skippedTicks, streams.count == other.streams.count
        else { return true }
        return streams.contains { name, record in
            other.streams[name].map { record.endedPolls != $0.endedPolls } ?? true
        }
    }

    /// When the next fresh snapshot becomes stale; nil when none is fresh.
    public func nextStale(after uptime: Duration, staleAfter: Duration) -> Duration? {
        streams.values.compactMap(\.snapshotUptime).map { $0 + staleAfter }.filter { $0 >= uptime }.min()
    }

    /// Whether the last poll of every stream in a project and location succeeded; nil until that is known.
    public func isUp(_ scope: Scope) -> Bool? {
        if discovered[scope] == false { return false }
        let polls = streams.values.filter { $0.name.scope == scope }.map(\.lastSucceeded)
        if polls.contains(false) { return false }
        return polls.contains(nil) ? nil : true
    }
}

extension StreamName {
    /// The stream's project and location.
    public var scope: PollState.Scope { PollState.Scope(project: project, location: location) }
}
