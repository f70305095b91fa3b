import Ledger
import Testing

struct StreamCountersTests {
    @Test func `a duration from ten seconds to three days is known within a factor of one and a half`() {
        let bounds = StreamCounters.durationBounds
        #expect(bounds.first == 10 && bounds.contains(3 * 86_400))
        for (lower, upper) in zip(bounds, bounds.dropFirst()) where upper <= 3 * 86_400 {
            #expect(upper > lower && upper <= lower * 1.5)
        }
    }

    @Test func `the bounds by which earlier files count are still there`() {
        let earlier: [Double] = [
            60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 604_800,
        ]
        #expect(Set(earlier).isSubset(of: StreamCounters.durationBounds))
    }
}
