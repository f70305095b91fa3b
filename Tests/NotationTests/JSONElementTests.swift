import Testing

@testable import Notation

struct JSONElementTests {
    @Test func `a key is found in either of its spellings`() throws {
        let job = JSONKey("backfillJob", "backfill_job")
        #expect(try text(job, in: #"{"backfillJob":"a"}"#) == "a")
        #expect(try text(job, in: #"{"backfill_job":"a"}"#) == "a")
        #expect(try text(job, in: #"{"backfill_job":"snake","backfillJob":"camel"}"#) == "camel")
        #expect(try text("state", in: #"{"State":"a","STATE":"b"}"#) == nil)
    }

    @Test func `the first of duplicate keys counts, however it is spelled`() throws {
        #expect(try text("state", in: #"{"state":"ACTIVE","state":"FAILED"}"#) == "ACTIVE")
        #expect(try text("state", in: #"{"\u0073tate":"ACTIVE","state":"FAILED"}"#) == "ACTIVE")
    }

    @Test func `null is absent`() throws {
        let document = try document(#"{"text":null,"object":null,"array":null}"#)
        #expect(try document.root.text("text") == nil)
        #expect(try document.root.object("object") == nil)
        #expect(try document.root.texts("array") == [])
        #expect(try document.root.objects("array") { _ in 1 } == [])
    }

    @Test(arguments: [
        (#"{"text":"a \" \\ \/ \n \u00fc \ud83d\ude00"}"#, "a \" \\ / \n ü 😀"), (#"{"text":""}"#, ""),
        (#"{"text":"a\u0000b"}"#, "a\0b"), (#"{"text":"e\u0301"}"#, "e\u{301}"),
    ])
    func `escapes are decoded to their bytes`(json: String, expected: String) throws {
        let found = try #require(try text("text", in: json))
        #expect(Array(found.utf8) == Array(expected.utf8))
    }

    @Test(arguments: [
        ("1", "a number"), ("true", "a boolean"), ("[]", "an array"), ("{}", "an object"),
    ])
    func `a non-text value fails and names the field and the type found`(json: String, found: String) {
        let words = words { () throws(DecodingFailure) in
            try text(JSONKey("errorUuid", "error_uuid"), in: #"{"error_uuid":\#(json)}"#)
        }
        #expect(words == "errorUuid: expected a string, found \(found)")
    }

    @Test func `a value that is not an object or array fails and names the field`() throws {
        let document = try document(#"{"field":"x"}"#)
        #expect(
            words { () throws(DecodingFailure) in try document.root.object("field") }
                == "field: expected an object, found a string")
        #expect(
            words { () throws(DecodingFailure) in try document.root.texts("field") }
                == "field: expected an array, found a string")
    }

    @Test func `a wrong item fails and names its position`() throws {
        let document = try document(#"{"texts":["a",7],"objects":[{},[]],"nulls":[null]}"#)
        #expect(
            words { () throws(DecodingFailure) in try document.root.texts("texts") }
                == "texts[1]: expected a string, found a number")
        #expect(
            words { () throws(DecodingFailure) in try document.root.objects("objects") { _ in 1 } }
                == "objects[1]: expected an object, found an array")
        #expect(
            words { () throws(DecodingFailure) in try document.root.objects("nulls") { _ in 1 } }
                == "nulls[0]: expected an object, found null")
    }

    @Test(
        arguments: [
            ("123", 123), (#""123""#, 123), ("1e2", 100), ("1.0", 1), ("-9223372036854775808", .min), ("1.5", nil),
            ("true", nil),
            ("9223372036854775808", nil), (#""9223372036854775808""#, nil), (#""""#, nil), ("null", nil),
            ("1e300", nil),
            ("-1e19", nil), ("9007199254740993.0", 9_007_199_254_740_992), ("[]", nil),
        ] as [(String, Int64?)])
    func `an integer may be written in any way that proto3 JSON allows`(json: String, number: Int64?) throws {
        let document = try document(#"{"n":\#(json)}"#)
        #expect(document.root["n"]?.integer == number)
    }

    @Test func `a member is known by the end of its key`() throws {
        func stem(_ json: String) throws -> String? {
            let document = try document(json)
            return try document.root.member(withSuffix: "Identifier").map(\.stem.string)
        }
        #expect(try stem(#"{"other":1,"mysqlIdentifier":{}}"#) == "mysql")
        #expect(try stem(#"{"sql_server_identifier":{}}"#) == "sqlServer")
        #expect(try stem(#"{"aIdentifier":null,"bIdentifier":{},"cIdentifier":{}}"#) == "b")
        #expect(try stem(#"{"Identifier":{}}"#) == "")
        #expect(try stem("{}") == nil)
        #expect(try stem("[]") == nil)
    }

    private func document(_ json: String) throws(DecodingFailure) -> JSONDocument {
        try JSONDocument(parsing: Array(json.utf8))
    }

    private func text(_ key: JSONKey, in json: String) throws(DecodingFailure) -> String? {
        let document = try document(json)
        return try document.root.text(key)
    }

    /// The message of the failure; nil if there is none.
    private func words<Value>(_ decode: () throws(DecodingFailure) -> Value) -> String? {
        do throws(DecodingFailure) {
            _ = try decode()
            return nil
        } catch {
            return error.description
        }
    }
}
