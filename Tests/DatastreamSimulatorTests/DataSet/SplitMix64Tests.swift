import Testing

@testable import DatastreamSimulator

struct SplitMix64Tests {
    @Test func `the seed 1234567 gives the published numbers`() {
        var generator = SplitMix64(seed: 1_234_567)
        let numbers = (0..<3).map { _ in generator.next() }
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func `each purpose draws its own numbers from a seed`() {
        let firsts = (0..<100).map { matter in
            var generator = SplitMix64(seed: 1, UInt64(matter))
            return generator.next()
        }
        #expect(Set(firsts).count == 100)
    }

    @Test func `shares and numbers stay within their range`() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<1_000 {
            #expect((0..<1).contains(generator.share()))
            #expect((5...7).contains(generator.number(in: 5...7)))
        }
    }

    @Test func `a UUID has version 4`() {
        var generator = SplitMix64(seed: 9)
        for _ in 0..<100 {
            let uuid = generator.uuid()
            #expect(uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
    }

    @Test func `a random element of an empty list is nil`() {
        var generator = SplitMix64(seed: 9)
        #expect(generator.element(of: [Int]()) == nil)
        #expect(generator.element(of: [7]) == 7)
    }
}
