import Testing

@testable import Exposition

struct PartRunTests {
    @Test(arguments: [[], ["one"], ["one", "two"], ["", "one", "", "two"], ["a", "b", "c", "d"]])
    func `a run built from pieces equals one built at once`(texts: [String]) {
        let joined = texts.reduce(into: PartRun()) { $0.append(PartRun(text: Array($1.utf8))) }
        let whole = PartRun(text: Array(texts.joined().utf8))
        #expect(joined.checksum == whole.checksum)
        #expect(joined.textCount == whole.textCount)
        #expect(joined.isEmpty == whole.isEmpty)
        #expect(joined.deflatedCount == joined.parts.reduce(0) { $0 + $1.deflated.count })
        #expect(joined == PartRun(joined.parts))
    }
}
