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
    func `independent readers inflate the body as a single gzip member`(texts: [String], tool: GunzipTool) throws {
        let body = body(of: texts)
        #expect(try tool.inflate(gzip(body)) == Array(texts.joined().utf8))
    }

    @Test(arguments: texts)
    func `the text and the byte counts are those of the parts`(texts: [String]) {
        let body = body(of: texts)
        #expect(body.text == Array(texts.joined().utf8))
        #expect(body.textCount == texts.joined().utf8.count)
        #expect(body.gzipCount == gzip(body).count)
        #expect(body.gzipPieceCount == body.parts.count + 2)
    }

    @Test func `nothing follows the last piece`() {
        let body = body(of: ["text\n"])
        #expect(body.gzipPiece(body.gzipPieceCount) == [])
        #expect(body.gzipPiece(.max) == [])
    }

    @Test func `many bodies may share the same parts`() throws {
        let shared = PartRun(text: Array("shared\n".utf8))
        var run = shared
        run.append(shared)
        run.append(PartRun())
        let body = ExpositionBody(run)
        #expect(body == ExpositionBody(PartRun(shared.parts + shared.parts)))
        #expect(try GunzipTool.gzip.inflate(gzip(body)) == Array("shared\nshared\n".utf8))
    }

    private func body(of texts: [String]) -> ExpositionBody {
        ExpositionBody(texts.reduce(into: PartRun()) { $0.append(PartRun(text: Array($1.utf8))) })
    }

    private func gzip(_ body: ExpositionBody) -> [UInt8] {
        (0..<body.gzipPieceCount).flatMap { body.gzipPiece($0) }
    }
}
