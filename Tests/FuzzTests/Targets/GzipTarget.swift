@testable import HTTPTransport

/// A compressed body: inflated to what zlib makes of it, or refused.
enum GzipTarget {
    private static let limit = 100_000

    static func run(_ bytes: [UInt8]) throws {
        let expected = ZlibOracle.inflate(bytes, limit: limit)
        do {
            let text = try GzipBody.inflate(bytes, limit: limit)
            try demand(text.count <= limit, "\(text.count) bytes")
            try demand(text == expected, "zlib inflates it otherwise, or refuses it")
        } catch let error as GzipBody.Problem {
            try demand(expected == nil || error == .tooLarge, "zlib takes what is refused as \(error)")
        }
    }
}
