/// The configuration of a simulator.
package struct SimulatorConfiguration: Hashable, Sendable {
    /// The seed of the data set and of the choice of requests that faults hit.
    package var seed: UInt64
    /// How much faster than real time jobs wait and run; at 1, a job takes some tens of seconds.
    package var speed: Double
    /// The active faults.
    package var faults: [Fault]

    /// The valid speeds.
    package static let speeds: ClosedRange<Double> = 0.1...1_000

    /// A configuration; a speed out of range is clamped.
    package init(seed: UInt64 = 1, speed: Double = 1, faults: [Fault] = []) {
        self.seed = seed
        self.speed = speed.isNaN ? 1 : min(max(speed, Self.speeds.lowerBound), Self.speeds.upperBound)
        self.faults = faults
    }
}
