import Notation
import Testing

@testable import DatastreamSimulator

struct EnumEncodingTests {
    private static let names = ["STATE_UNSPECIFIED", "PENDING", "ACTIVE"]

    @Test func `an enum value is written as its name or its number`() {
        #expect(EnumEncoding.names.json("ACTIVE", among: Self.names) == .string("ACTIVE"))
        #expect(EnumEncoding.numbers.json("ACTIVE", among: Self.names) == .number(2))
    }

    @Test(arguments: [EnumEncoding.names, .numbers])
    func `defaults and unnamed values are omitted`(encoding: EnumEncoding) {
        for value in ["STATE_UNSPECIFIED", "UNKNOWN"] {
            #expect(JSON.message(["state": encoding.json(value, among: Self.names)]) == .object([]))
        }
    }
}
