import Testing

@testable import Exposition

struct ExpositionPartTests {
    @Test func `no text makes no part`() {
        #expect(ExpositionPart.parts(of: []) == [])
    }

    @Test(arguments: [
        (1, 1), (1_000, 1),
        (ExpositionPart.maximumTextBytes - 1, 1), (ExpositionPart.maximumTextBytes, 1),
        (ExpositionPart.maximumTextBytes + 1, 2), (3 * ExpositionPart.maximumTextBytes, 3),
        (3 * ExpositionPart.maximumTextBytes + 17, 4),
    ])
    func `a text is cut into parts that give it back`(bytes: Int, parts: Int) {
        let text = lines(bytes)
        let cut = ExpositionPart.parts(of: text)
        #expect(cut.count == parts)
        #expect(cut.allSatisfy { $0.textCount <= ExpositionPart.maximumTextBytes && $0.textCount == $0.text.count })
        #expect(cut.flatMap(\.text) == text)
    }

    @Test func `the same text makes equal parts, and another text others`() {
        #expect(ExpositionPart.parts(of: lines(5_000)) == ExpositionPart.parts(of: lines(5_000)))
        #expect(ExpositionPart.parts(of: lines(5_000)) != ExpositionPart.parts(of: lines(5_001)))
    }

    @Test func `text like that of a scrape is kept in a tenth of its bytes`() {
        let part = ExpositionPart.parts(of: lines(200_000))
        #expect(part.reduce(0) { $0 + $1.deflated.count } < 20_000)
    }

    /// So many bytes of lines like those of a scrape.
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
