import Testing

@testable import Exposition

struct ExpositionPartTests {
    @Test func `empty text makes no part`() {
        #expect(parts(of: []) == [])
    }

    @Test(arguments: [
        (1, 1), (1_000, 1),
        (ExpositionPart.maximumTextBytes - 1, 1), (ExpositionPart.maximumTextBytes, 1),
        (ExpositionPart.maximumTextBytes + 1, 2), (3 * ExpositionPart.maximumTextBytes, 3),
        (3 * ExpositionPart.maximumTextBytes + 17, 4),
    ])
    func `a text is cut into parts that add up to it`(bytes: Int, count: Int) {
        let text = lines(bytes)
        let cut = parts(of: text)
        #expect(cut.count == count)
        #expect(cut.allSatisfy { $0.textCount <= ExpositionPart.maximumTextBytes && $0.textCount == $0.text.count })
        #expect(cut.flatMap(\.text) == text)
        let counts = cut.map(\.textCount)
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "none of them is a rest")
    }

    @Test func `equal texts make equal parts, and different texts different ones`() {
        #expect(parts(of: lines(5_000)) == parts(of: lines(5_000)))
        #expect(parts(of: lines(5_000)) != parts(of: lines(5_001)))
    }

    @Test func `scrape-like text is stored in a tenth of its bytes`() {
        let part = parts(of: lines(200_000))
        #expect(part.reduce(0) { $0 + $1.deflated.count } < 20_000)
    }

    private func parts(of text: [UInt8]) -> [ExpositionPart] {
        var deflater = Deflater()
        return text.withUnsafeBytes { ExpositionPart.parts(of: $0, &deflater) }
    }

    /// Lines like those of a scrape, of the given length in bytes.
    private func lines(_ bytes: Int) -> [UInt8] {
        var text: [UInt8] = []
        var number = 0
        while text.count < bytes {
            text += Array("datastream_object_backfill_state{stream=\"s\",object=\"shop.t\(number)\"} 1\n".utf8)
            number += 1
        }
        return Array(text.prefix(bytes))
    }
}
