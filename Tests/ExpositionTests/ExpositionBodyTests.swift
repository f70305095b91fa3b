import Testing

@testable import Exposition

struct ExpositionBodyTests {
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
        let body = ExpositionBody(texts.flatMap { ExpositionPart.parts(of: Array($0.utf8)) })
        #expect(try tool.inflate(gzip(body)) == Array(texts.joined().utf8))
    }

    @Test(arguments: texts)
    func `the text and the counts of bytes are those of the parts`(texts: [String]) {
        let body = ExpositionBody(texts.flatMap { ExpositionPart.parts(of: Array($0.utf8)) })
        #expect(body.text == Array(texts.joined().utf8))
        #expect(body.textCount == texts.joined().utf8.count)
        #expect(body.gzipCount == gzip(body).count)
        #expect(body.gzipPieceCount == body.parts.count + 2)
    }

    @Test func `past the last piece there is nothing`() {
        let body = ExpositionBody(ExpositionPart.parts(of: Array("text\n".utf8)))
        #expect(body.gzipPiece(body.gzipPieceCount) == [])
        #expect(body.gzipPiece(.max) == [])
    }

    @Test func `the same parts may stand in many bodies`() throws {
        let shared = ExpositionPart.parts(of: Array("shared\n".utf8))
        var body = ExpositionBody(shared)
        body.append(shared)
        body.append([])
        #expect(body == ExpositionBody(shared + shared))
        #expect(try GunzipTool.gzip.inflate(gzip(body)) == Array("shared\nshared\n".utf8))
    }

    private func gzip(_ body: ExpositionBody) -> [UInt8] {
        (0..<body.gzipPieceCount).flatMap { body.gzipPiece($0) }
    }
}
