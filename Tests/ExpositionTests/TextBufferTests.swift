import Testing

@testable import Exposition

struct TextBufferTests {
    @Test(arguments: [0, 1, -1, 9, 10, 99, 100, 12_345, -12_345, Int64.max, .min, 1_000_000_000_000_000_000])
    func `an integer is written in decimal`(number: Int64) {
        var text = TextBuffer()
        text.append(number)
        #expect(String(decoding: text.bytes, as: UTF8.self) == String(number))
    }

    @Test(arguments: [(UInt64(7), 3, "007"), (1_234, 3, "1234"), (0, 1, "0"), (.max, 1, "18446744073709551615")])
    func `digits are padded with zeros`(number: UInt64, minimum: Int, digits: String) {
        var text = TextBuffer()
        text.append(digits: number, atLeast: minimum)
        #expect(String(decoding: text.bytes, as: UTF8.self) == digits)
    }

    @Test func `numbers of any length are written in decimal`() {
        let powers = (0..<20).map { (0..<$0).reduce(UInt64(1)) { power, _ in power * 10 } }
        for number in powers.flatMap({ [$0 - 1, $0, $0 + 1] }) + [.max] {
            var text = TextBuffer()
            text.append(digits: number, atLeast: 1)
            #expect(String(decoding: text.bytes, as: UTF8.self) == String(number))
        }
    }

    @Test func `a buffer that grows keeps its bytes, and cleared bytes are gone`() {
        var text = TextBuffer(capacity: 1)
        let line = Array("0123456789".utf8)
        for _ in 0..<1_000 { text.append(line) }
        #expect(Array(text.bytes) == Array(repeating: line, count: 1_000).flatMap(\.self))
        text.removeAll()
        text.append("a" as StaticString)
        text.append("é")
        #expect(Array(text.bytes) == Array("aé".utf8))
        text.removeLast()
        text.removeLast()
        text.removeLast()
        text.removeLast()
        #expect(text.count == 0)
    }
}
