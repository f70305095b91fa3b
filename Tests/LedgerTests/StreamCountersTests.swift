import Ledger
import Testing

struct StreamCountersTests {
    @Test func `the buckets resolve ten seconds to three days within a factor of 1.5`() {
        let bounds = StreamCounters.durationBounds
        #expect(bounds.first == 10 && bounds.contains(3 * 86_400))
        for (lower, upper) in zip(bounds, bounds.dropFirst()) where upper <= 3 * 86_400 {
            #expect(upper > lower && upper <= lower * 1.5)
        }
    }

    @Test func `the bounds that older files use still exist`() {
        let earlier: [Double] = [
            60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 604_800,
        ]
        #expect(Set(earlier).isSubset(of: StreamCounters.durationBounds))
    }
}
