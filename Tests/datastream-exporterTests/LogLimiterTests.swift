import Testing

@testable import datastream_exporter

@Suite struct LogLimiterTests {
    @Test func `a topic has one line in five minutes, which counts the suppressed ones`() {
        var limiter = LogLimiter()
        #expect(limiter.admit("a", at: .seconds(0)) == 0)
        #expect(limiter.admit("a", at: .seconds(60)) == nil)
        #expect(limiter.admit("a", at: .seconds(299)) == nil)
        #expect(limiter.admit("b", at: .seconds(299)) == 0)
        #expect(limiter.admit("a", at: .seconds(300)) == 2)
        #expect(limiter.admit("a", at: .seconds(301)) == nil)
    }

    @Test func `beyond the limit, topics are suppressed until old ones are forgotten`() {
        var limiter = LogLimiter()
        for topic in 0..<10_000 { #expect(limiter.admit("\(topic)", at: .zero) == 0) }
        #expect(limiter.admit("one more", at: .zero) == nil)
        #expect(limiter.admit("0", at: .seconds(300)) == 0)
        #expect(limiter.admit("one more", at: .seconds(300)) == 0)
    }
}
