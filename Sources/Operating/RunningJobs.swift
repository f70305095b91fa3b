internal import Datastream

/// How many backfill jobs of a stream wait or run, whoever started them.
struct RunningJobs: Hashable {
    /// How many listings may show a job that we started as it was before; a listing may be older than our command.
    private static let patience = 3

    private var listed: Set<ByteText> = []
    private var started: [ByteText: Started] = [:]

    /// A job that we started and that no listing has shown yet.
    private struct Started: Hashable {
        var before: BackfillJob?
        var listings = 0
    }

    /// The jobs that a listing shows.
    init(_ listing: [Target]) { see(listing) }

    /// How many there are.
    var count: Int { listed.union(started.keys).count }

    /// Counts a job that was started after the last listing.
    mutating func start(_ target: Target) {
        started[ByteText(target.name.id)] = Started(before: target.object.backfillJob)
    }

    /// Counts a job that was found running.
    mutating func find(_ target: Target) { listed.insert(ByteText(target.name.id)) }

    /// Replaces what is known by what a new listing shows.
    mutating func see(_ listing: [Target]) {
        listed = Set(listing.lazy.map(\.object).filter(\.isRunning).map { ByteText($0.id) })
        for object in listing.lazy.map(\.object) {
            let id = ByteText(object.id)
            guard var mine = started[id] else { continue }
            mine.listings += 1
            let isShown = object.backfillJob != mine.before
            started[id] = isShown || mine.listings >= Self.patience ? nil : mine
        }
    }
}
