import TestSupport
import Testing

@testable import Exposition

struct DeflaterTests {
    @Test(arguments: [1, 2, 5, 100, 1_000, 16_383, 16_384, 65_535, 65_536, 100_000, ExpositionPart.maximumTextBytes])
    func `incompressible bytes fit too`(count: Int) {
        var chance = SeededGenerator(seed: UInt64(count))
        let noise = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
        var deflater = Deflater()
        #expect(Inflater.text(of: part(of: noise, &deflater), count: count) == noise)
    }

    @Test func `a part does not depend on earlier parts`() {
        let first = Array("first part first part".utf8)
        let second = Array("second part".utf8)
        var deflater = Deflater()
        let one = part(of: first, &deflater)
        let other = part(of: second, &deflater)
        #expect(part(of: first, &deflater) == one)
        #expect(Inflater.text(of: other, count: second.count) == second)
    }

    @Test func `a part ends on a byte boundary, as a full flush does`() {
        var deflater = Deflater()
        #expect(part(of: Array("text text text text".utf8), &deflater).suffix(4) == [0x00, 0x00, 0xFF, 0xFF])
    }

    private func part(of text: [UInt8], _ deflater: inout Deflater) -> [UInt8] {
        text.withUnsafeBytes { deflater.part(of: $0) }
    }
}
