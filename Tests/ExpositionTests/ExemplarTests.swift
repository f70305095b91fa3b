import Testing

@testable import Exposition

struct ExemplarTests {
    @Test(arguments: [
        (
            Exemplar("error_uuid", "8f14e45f-ceea-467f-a8a9-000000000001"),
            #" # {error_uuid="8f14e45f-ceea-467f-a8a9-000000000001"} 1.0"#
        ),
        (Exemplar("error_uuid", "a", time: 1_795_428_000), #" # {error_uuid="a"} 1.0 1795428000"#),
        (
            Exemplar("error_uuid", "a", time: .time(seconds: 1_795_428_000, nanoseconds: 250_000_000)),
            #" # {error_uuid="a"} 1.0 1795428000.25"#
        ),
    ])
    func `an exemplar has a label, the value 1 and a time`(exemplar: Exemplar?, text: String) throws {
        var written = TextBuffer()
        try #require(exemplar).append(to: &written)
        #expect(String(decoding: written.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("a", 118, true), ("a", 119, false), ("A-_.:/+9", 1, true), ("é", 1, false), ("a\"b", 1, false),
        ("a\\b", 1, false), ("a\nb", 1, false), ("a b", 1, false), ("", 1, false), ("a\0", 1, false),
        ("a", 100_000, false),
    ])
    func `name and value have at most 128 characters together, and the value is a plain id`(
        text: String, count: Int, fits: Bool
    ) {
        let value = String(repeating: text, count: count)
        #expect((Exemplar("error_uuid", value) != nil) == fits)
    }
}
