package import Notation

/// The time, as an argument.
package struct SimulatorClock: Sendable {
    /// The wall clock when the simulator was started.
    package var start: Timestamp
    /// How long the simulator has run; it never goes back.
    package var elapsed: @Sendable () -> Duration

    package init(start: Timestamp, elapsed: @escaping @Sendable () -> Duration) {
        self.start = start
        self.elapsed = elapsed
    }
}
