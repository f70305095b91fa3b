import Testing

@testable import Datastream

struct JSONDocumentTests {
    @Test(arguments: [
        "", " ", "\u{FEFF}{}", "{", "}", "{\"a\":1,}", "[1,]", "{\"a\" 1}", "{a:1}", "{'a':1}", "{} {}", "{}x", "{}\0",
        "// c\n{}",
        "{/**/}",
        "NaN", "Infinity", "[NaN]", "[01]", "[.5]", "[1.]", "[+1]", "[1e]", "[0x1]", "tru", "nul", "\"", "\"\\x\"",
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u12g4\"", "\"a\nb\"", "\"a\tb\"", "\"a\0b\"",
        "<html><body>502</body></html>",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(problem(Array(text.utf8))?.hasPrefix("not JSON: ") == true)
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
            [0xF8, 0x88, 0x80],
        ] as [[UInt8]])
    func `what is no UTF-8 is refused`(bytes: [UInt8]) {
        #expect(problem(Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)) != nil)
    }

    @Test(arguments: ["{}", " \t\r\n{ } \n", "[]", "null", "true", "0", "-0.0e-0", "\"\"", "{\"a\":[1,{\"b\":null}]}"])
    func `any JSON value is a document`(text: String) {
        #expect(problem(Array(text.utf8)) == nil)
    }

    @Test func `nesting of 512 is read`() {
        #expect(problem(nested(512)) == nil)
    }

    @Test(arguments: [1_025, 100_000, 1_000_000])
    func `nesting past the bound is refused`(depth: Int) {
        #expect(problem(nested(depth)) != nil)
        #expect(problem(Array(String(repeating: "[", count: depth).utf8)) != nil)
    }

    private func nested(_ depth: Int) -> [UInt8] {
        Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }

    private func problem(_ bytes: [UInt8]) -> String? {
        do throws(DecodingFailure) {
            _ = try JSONDocument(parsing: bytes)
            return nil
        } catch {
            return error.description
        }
    }
}
