/// How much of a stream's past its ledger and its file remember, besides what is listed now.
package struct LedgerBounds: Sendable, Equatable {
    /// Objects that left the stream.
    package var departedObjects: Int
    /// Errors that left the listing.
    package var leftErrors: Int
    /// Finished runs: in the file, and in memory until a file has them.
    package var runs: Int
    /// How long a finished run is kept.
    package var runAge: Duration

    /// Creates custom bounds.
    package init(departedObjects: Int, leftErrors: Int, runs: Int, runAge: Duration) {
        self.departedObjects = departedObjects
        self.leftErrors = leftErrors
        self.runs = runs
        self.runAge = runAge
    }

    /// 10,000 objects, 50,000 errors, 20,000 runs of at most 400 days: about 6 MB of memory per stream at worst.
    package static let standard = LedgerBounds(
        departedObjects: 10_000, leftErrors: 50_000, runs: 20_000, runAge: .seconds(400 * 86_400))
}
