import Notation
import Testing

@testable import DatastreamSimulator

struct EnumEncodingTests {
    private static let names = ["STATE_UNSPECIFIED", "PENDING", "ACTIVE"]

    @Test func `a value is written by its name or by its number`() {
        #expect(EnumEncoding.names.json("ACTIVE", among: Self.names) == .string("ACTIVE"))
        #expect(EnumEncoding.numbers.json("ACTIVE", among: Self.names) == .number(2))
    }

    @Test(arguments: [EnumEncoding.names, .numbers])
    func `a default and a value without a name are left out`(encoding: EnumEncoding) {
        for value in ["STATE_UNSPECIFIED", "UNKNOWN"] {
            #expect(JSON.message(["state": encoding.json(value, among: Self.names)]) == .object([]))
        }
    }
}
