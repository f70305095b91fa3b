internal import Exposition
internal import StatusPage

/// Everything that requests are served, composed as a whole and outside of requests.
struct Published: Sendable {
    /// What a scrape shows.
    var exposition: Exposition
    /// What the status page shows.
    var report: StatusReport
    /// Whether every selected stream was polled once, or is known to fail.
    var isReady: Bool
    /// The version of the ledgers that it was composed from.
    var version: Int
}
