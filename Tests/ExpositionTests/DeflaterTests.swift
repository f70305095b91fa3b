import Testing

@testable import Exposition

struct DeflaterTests {
    @Test(arguments: [1, 2, 5, 100, 1_000, 16_383, 16_384, 65_535, 65_536, 100_000, ExpositionPart.maximumTextBytes])
    func `bytes that cannot be compressed fit too`(count: Int) {
        var random = SystemRandomNumberGenerator()
        let noise = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        var deflater = Deflater()
        #expect(Inflater.text(of: deflater.part(of: noise), count: count) == noise)
    }

    @Test func `a part does not depend on those before it`() {
        let first = Array("first part first part".utf8)
        let second = Array("second part".utf8)
        var deflater = Deflater()
        let one = deflater.part(of: first)
        let other = deflater.part(of: second)
        #expect(deflater.part(of: first) == one)
        #expect(Inflater.text(of: other, count: second.count) == second)
    }

    @Test func `a part ends on a byte as a full flush does`() {
        var deflater = Deflater()
        #expect(deflater.part(of: Array("text".utf8)).suffix(4) == [0x00, 0x00, 0xFF, 0xFF])
    }
}
