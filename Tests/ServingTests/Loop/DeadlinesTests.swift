import Testing

@testable import Serving

@Suite struct DeadlinesTests {
    let start = ContinuousClock.now

    @Test func `the next deadline is the earliest of all kinds`() {
        var deadlines = Deadlines()
        #expect(deadlines.next == nil)
        deadlines.set(1, .idle, start + .seconds(60))
        deadlines.set(2, .head, start + .seconds(5))
        deadlines.set(3, .head, start + .seconds(6))
        #expect(deadlines.next?.id == 2)
        deadlines.set(2, .idle, start + .seconds(61))
        #expect(deadlines.next?.id == 3)
        deadlines.remove(3)
        #expect(deadlines.next?.id == 1)
        #expect(Array(deadlines.ordered(.idle)) == [1, 2])
        #expect(Array(deadlines.ordered(.head)).isEmpty)
    }

    @Test func `delays of different lengths are ordered`() {
        var deadlines = Deadlines()
        for (id, seconds) in [(1, 5), (2, 1), (3, 9), (4, 3), (5, 3)] as [(UInt64, Int)] {
            deadlines.set(id, .delay, start + .seconds(seconds))
        }
        #expect(Array(deadlines.ordered(.delay)) == [2, 4, 5, 1, 3])
        deadlines.remove(4)
        deadlines.set(2, .delay, start + .seconds(7))
        #expect(Array(deadlines.ordered(.delay)) == [5, 1, 2, 3])
    }

    @Test func `removing a missing entry changes nothing`() {
        var deadlines = Deadlines()
        deadlines.set(1, .head, start)
        deadlines.remove(7)
        deadlines.remove(1)
        deadlines.remove(1)
        #expect(deadlines.next == nil)
    }
}
