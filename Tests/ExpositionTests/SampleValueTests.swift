import Testing

@testable import Exposition

struct SampleValueTests {
    @Test(
        arguments: [
            (.integer(0), "0"),
            (.integer(-7), "-7"),
            (.integer(.max), "9223372036854775807"),
            (.integer(.min), "-9223372036854775808"),
            (.integer(9_007_199_254_740_993), "9007199254740993"),
            (.real(.nan), "NaN"),
            (.real(-.nan), "NaN"),
            (.real(.infinity), "+Inf"),
            (.real(-.infinity), "-Inf"),
            (.real(-0.0), "-0.0"),
            (.real(0), "0.0"),
            (.real(60), "60.0"),
            (.real(.leastNonzeroMagnitude), "5e-324"),
            (.real(.leastNonzeroMagnitude * 2024), "1e-320"),
            (.real(9_007_199_254_740_992), "9007199254740992.0"),
            (.real(1e16), "1e+16"),
            (.real(.greatestFiniteMagnitude), "1.7976931348623157e+308"),
            (.real(0.1), "0.1"),
            (.time(seconds: 1_795_427_940, nanoseconds: 0), "1795427940"),
            (.time(seconds: 1_795_427_940, nanoseconds: 123_456_789), "1795427940.123456789"),
            (.time(seconds: 0, nanoseconds: 500_000_000), "0.5"),
            (.time(seconds: 7, nanoseconds: 1), "7.000000001"),
            (.time(seconds: 7, nanoseconds: 10_203_000), "7.010203"),
            (.time(seconds: -1, nanoseconds: 750_000_000), "-0.25"),
            (.time(seconds: -2, nanoseconds: 500_000_000), "-1.5"),
            (.time(seconds: -62_135_596_800, nanoseconds: 0), "-62135596800"),
        ] as [(SampleValue, String)])
    func `a number is written as Prometheus reads it`(value: SampleValue, text: String) {
        #expect(written(value) == text)
    }

    @Test(arguments: [
        SampleValue.real(.leastNonzeroMagnitude), .real(.pi), .real(-1e300), .real(9_007_199_254_740_994), .real(1e21),
    ])
    func `a floating-point number reads back as itself`(value: SampleValue) {
        guard case .real(let number) = value else { return }
        #expect(Double(written(value)) == number)
    }

    @Test func `a flag is 1 or 0, and a literal or a count is an integer`() {
        #expect(SampleValue(true) == .integer(1))
        #expect(SampleValue(false) == .integer(0))
        #expect(SampleValue(Int.max) == .integer(.max))
        #expect(7 as SampleValue == .integer(7))
    }

    private func written(_ value: SampleValue) -> String {
        var text = TextBuffer()
        value.append(to: &text)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}
