import Testing

@testable import LedgerStore

@Suite struct RowValuesTests {
    /// What a visitor sees, as text.
    private func seen(_ values: RowValues) throws -> [String] {
        var seen: [String] = []
        var place = RowValues.Place()
        while let value = values.value(at: &place) {
            switch value {
            case .null: seen.append("null")
            case .integer(let integer): seen.append("\(integer)")
            case .real(let real): seen.append("\(real)")
            case .text(let text): seen.append(try "'\(values.text(text))'")
            }
        }
        return seen
    }

    @Test func `values are visited in the order in which they were added`() throws {
        var values = RowValues()
        values.append("a" as String?)
        values.append(nil as String?)
        values.append(Int64.min)
        values.append(nil as Int64?)
        values.append("" as String?)
        values.append(-0.5 as Double?)
        values.append(nil as Double?)
        values.append("b\u{0}\u{E9}" as String?)
        let expected = ["'a'", "null", "-9223372036854775808", "null", "''", "-0.5", "null", "'b\u{0}\u{E9}'"]
        #expect(try seen(values) == expected && values.count == expected.count)
    }

    @Test func `removed values leave room for others`() throws {
        var values: RowValues = [.text("a"), .integer(1), .null]
        values.removeAll()
        #expect(try seen(values) == [] && values.lastInteger == nil)
        values.append("b" as String?)
        #expect(values.lastInteger == nil)
        values.append(2 as Int64?)
        #expect(try seen(values) == ["'b'", "2"] && values.lastInteger == 2)
    }

    @Test func `a literal has the same values as a list`() throws {
        let literal: RowValues = [.text("a"), .null, .integer(7), .real(1.5), .text("b")]
        #expect(try seen(literal) == ["'a'", "null", "7", "1.5", "'b'"])
        #expect(try seen(RowValues([.text("a"), .null, .integer(7), .real(1.5), .text("b")])) == seen(literal))
        #expect(try seen([]) == [] && RowValues().count == 0)
    }
}
