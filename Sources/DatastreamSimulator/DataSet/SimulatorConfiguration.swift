internal import Datastream
public import Notation

/// What a simulator is told at its start.
public struct SimulatorConfiguration: Hashable, Sendable {
    /// What the data set and the hits of the faults are drawn from.
    public var seed: UInt64
    /// How much faster than real time jobs wait and run; at 1 a job takes some tens of seconds.
    public var speed: Double
    /// The faults that are switched on.
    public var faults: [Fault]

    /// The speeds that a simulator can have.
    public static let speeds: ClosedRange<Double> = 0.1...1_000

    /// A configuration; a speed out of range is taken as its nearest bound.
    public init(seed: UInt64 = 1, speed: Double = 1, faults: [Fault] = []) {
        self.seed = seed
        self.speed = speed.isNaN ? 1 : min(max(speed, Self.speeds.lowerBound), Self.speeds.upperBound)
        self.faults = faults
    }
}

/// The time, as an argument.
public struct SimulatorClock: Sendable {
    /// The wall clock when the simulator was started.
    public var start: Timestamp
    /// How long the simulator has run; it never goes back.
    public var elapsed: @Sendable () -> Duration

    /// A clock of its parts.
    public init(start: Timestamp, elapsed: @escaping @Sendable () -> Duration) {
        self.start = start
        self.elapsed = elapsed
    }
}
