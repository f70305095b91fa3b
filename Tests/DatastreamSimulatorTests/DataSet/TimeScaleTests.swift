import Datastream
import Notation
import Testing

@testable import DatastreamSimulator

struct TimeScaleTests {
    private let start = Timestamp(seconds: 1_000_000)

    @Test(arguments: [(1.0, Duration.seconds(5), 5.0), (20, .milliseconds(500), 10), (0.5, .seconds(4), 2)])
    func `simulated seconds pass at the chosen speed`(speed: Double, elapsed: Duration, second: Double) {
        #expect(TimeScale(start: start, speed: speed).simulated(elapsed) == second)
    }

    @Test func `an event's simulated time matches its wall-clock time`() {
        let scale = TimeScale(start: start, speed: 10)
        #expect(scale.timestamp(15) == Timestamp(seconds: 1_000_001, nanoseconds: 500_000_000))
        #expect(scale.timestamp(-20) == Timestamp(seconds: 999_998))
    }

    @Test func `any second can be reached`() {
        let scale = TimeScale(start: start, speed: 0.01)
        #expect(scale.timestamp(1e300) > start)
        #expect(scale.timestamp(-1e300) < start)
    }
}
