import Testing

@testable import Notation

struct JSONDocumentTests {
    @Test(arguments: [
        "", " ", "\u{FEFF}{}", "{", "}", "{\"a\":1,}", "[1,]", "{\"a\" 1}", "{a:1}", "{'a':1}", "{} {}", "{}x", "{}\0",
        "// c\n{}",
        "{/**/}",
        "NaN", "Infinity", "[NaN]", "[01]", "[.5]", "[1.]", "[+1]", "[1e]", "[0x1]", "tru", "nul", "\"", "\"\\x\"",
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u12g4\"", "\"a\nb\"", "\"a\tb\"", "\"a\0b\"",
        "<html><body>502</body></html>",
    ])
    func `invalid JSON is rejected`(text: String) {
        #expect(problem(Array(text.utf8))?.hasPrefix("not JSON: ") == true)
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
            [0xF8, 0x88, 0x80],
        ] as [[UInt8]])
    func `invalid UTF-8 is rejected`(bytes: [UInt8]) {
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
    func `nesting beyond the limit is refused`(depth: Int) {
        #expect(problem(nested(depth)) != nil)
        #expect(problem(Array(String(repeating: "[", count: depth).utf8)) != nil)
    }

    private func nested(_ depth: Int) -> [UInt8] {
        Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }

    /// Numbers that do not fit into 64 bits.
    static let beyond = [
        "99999999999999999999", "-99999999999999999999", "18446744073709551616", "-9223372036854775809", "1e400",
        "-1E+400",
        "0.5e999", String(repeating: "9", count: 400), "-\(String(repeating: "9", count: 400)).25",
    ]

    @Test(arguments: beyond)
    func `a number beyond 64 bits is a number but not an integer, wherever it is`(number: String) throws {
        for text in [
            number, "[\(number)]", "[0, \(number) ,1]", "{\"a\":{\"b\":[\(number)]}}", "{\"\\\"\":\(number)\n}",
        ] {
            #expect(problem(Array(text.utf8)) == nil)
        }
        let text = "{\"\(number)\":\"\(number),\\\"\(number)\",\"n\":\(number),\"m\":9223372036854775807}"
        let document = try JSONDocument(parsing: Array(text.utf8))
        var members: [String: String?] = [:]
        document.root.forEachChild { key, value in members[key] = value.text }
        #expect(members == [number: "\(number),\"\(number)", "n": nil, "m": nil])
        #expect(document.root["n"]?.integer == nil)
        #expect(document.root["m"]?.integer == .max)
    }

    @Test(arguments: [
        "099999999999999999999", "1e400.5", "1e400e5", "99999999999999999999x", "99999999999999999999 1", "9.e400",
        "+99999999999999999999", ".9e400", "0x99999999999999999999", "--99999999999999999999", "1e400,01", "1e400,-",
    ])
    func `a malformed number is rejected, beyond 64 bits too`(number: String) {
        #expect(problem(Array("[\(number)]".utf8))?.hasPrefix("not JSON: ") == true)
    }

    @Test func `too many values are refused, and long texts are not`() {
        let most = JSONDocument.maximumValues
        func document(of count: Int, _ value: String) -> [UInt8] {
            Array("[\(Array(repeating: value, count: count).joined(separator: ","))]".utf8)
        }
        #expect(problem(document(of: most - 1, "0")) == nil)
        for value in ["0", "[]", "{}", "\"\""] {
            #expect(problem(document(of: most, value)) == "not JSON: too many values")
        }
        #expect(problem(Array("\"\(String(repeating: ",\\\":[{", count: most))\"".utf8)) == nil)
        #expect(problem(Array(repeating: UInt8(ascii: "["), count: 2 * most)) == "not JSON: too many values")
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
