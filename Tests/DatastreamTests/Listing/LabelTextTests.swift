import Notation
import Testing

@testable import Datastream

struct LabelTextTests {
    @Test(arguments: ["", "shop.orders", "zażółć 🐘", "a\nb\"\\", "\u{202E}rtl", String(repeating: "a", count: 512)])
    func `text that fits is unchanged`(text: String) {
        #expect(Array(LabelText.bounded(text).utf8) == Array(text.utf8))
    }

    @Test func `a NUL is replaced`() {
        #expect(LabelText("a\0b\0").value == "a\u{FFFD}b\u{FFFD}")
    }

    @Test(arguments: [
        String(repeating: "a", count: 513), String(repeating: "é", count: 300), String(repeating: "🐘", count: 16_000),
        String(repeating: "\0", count: 600), String(repeating: "a", count: 65_536) + "é",
        "a" + String(repeating: "é", count: 400),
        "e" + String(repeating: "\u{301}", count: 5_000),
    ])
    func `long text is cut between scalars and ends in a hash of the whole`(text: String) throws {
        let bounded = LabelText.bounded(text)
        #expect((500...512).contains(bounded.utf8.count))
        let hash = try #require(bounded.split(separator: "#").last)
        #expect(UInt64(hash, radix: 16) == StableHash.of(text.replacing("\0", with: "\u{FFFD}")))
        let kept = bounded.utf8.dropLast(hash.utf8.count + 1)
        #expect(text.replacing("\0", with: "\u{FFFD}").utf8.starts(with: kept))
    }

    @Test func `long texts that differ only at their ends stay different`() {
        let long = String(repeating: "a", count: 5_000)
        #expect(LabelText(long + "b") != LabelText(long + "c"))
        #expect(LabelText(long) != LabelText(long + "a"))
    }

    @Test func `texts are compared by their bytes`() {
        let composed = LabelText("\u{E9}")
        let decomposed = LabelText("e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        #expect(LabelText("Z") < LabelText("a"))
        #expect(!(composed < composed))
    }
}
