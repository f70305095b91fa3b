import Testing

@testable import Notation

struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0),
            ("2026-11-23T10:00:00Z", 1_795_428_000, 0),
            ("2026-11-23T10:00:00.1Z", 1_795_428_000, 100_000_000),
            ("2026-11-23T10:00:00.12Z", 1_795_428_000, 120_000_000),
            ("2026-11-23T10:00:00.123456Z", 1_795_428_000, 123_456_000),
            ("2026-11-23T10:00:00.123456789Z", 1_795_428_000, 123_456_789),
            ("2026-11-23T10:00:00.000000001Z", 1_795_428_000, 1),
            ("2026-11-23T24:00:00+14:00", nil, 0),
            ("2026-11-24T00:00:00+14:00", 1_795_428_000, 0),
            ("2026-11-22T22:00:00-12:00", 1_795_428_000, 0),
            ("2026-11-23T10:00:00+00:00", 1_795_428_000, 0),
            ("2026-11-23T10:00:00-00:00", 1_795_428_000, 0),
            ("2026-11-24T09:59:00+23:59", 1_795_428_000, 0),
            ("2026-11-23T15:30:00.5+05:30", 1_795_428_000, 500_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
            ("2016-12-31T23:59:60.5Z", 1_483_228_800, 500_000_000),
            ("2024-02-29T00:00:00Z", 1_709_164_800, 0),
            ("2000-02-29T00:00:00Z", 951_782_400, 0),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
            ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999),
            ("1969-12-31T23:59:59.75Z", -1, 750_000_000),
        ] as [(String, Int64?, Int32)])
    func `an RFC 3339 time is read`(text: String, seconds: Int64?, nanoseconds: Int32) {
        #expect(Timestamp(rfc3339: text) == seconds.map { Timestamp(seconds: $0, nanoseconds: nanoseconds) })
    }

    @Test(arguments: [
        "", "Z", "2026", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T10:00Z", "2026-11-23T10:00:00z",
        "2026-11-23t10:00:00Z", "2026-11-23 10:00:00Z", "2026-11-23T10:00:00 Z", " 2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00Z ", "2026-11-23T10:00:00ZZ", "2026-11-23T10:00:00.Z", "2026-11-23T10:00:00,5Z",
        "2026-11-23T10:00:00.1234567890Z", "2026-11-23T10:00:00.12a4Z", "2026-11-23T10:00:00.-1Z",
        "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T10:00:61Z", "2026-11-23T-1:00:00Z",
        "2026-00-23T10:00:00Z", "2026-13-23T10:00:00Z", "2026-11-00T10:00:00Z", "2026-11-31T10:00:00Z",
        "2026-02-30T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "2026-11-23T10:00:00+24:00", "2026-11-23T10:00:00+10:60", "2026-11-23T10:00:00+1000",
        "2026-11-23T10:00:00+10", "2026-11-23T10:00:00+10:0", "2026-11-23T10:00:00+10:000", "2026-11-23T10:00:00*10:00",
        "0000-01-01T00:00:00Z", "0000-12-31T23:59:59.999Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        "0000-12-31T23:59:59-00:01", "+026-11-23T10:00:00Z", "12026-11-23T10:00:00Z", "-001-11-23T10:00:00Z",
        "20261123T100000Z",
        "٢٠٢٦-11-23T10:00:00Z", "2026-11-23T10:00:00.5", "2026-11-23T10:00:00\0Z", "１026-11-23T10:00:00Z",
    ])
    func `anything else is not a time`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [
        "1970-01-01T00:00:00Z", "2026-11-23T10:00:00.123456789Z", "0001-01-01T00:00:00Z", "0001-02-28T23:59:59.1Z",
        "9999-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.75Z", "2000-02-29T12:00:00Z", "1600-03-01T00:00:00.01Z",
    ])
    func `a description reads back as the same time`(text: String) {
        #expect(Timestamp(rfc3339: text)?.description == text)
    }

    @Test(
        arguments: [
            (0, ""), (500_000_000, ".5"), (1, ".000000001"), (123_456_789, ".123456789"), (120_000, ".00012"),
        ] as [(Int32, String)])
    func `a fraction has only the digits that it needs`(nanoseconds: Int32, fraction: String) {
        #expect(Timestamp(seconds: 1, nanoseconds: nanoseconds).fraction == fraction)
    }

    @Test func `nanoseconds out of range become the nearest bound`() {
        #expect(Timestamp(seconds: 1, nanoseconds: -1) == Timestamp(seconds: 1))
        #expect(Timestamp(seconds: 1, nanoseconds: .max).nanoseconds == 999_999_999)
    }

    @Test func `times are ordered to the nanosecond`() {
        let moments = [
            Timestamp(seconds: -1, nanoseconds: 5), Timestamp(seconds: 0), Timestamp(seconds: 0, nanoseconds: 1),
        ]
        #expect(moments.reversed().sorted() == moments)
    }

    @Test(arguments: [
        (Duration.zero, Timestamp(seconds: 10, nanoseconds: 900_000_000)),
        (.milliseconds(100), Timestamp(seconds: 11)),
        (.milliseconds(-901), Timestamp(seconds: 9, nanoseconds: 999_000_000)),
        (.seconds(-11), Timestamp(seconds: -1, nanoseconds: 900_000_000)),
        (.nanoseconds(1), Timestamp(seconds: 10, nanoseconds: 900_000_001)),
        (.seconds(Int64.max), Timestamp(seconds: .max, nanoseconds: 900_000_000)),
    ])
    func `a duration can be added to a time`(duration: Duration, moved: Timestamp) {
        #expect(Timestamp(seconds: 10, nanoseconds: 900_000_000).advanced(by: duration) == moved)
    }

    @Test func `a time with any other byte at any place is refused`() {
        let text = Array("2026-11-12T10:11:12.5+01:00".utf8)
        for place in text.indices {
            for byte in UInt8.min ... .max where byte != text[place] {
                let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                if isDigit && UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[place] { continue }
                var other = text
                other[place] = byte
                let isWestward = place == 21 && byte == UInt8(ascii: "-")
                let read = other.withUnsafeBufferPointer { Timestamp(rfc3339: $0) }
                #expect((read != nil) == isWestward, "byte \(byte) at \(place)")
            }
        }
    }

    @Test(arguments: [
        (Timestamp(seconds: .max), Duration.seconds(Int64.max), Int64.max),
        (Timestamp(seconds: .max, nanoseconds: 999_999_999), .nanoseconds(1), .max),
        (Timestamp(seconds: .min), .seconds(Int64.min), .min),
        (Timestamp(seconds: .min), .nanoseconds(-1), .min),
    ])
    func `a time beyond the supported range stays at its end`(start: Timestamp, duration: Duration, seconds: Int64) {
        #expect(start.advanced(by: duration).seconds == seconds)
    }

    @Test func `the ends of the supported range have a description`() {
        #expect(Timestamp(seconds: .max).description.hasSuffix("Z"))
        #expect(Timestamp(seconds: .min).description.hasSuffix("Z"))
    }

    @Test(.enabled(if: TimeOracle.isThere))
    func `Python's datetime reads the same times`() throws {
        let cases = try TimeOracle.times(10_000)
        #expect(cases.count == 10_000)
        let misread = cases.filter { Timestamp(rfc3339: $0.text) != $0.moment }.map(\.text)
        #expect(misread == [])
        let unstable = cases.map(\.moment).filter { Timestamp(rfc3339: $0.description) != $0 }
        #expect(unstable == [])
    }
}
