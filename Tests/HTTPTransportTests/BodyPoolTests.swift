import Testing

@testable import HTTPTransport

struct BodyPoolTests {
    @Test func `small bodies take nothing from the pool`() {
        let pool = BodyPool(size: 0)
        var share = 0
        #expect(pool.raise(&share, for: BodyPool.own))
        #expect(!pool.raise(&share, for: BodyPool.own + 1))
        #expect(share == 0)
    }

    @Test func `large bodies share the pool, and get room when others are done`() {
        let pool = BodyPool(size: 3 << 20)
        var (first, second) = (0, 0)
        #expect(pool.raise(&first, for: BodyPool.own + 1))
        #expect(pool.raise(&first, for: BodyPool.own + (1 << 20)))
        #expect(first == 1 << 20)
        #expect(pool.raise(&second, for: BodyPool.own + (2 << 20)))
        #expect(!pool.raise(&first, for: BodyPool.own + (1 << 20) + 1))
        pool.takeBack(&second)
        #expect(second == 0)
        #expect(pool.raise(&first, for: BodyPool.own + (3 << 20)))
        pool.takeBack(&first)
    }
}
