import Testing

@testable import GoogleAuth

@Suite struct CredentialFieldsTests {
    private func fields(_ text: String) throws -> CredentialFields { try CredentialFields(parsing: Array(text.utf8)) }

    @Test func `members are read by type, and null counts as absent`() throws {
        let fields = try fields(
            #"{"t":"x","e":"","n":null,"b":true,"i":12,"s":"3599","o":{"a":"b"},"l":["x","y"]}"#)
        #expect(try fields.text("t") == "x")
        #expect(try fields.text("e") == nil && fields.text("n") == nil && fields.text("none") == nil)
        #expect(try fields.boolean("b") == true && fields.boolean("none") == nil)
        #expect(try fields.number("i") == 12 && fields.number("s") == 3_599)
        #expect(try fields.texts("l") == ["x", "y"])
        #expect(try fields.object("o")?.required("a") == "b")
        #expect(try fields.pairs("o").map(\.name) == ["a"])
    }

    @Test func `a wrong type is named with its path`() throws {
        let fields = try fields(
            #"{"t":1,"b":"x","i":[],"o":"x","l":["a",2],"p":{"q":{"r":false}},"m":{"x":1},"z":"\u0000"}"#)
        #expect(throws: CredentialsProblem("t: expected a string, found a number")) { try fields.text("t") }
        #expect(throws: CredentialsProblem("b: expected a boolean, found a string")) { try fields.boolean("b") }
        #expect(throws: CredentialsProblem("i: expected a number, found an array")) { try fields.number("i") }
        #expect(throws: CredentialsProblem("b: not a number")) { try fields.number("b") }
        #expect(throws: CredentialsProblem("o: expected an object, found a string")) { try fields.object("o") }
        #expect(throws: CredentialsProblem("l[1]: expected a string, found a number")) { try fields.texts("l") }
        #expect(throws: CredentialsProblem("m.x: expected a string, found a number")) { try fields.pairs("m") }
        #expect(throws: CredentialsProblem("p.q.r: expected a string, found a boolean")) {
            try fields.object("p")?.object("q")?.text("r")
        }
        #expect(throws: CredentialsProblem("z: contains a NUL character")) { try fields.text("z") }
        #expect(throws: CredentialsProblem("none: missing")) { try fields.required("none") }
    }

    @Test(arguments: ["[]", "1", "\"x\"", "null"])
    func `a file must be a JSON object`(text: String) {
        #expect(throws: CredentialsProblem("not a JSON object")) { try fields(text) }
    }
}
