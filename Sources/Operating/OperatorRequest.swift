/// An operator's request: the names and the options from flags.
package struct OperatorRequest: Sendable {
    /// The names of streams and objects, as given.
    package var operands: [String] = []
    /// The objects of a stream to select.
    package var selector = ObjectFilter()
    /// Whether the output is JSON for scripts.
    package var isJSON = false
    /// Whether to send nothing and only show what would be done.
    package var isDryRun = false
    /// Whether to skip the confirmation prompt.
    package var isConfirmed = false
    /// Whether a job already in the wanted state counts as success.
    package var toleratesAlready = false
    /// Whether to wait until the started or stopped jobs have ended.
    package var awaitsEnd = false
    /// The time between two checks of the jobs.
    package var interval = Duration.seconds(10)
    /// Timeout of the command; nil for none.
    package var timeout: Duration?

    package init() {}
}
