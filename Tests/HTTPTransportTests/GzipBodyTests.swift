import Foundation
import Testing

@testable import HTTPTransport

/// A small gzip member, and the text in it.
enum Packed {
    static let whole = base64("H4sIAAAAAAACA6tWKi4pSk3M9U/KSk0uKVayio6t5QIAEpmxJRUAAAA=")
    static let text = "{\"streamObjects\":[]}\n"

    /// The member with a bit flipped so many bytes before its end.
    static func flipped(_ distance: Int) -> [UInt8] {
        var bytes = whole
        bytes[bytes.count - distance] ^= 1
        return bytes
    }
}

struct GzipBodyTests {
    /// What is inflated of bytes that come in pieces of one size.
    private func inflated(_ bytes: [UInt8], by size: Int) throws(GzipBody.Problem) -> [UInt8] {
        var body = try GzipBody()
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(bytes.count, start + size)])
            var problem: GzipBody.Problem?
            piece.withUnsafeBytes { piece in
                do throws(GzipBody.Problem) {
                    try body.take(piece) { part in
                        text += Array(part)
                        return true
                    }
                } catch {
                    problem = error
                }
            }
            if let problem { throw problem }
        }
        try body.end()
        return text
    }

    @Test(arguments: [1, 2, 7, 8, 9, 1_000])
    func `a member is inflated in whatever pieces it comes`(size: Int) throws {
        #expect(try inflated(Packed.whole, by: size) == Array(Packed.text.utf8))
        #expect(try inflated(BadAnswer.bomb, by: size) == Array(repeating: 0, count: 200_000))
    }

    @Test(arguments: [1, 3, 1_000])
    func `a member that is cut anywhere is no whole one`(size: Int) {
        for length in 0..<Packed.whole.count {
            #expect(throws: GzipBody.Problem.cut) { try inflated(Array(Packed.whole.prefix(length)), by: size) }
        }
    }

    @Test(arguments: [1, 3, 1_000])
    func `its checksum and its length are verified`(size: Int) {
        for distance in 1...8 {
            #expect(throws: GzipBody.Problem.broken) { try inflated(Packed.flipped(distance), by: size) }
        }
    }

    @Test(arguments: [1, 3, 1_000])
    func `nothing may follow it`(size: Int) {
        for more in [[0], Array("junk and more".utf8), Packed.whole] {
            #expect(throws: GzipBody.Problem.followed) { try inflated(Packed.whole + more, by: size) }
        }
    }

    @Test func `zlib's and raw deflate's forms are none`() {
        for text in ["eJyrVipOTVayUlBKSy1RqgUAHVUEVw==", "q1YqTk1WslJQSkstUaoFAA=="] {
            #expect(throws: GzipBody.Problem.broken) { try inflated(base64(text), by: 1_000) }
        }
    }

    @Test func `a receiver that has enough ends it`() throws {
        var body = try GzipBody()
        var pieces = 0
        try BadAnswer.bomb.withUnsafeBytes { bytes in
            try body.take(bytes) { _ in
                pieces += 1
                return false
            }
        }
        #expect(pieces == 1)
    }
}
