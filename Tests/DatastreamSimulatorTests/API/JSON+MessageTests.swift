import Notation
import Testing

@testable import DatastreamSimulator

@Suite struct JSONMessageTests {
    private let value: JSON = .message([
        "name": .string("a \"b\"\\\n<\u{1}é>"), "none": nil, "empty": .string(""), "zero": .number(0),
        "list": .array([]), "inner": .message([:]), "numbers": .array([.number(1), .number(-2)]),
    ])

    @Test func `defaults are omitted, and the order is kept`() {
        #expect(
            String(decoding: value.encoded(pretty: false), as: UTF8.self)
                == #"{"name":"a \"b\"\\\n\u003c\u0001é\u003e","inner":{},"numbers":[1,-2]}"#)
    }

    @Test func `indented text looks like Google's`() {
        #expect(
            String(decoding: value.encoded(pretty: true), as: UTF8.self) == #"""
                {
                  "name": "a \"b\"\\\n\u003c\u0001é\u003e",
                  "inner": {},
                  "numbers": [
                    1,
                    -2
                  ]
                }

                """#)
    }

    @Test func `an empty answer is an empty object`() {
        #expect(JSON.message([:]).encoded(pretty: true) == Array("{}\n".utf8))
    }
}
