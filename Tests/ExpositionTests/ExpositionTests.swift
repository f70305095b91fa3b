import Testing

@testable import Exposition

struct ExpositionTests {
    private static let texts: [[String]] = [
        [],
        ["one part\n"],
        ["first\n", "second\n", "third\n"],
        Array(repeating: "identical text\n", count: 500),
        (0..<300).map { "part \($0)\n" },
        [String(repeating: "a line that is long enough to be cut into parts\n", count: 20_000), "end\n"],
    ]

    @Test(arguments: texts, GunzipTool.allCases)
    func `independent readers inflate the whole as one member`(texts: [String], tool: GunzipTool) throws {
        let exposition = Exposition(texts.flatMap { ExpositionPart.parts(of: Array($0.utf8)) })
        #expect(try tool.inflate(gzip(exposition)) == Array(texts.joined().utf8))
    }

    @Test(arguments: texts)
    func `the text and the counts of bytes are those of the parts`(texts: [String]) {
        let exposition = Exposition(texts.flatMap { ExpositionPart.parts(of: Array($0.utf8)) })
        #expect(exposition.text == Array(texts.joined().utf8))
        #expect(exposition.textCount == texts.joined().utf8.count)
        #expect(exposition.gzipCount == gzip(exposition).count)
        #expect(exposition.gzipPieceCount == exposition.parts.count + 2)
    }

    @Test func `past the last piece there is nothing`() {
        let exposition = Exposition(ExpositionPart.parts(of: Array("text\n".utf8)))
        #expect(exposition.gzipPiece(exposition.gzipPieceCount) == [])
        #expect(exposition.gzipPiece(.max) == [])
    }

    @Test func `the same parts may stand in many expositions`() throws {
        let shared = ExpositionPart.parts(of: Array("shared\n".utf8))
        var exposition = Exposition(shared)
        exposition.append(shared)
        exposition.append([])
        #expect(exposition == Exposition(shared + shared))
        #expect(try GunzipTool.gzip.inflate(gzip(exposition)) == Array("shared\nshared\n".utf8))
    }

    private func gzip(_ exposition: Exposition) -> [UInt8] {
        (0..<exposition.gzipPieceCount).flatMap { exposition.gzipPiece($0) }
    }
}
