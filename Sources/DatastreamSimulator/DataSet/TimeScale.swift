internal import Datastream
internal import Notation

/// Maps simulated seconds to the wall clock; at any speed, past events stay in the past.
struct TimeScale: Hashable, Sendable {
    /// The wall clock time when the simulator started: simulated second 0.
    var start: Timestamp
    /// Simulated seconds per second.
    var speed: Double

    /// The simulated second after this running time.
    func simulated(_ elapsed: Duration) -> Double { elapsed / .seconds(1) * speed }

    /// The wall clock time at a simulated second, at most 100 years from the start.
    func timestamp(_ second: Double) -> Timestamp {
        let bound = 100 * 365 * 86_400.0
        let real = min(max(second / speed, -bound), bound)
        return start.advanced(by: .nanoseconds(Int64((real * 1_000_000_000).rounded(.down))))
    }
}
