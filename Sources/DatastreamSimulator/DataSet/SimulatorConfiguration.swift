internal import Datastream
package import Notation

/// What a simulator is told at its start.
package struct SimulatorConfiguration: Hashable, Sendable {
    /// What the data set and the hits of the faults are drawn from.
    package var seed: UInt64
    /// How much faster than real time jobs wait and run; at 1 a job takes some tens of seconds.
    package var speed: Double
    /// The faults that are switched on.
    package var faults: [Fault]

    /// The speeds that a simulator can have.
    package static let speeds: ClosedRange<Double> = 0.1...1_000

    /// A configuration; a speed out of range is taken as its nearest bound.
    package init(seed: UInt64 = 1, speed: Double = 1, faults: [Fault] = []) {
        self.seed = seed
        self.speed = speed.isNaN ? 1 : min(max(speed, Self.speeds.lowerBound), Self.speeds.upperBound)
        self.faults = faults
    }
}

/// The time, as an argument.
package struct SimulatorClock: Sendable {
    /// The wall clock when the simulator was started.
    package var start: Timestamp
    /// How long the simulator has run; it never goes back.
    package var elapsed: @Sendable () -> Duration

    /// A clock of its parts.
    package init(start: Timestamp, elapsed: @escaping @Sendable () -> Duration) {
        self.start = start
        self.elapsed = elapsed
    }
}
