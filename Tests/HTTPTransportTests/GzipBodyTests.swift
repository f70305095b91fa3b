import Foundation
import Testing

@testable import HTTPTransport

/// A small gzip member and its text.
enum Packed {
    static let whole = base64("H4sIAAAAAAACA6tWKi4pSk3M9U/KSk0uKVayio6t5QIAEpmxJRUAAAA=")
    static let text = "{\"streamObjects\":[]}\n"

    /// The member with one bit flipped, `distance` bytes before its end.
    static func flipped(_ distance: Int) -> [UInt8] {
        var bytes = whole
        bytes[bytes.count - distance] ^= 1
        return bytes
    }
}

struct GzipBodyTests {
    private func inflated(_ bytes: [UInt8], limit: Int = 1_000_000) throws(GzipBody.Problem) -> [UInt8] {
        try GzipBody.inflate(bytes, limit: limit)
    }

    @Test func `a member is inflated, and unused room stays`() throws {
        let text = try inflated(Packed.whole)
        #expect(text == Array(Packed.text.utf8))
        #expect(text.capacity >= text.count + Transfer.padding)
        #expect(try inflated(BadAnswer.bomb) == Array(repeating: 0, count: 200_000))
    }

    @Test func `an empty member inflates to nothing`() throws {
        #expect(try inflated(base64("H4sIAAAAAAAAAwMAAAAAAAAAAAA=")) == [])
    }

    @Test func `a truncated member is rejected`() {
        for length in 0..<Packed.whole.count {
            #expect(throws: GzipBody.Problem.cut) { try inflated(Array(Packed.whole.prefix(length))) }
        }
    }

    @Test func `the checksum and the length are verified`() {
        for distance in 1...8 {
            #expect(throws: GzipBody.Problem.broken) { try inflated(Packed.flipped(distance)) }
        }
    }

    @Test func `nothing may follow the member`() {
        for more in [[0], Array("junk and more".utf8), [0, 0, 0, 0], Packed.whole] {
            #expect(throws: GzipBody.Problem.followed) { try inflated(Packed.whole + more) }
        }
    }

    @Test func `the zlib and raw deflate formats are rejected`() {
        for text in ["eJyrVipOTVayUlBKSy1RqgUAHVUEVw==", "q1YqTk1WslJQSkstUaoFAA=="] {
            #expect(throws: GzipBody.Problem.broken) { try inflated(base64(text)) }
        }
    }

    @Test(arguments: [0x20, 0x40, 0x80] as [UInt8]) func `a flag that is reserved is rejected`(flag: UInt8) {
        var bytes = Packed.whole
        bytes[3] |= flag
        #expect(throws: GzipBody.Problem.broken) { try inflated(bytes) }
    }

    @Test func `no more is inflated than the limit`() throws {
        #expect(try inflated(BadAnswer.bomb, limit: 200_000).count == 200_000)
        #expect(throws: GzipBody.Problem.tooLarge) { try inflated(BadAnswer.bomb, limit: 199_999) }
    }

    @Test func `inflating a corrupted member ends and stays within the limit`() {
        for place in Packed.whole.indices {
            for bit in 0..<8 {
                var bytes = Packed.whole
                bytes[place] ^= 1 << UInt8(bit)
                if let text = try? inflated(bytes, limit: 100) { #expect(text == Array(Packed.text.utf8)) }
            }
        }
    }
}
