/// All that the polls have learnt so far: what a scrape is made of.
public struct PollState: Sendable, Equatable {
    /// A project and one of its locations.
    public struct Scope: Hashable, Comparable, Sendable {
        /// The project, as it was asked for.
        public var project: String
        /// The location; `-` stands for all, while none is known by name.
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

    /// The streams that are polled.
    public var streams: [StreamName: PollRecord] = [:]
    /// Whether the last search for streams in a project and location ended well.
    public var discovered: [Scope: Bool] = [:]
    /// Streams that left since the start: how often they were polled and failed, so that their counters never go back.
    public var departed: [StreamName: DepartedPolls] = [:]
    /// Locations that the last search in a project could not reach.
    public var unreachable: [String: Set<String>] = [:]
    /// How many streams the last search of a project found, or are named in it, before filters.
    public var found: [String: Int] = [:]
    /// Ticks of the poll's clock that passed while the poll before was still running.
    public var skippedTicks = 0
    /// Whether the search for streams was decided once.
    public var isDiscovered = false

    /// How the polls of a stream went until it left.
    public struct DepartedPolls: Sendable, Equatable {
        /// The counters alone.
        public let record: PollRecord
        /// When it left, by a clock that no one sets.
        public let uptime: Duration

        /// How long the counters are shown after a stream left, so that a scrape sees why: they count a `not_found` when it was
        /// deleted.
        public static let shownFor = Duration.seconds(300)
        /// Most streams that are remembered; those that left first are forgotten.
        static let limit = 1_000
    }

    /// Takes up a stream; one that returns counts on from where it was.
    public mutating func add(_ name: StreamName) {
        guard streams[name] == nil else { return }
        streams[name] = departed.removeValue(forKey: name)?.record ?? PollRecord(name: name)
    }

    /// Lets go of a stream that is polled no more.
    public mutating func remove(_ name: StreamName, uptime: Duration) {
        guard let record = streams.removeValue(forKey: name) else { return }
        departed[name] = DepartedPolls(record: record.counters, uptime: uptime)
        if departed.count > DepartedPolls.limit,
            let first = departed.min(by: { ($0.value.uptime, $0.key) < ($1.value.uptime, $1.key) })
        {
            departed[first.key] = nil
        }
    }

    /// The counters of streams that left a short while ago.
    public func departedRecords(uptime: Duration) -> [PollRecord] {
        departed.values.filter { uptime - $0.uptime <= DepartedPolls.shownFor }.map(\.record)
    }

    /// Nothing is known yet.
    public init() {}

    /// Whether every selected stream was polled once, or is known to fail.
    public var isReady: Bool { isDiscovered && streams.values.allSatisfy { $0.lastSucceeded != nil } }

    /// Whether the last search reached every place where streams may be: what it lacks is not there.
    public var isSearchedWell: Bool {
        isDiscovered && discovered.values.allSatisfy { $0 } && unreachable.values.allSatisfy(\.isEmpty)
    }

    /// The streams in the order of their names.
    public var records: [PollRecord] { streams.values.sorted { $0.name < $1.name } }

    /// The projects and locations that have streams or were searched for them.
    public var scopes: [Scope] { Set(discovered.keys).union(streams.keys.map(\.scope)).sorted() }

    /// Whether anything but the begin of polls tells this state from an earlier one.
    public func shows(moreThan other: PollState) -> Bool {
        guard isDiscovered == other.isDiscovered, discovered == other.discovered, unreachable == other.unreachable,
            found == other.found, skippedTicks == other.skippedTicks, streams.count == other.streams.count
        else { return true }
        return streams.contains { name, record in
            other.streams[name].map { record.endedPolls != $0.endedPolls } ?? true
        }
    }

    /// When the next snapshot that is still fresh becomes stale; nil when none is fresh.
    public func nextStale(after uptime: Duration, staleAfter: Duration) -> Duration? {
        streams.values.compactMap(\.snapshotUptime).map { $0 + staleAfter }.filter { $0 >= uptime }.min()
    }

    /// Whether the last poll of a project and location succeeded for every stream; nil until that is decided.
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
