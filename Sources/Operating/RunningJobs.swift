internal import Datastream

/// Counts the backfill jobs of a stream that wait or run, whoever started them.
struct RunningJobs: Hashable {
    /// How many listings may show a job as it was before we started it; a listing may be older than our command.
    private static let patience = 3

    private var listed: Set<ByteText> = []
    private var started: [ByteText: Started] = [:]

    /// A job that we started and that no listing shows yet.
    private struct Started: Hashable {
        var before: BackfillJob?
        var listings = 0
    }

    /// Creates a counter from a listing.
    init(_ listing: [Target]) { see(listing) }

    /// The number of jobs that wait or run.
    var count: Int { listed.union(started.keys).count }

    /// Counts a job that was started after the last listing.
    mutating func start(_ target: Target) {
        started[ByteText(target.name.id)] = Started(before: target.object.backfillJob)
    }

    /// Counts a job that was found running.
    mutating func find(_ target: Target) { listed.insert(ByteText(target.name.id)) }

    /// Updates the jobs from a new listing.
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
