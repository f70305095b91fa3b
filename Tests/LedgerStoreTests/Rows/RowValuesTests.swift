import Testing

@testable import LedgerStore

@Suite struct RowValuesTests {
    /// What a visitor sees, as text.
    private func seen(_ values: RowValues) -> [String] {
        var seen: [String] = []
        values.each { value in
            switch value {
            case .null: seen.append("null")
            case .integer(let integer): seen.append("\(integer)")
            case .real(let real): seen.append("\(real)")
            case .text(let text): seen.append("'\(String(decoding: text, as: UTF8.self))'")
            }
        }
        return seen
    }

    @Test func `values are visited in the order in which they were added`() {
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
        #expect(seen(values) == expected && values.count == expected.count)
    }

    @Test func `a literal has the same values as a list`() {
        let literal: RowValues = [.text("a"), .null, .integer(7), .real(1.5), .text("b")]
        #expect(seen(literal) == ["'a'", "null", "7", "1.5", "'b'"])
        #expect(seen(RowValues([.text("a"), .null, .integer(7), .real(1.5), .text("b")])) == seen(literal))
        #expect(seen([]) == [] && RowValues().count == 0)
    }
}
