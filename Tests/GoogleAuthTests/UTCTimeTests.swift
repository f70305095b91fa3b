import Foundation
import Testing

@testable import GoogleAuth

@Suite struct UTCTimeTests {
    @Test(arguments: [
        (Int64(1_440_938_160), "20150830T123600Z"), (0, "19700101T000000Z"), (-1, "19691231T235959Z"),
        (951_782_400, "20000229T000000Z"), (4_107_542_399, "21000228T235959Z"), (1_700_000_000, "20231114T221320Z"),
    ])
    func `a second stands in the calendar`(seconds: Int64, text: String) { #expect(UTCTime(seconds).basic == text) }

    @Test func `every day of 400 years is Foundation's`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: Int64(-20_000), to: 130_000, by: 37) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let time = UTCTime(day * 86_400)
            #expect(time.year == parts.year && time.month == parts.month && time.day == parts.day)
        }
    }

    @Test(arguments: [
        ("2014-10-02T15:01:23Z", Int64(1_412_262_083)), ("2014-10-02T15:01:23.045123456Z", 1_412_262_083),
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T00:00:00Z", 951_782_400),
    ])
    func `a time of the API's is read`(text: String, seconds: Int64) { #expect(UTCTime.seconds(text) == seconds) }

    @Test(arguments: [
        "", "2014-10-02", "2014-10-02T15:01:23", "2014-10-02T15:01:23+00:00", "2014-13-02T15:01:23Z",
        "2014-10-02T25:01:23Z", "2014-10-02T15:01:23.Z", "2014-10-02t15:01:23Z", "2014-10-0xT15:01:23Z",
        "2014-10-02T15:01:23.1234567890123Z",
    ])
    func `anything else is no time`(text: String) { #expect(UTCTime.seconds(text) == nil) }

    @Test func `the ends of time do not trap`() {
        _ = UTCTime(.max)
        _ = UTCTime(.min)
    }
}
