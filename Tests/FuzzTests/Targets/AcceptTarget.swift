@testable import Serving

/// `Accept` and `Accept-Encoding`: only a client that names a format or a coding gets it.
enum AcceptTarget {
    private static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
    private static let text = "text/plain; version=0.0.4; charset=utf-8"

    static func run(_ bytes: [UInt8]) throws {
        let header = String(decoding: bytes, as: UTF8.self)
        let letters = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let prefers = Accept(header).prefers(openMetrics, to: text)
        let isAnything = letters.contains(UInt8(ascii: "*"))
        if !isAnything, letters.ranges(of: Array("application/openmetrics-text".utf8)).isEmpty {
            try demand(!prefers, "a format that was not named")
        }
        let allows = AcceptEncoding(header).allowsGzip
        if !isAnything, letters.ranges(of: Array("gzip".utf8)).isEmpty {
            try demand(!allows, "a coding that was not named")
        }
        // Without quotes and weights a header is a list of names.
        guard !bytes.contains(where: { "\";".utf8.contains($0) || $0 >= 0x80 }) else { return }
        let names = letters.split(separator: UInt8(ascii: ",")).map { name in
            name.drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
        }.map { String(decoding: $0, as: UTF8.self) }
        try demandSame(allows, names.contains { ["gzip", "x-gzip", "*"].contains($0) }, "gzip is read otherwise")
        let acceptsText = names.contains { ["text/plain", "text/*", "*/*"].contains($0) }
        let isWished =
            names.contains("application/openmetrics-text") || names.contains("application/*") && !acceptsText
        try demandSame(prefers, isWished, "the format is read otherwise")
    }
}
