internal import Synchronization
internal import System

/// A value that is made at most once a second, however often it is asked for.
final class Recent<Value: Sendable>: Sendable {
    private let clock: SystemClock
    private let last = Mutex<(moment: Duration, value: Value)?>(nil)

    private static var lifetime: Duration { .seconds(1) }

    init(clock: SystemClock) { self.clock = clock }

    /// The last value if it is less than a second old, or a new one; others that ask meanwhile wait for it.
    func value(_ make: () -> Value) -> Value {
        let moment = clock.uptime()
        return last.withLock { last in
            if let last, moment - last.moment < Self.lifetime { return last.value }
            let value = make()
            last = (moment, value)
            return value
        }
    }
}
