/// What an operator asks for: the names, and the choices that flags make.
package struct OperatorRequest: Sendable {
    /// The names of streams and objects, as they were given.
    package var operands: [String] = []
    /// Which objects of a stream are meant.
    package var selector = ObjectSelector()
    /// Whether scripts read what is written.
    package var isJSON = false
    /// Whether nothing is sent, and only said what would be done.
    package var isDryRun = false
    /// Whether nobody is asked for confirmation.
    package var isConfirmed = false
    /// Whether a job that is already as wanted is not a failure.
    package var toleratesAlready = false
    /// Whether to wait until what was started or stopped has ended.
    package var awaitsEnd = false
    /// The time from one look at the jobs to the next.
    package var interval = Duration.seconds(10)
    /// The longest time that the command may take; nil for as long as it takes.
    package var timeout: Duration?

    package init() {}
}
