import Testing

@testable import datastream_exporter

@Suite struct LogLimiterTests {
    @Test func `a topic has one line in five minutes, which counts those held back`() {
        var limiter = LogLimiter()
        #expect(limiter.admit("a", at: .seconds(0)) == 0)
        #expect(limiter.admit("a", at: .seconds(60)) == nil)
        #expect(limiter.admit("a", at: .seconds(299)) == nil)
        #expect(limiter.admit("b", at: .seconds(299)) == 0)
        #expect(limiter.admit("a", at: .seconds(300)) == 2)
        #expect(limiter.admit("a", at: .seconds(301)) == nil)
    }
}
