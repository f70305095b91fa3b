import Testing

@testable import GoogleAuth

@Suite struct JSONNumbersTests {
    @Test(arguments: [
        (#"{"a":99999999999999999999,"b":-1e400}"#, #"{"a":1e300,"b":-1e300}"#),
        (#"{"a":"99999999999999999999","b\\":1}"#, #"{"a":"99999999999999999999","b\\":1}"#),
        (#"["\"",1e999,"1e999\\\"",12.5]"#, #"["\"",1e300,"1e999\\\"",12.5]"#),
        ("9223372036854775807", "1e300"), ("1e18", "1e18"), ("01e999", "01e999"), ("1e", "1e"), ("-", "-"), ("", ""),
        ("\"\\", "\"\\"),
    ])
    func `numbers beyond 64 bits are bounded, and nothing else changes`(text: String, bounded: String) {
        #expect(String(decoding: JSONNumbers.bounded(Array(text.utf8)), as: UTF8.self) == bounded)
    }
}
