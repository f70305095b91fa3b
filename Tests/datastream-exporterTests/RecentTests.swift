import Notation
import TestSupport
import Testing

@testable import datastream_exporter

struct RecentTests {
    @Test func `a value is made again once it is a second old`() {
        let clock = TestClock(start: Timestamp(seconds: 0))
        let recent = Recent<Int>(clock: clock.clock)
        #expect(recent.value { 1 } == 1)
        clock.set(.milliseconds(999))
        #expect(recent.value { 2 } == 1)
        clock.set(.seconds(1))
        #expect(recent.value { 3 } == 3)
        clock.set(.milliseconds(1_999))
        #expect(recent.value { 4 } == 3)
    }
}
