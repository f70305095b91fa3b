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
            (.decimal(1_795_427_940, fraction: ""), "1795427940"),
            (.decimal(1_795_427_940, fraction: ".123456789"), "1795427940.123456789"),
            (.decimal(0, fraction: ".5"), "0.5"),
            (.decimal(-1, fraction: ".75"), "-0.25"),
            (.decimal(-2, fraction: ".5"), "-1.5"),
            (.decimal(-62_135_596_800, fraction: ""), "-62135596800"),
        ] as [(SampleValue, String)])
    func `a number is written as Prometheus reads it`(value: SampleValue, text: String) {
        #expect(written(value) == text)
    }

    @Test(arguments: [
        SampleValue.real(.leastNonzeroMagnitude), .real(.pi), .real(-1e300), .real(9_007_199_254_740_994), .real(1e21),
    ])
    func `a real number reads back as itself`(value: SampleValue) {
        guard case .real(let number) = value else { return }
        #expect(Double(written(value)) == number)
    }

    @Test func `a flag is 1 or 0, and a literal or a count a whole number`() {
        #expect(SampleValue(true) == .integer(1))
        #expect(SampleValue(false) == .integer(0))
        #expect(SampleValue(Int.max) == .integer(.max))
        #expect(7 as SampleValue == .integer(7))
    }

    private func written(_ value: SampleValue) -> String {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
