import Testing

@testable import Serving

@Suite struct AcceptEncodingTests {
    @Test(arguments: [
        (nil, false), ("", false), ("gzip", true), ("GZIP", true), ("gzip;q=0", false), ("gzip; q=0.001", true),
        ("identity;q=0", false), ("*", true), ("*;q=0", false), ("br", false), ("gzip, deflate;q=0.5", true),
        ("gzip;q=0, *", false), ("deflate, *;q=0.1", true), ("gzip;q=abc", false), ("x-gzip", true), (" gzip ", true),
        (",,gzip", true), ("gzip;q=1.0;x=y", true), ("x-gzip;q=0, gzip", true), ("gzip;q=0, x-gzip", false),
        ("*;q=0, gzip", true), ("identity;q=0, *;q=0", false), ("gzip;q=2", true),
    ])
    func `gzip is served to clients that accept it`(header: String?, allows: Bool) {
        #expect(AcceptEncoding(header).allowsGzip == allows)
    }
}
