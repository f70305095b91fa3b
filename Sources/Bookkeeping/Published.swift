package import Exposition
package import StatusPage

/// Everything that requests are served, composed as a whole and outside of requests.
package struct Published: Sendable {
    /// What a scrape shows.
    package var exposition: Exposition
    /// What the status page shows.
    package var report: StatusReport
    /// Whether every selected stream was polled once, or is known to fail.
    package var isReady: Bool
    /// The version of the ledgers that it was composed from.
    package var version: Int

    package init(exposition: Exposition, report: StatusReport, isReady: Bool, version: Int) {
        self.exposition = exposition
        self.report = report
        self.isReady = isReady
        self.version = version
    }
}
