import Testing

@testable import Serving

@Suite struct TokenBucketTests {
    @Test func `a burst is let through, then one per interval`() {
        var bucket = TokenBucket(WebConfiguration.RateLimit(interval: .seconds(1), burst: 3))
        let start = ContinuousClock.now
        let taken = [0.0, 0, 0, 0, 0.9, 1.0, 1.5, 2.0, 60, 60, 60, 60].map { bucket.take(at: start + .seconds($0)) }
        #expect(taken == [true, true, true, false, false, true, false, true, true, true, true, false])
    }

    @Test func `the largest numbers do not trap`() {
        let day = Duration.seconds(292 * 365 * 86_400)
        var bucket = TokenBucket(WebConfiguration.RateLimit(interval: day, burst: 1_000_000))
        let isTaken = bucket.take(at: .now)
        #expect(isTaken)
    }
}
