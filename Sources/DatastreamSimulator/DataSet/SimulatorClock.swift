package import Notation

/// The time, as an argument.
package struct SimulatorClock: Sendable {
    /// The wall clock time when the simulator started.
    package var start: Timestamp
    /// How long the simulator has been running; it never goes back.
    package var elapsed: @Sendable () -> Duration

    package init(start: Timestamp, elapsed: @escaping @Sendable () -> Duration) {
        self.start = start
        self.elapsed = elapsed
    }
}
