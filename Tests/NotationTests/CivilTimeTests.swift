import Foundation
import Testing

@testable import Notation

@Suite struct CivilTimeTests {
    @Test(arguments: [
        (Int64(1_440_938_160), "2015-08-30 12:36:00"), (0, "1970-01-01 00:00:00"), (-1, "1969-12-31 23:59:59"),
        (951_782_400, "2000-02-29 00:00:00"), (4_107_542_399, "2100-02-28 23:59:59"),
        (-62_167_219_200, "0000-01-01 00:00:00"),
    ])
    func `each second has its place in the calendar`(seconds: Int64, text: String) {
        let time = CivilTime(unixSeconds: seconds)
        #expect("\(time.date(separator: "-")) \(time.time(separator: ":"))" == text)
        #expect(time.unixSeconds == seconds)
    }

    @Test func `every day of 400 years matches Foundation`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: Int64(-20_000), to: 130_000, by: 37) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let time = CivilTime(unixSeconds: day * 86_400)
            #expect(
                [time.year, time.month, time.day] == [parts.year, parts.month, parts.day].map { $0.map(Int64.init) })
            #expect(time.unixSeconds == day * 86_400)
        }
    }

    @Test(
        arguments: [
            (2024, 2, 29, 0, 0, 0), (2000, 2, 29, 23, 59, 60), (1, 1, 1, 0, 0, 0), (9_999, 12, 31, 23, 59, 59),
        ] as [(Int64, Int64, Int64, Int64, Int64, Int64)])
    func `valid calendar times are accepted`(parts: (Int64, Int64, Int64, Int64, Int64, Int64)) {
        let (year, month, day, hour, minute, second) = parts
        #expect(CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second) != nil)
    }

    @Test(
        arguments: [
            (2023, 2, 29, 0, 0, 0), (1900, 2, 29, 0, 0, 0), (2024, 13, 1, 0, 0, 0), (2024, 0, 1, 0, 0, 0),
            (2024, 4, 31, 0, 0, 0), (2024, 1, 0, 0, 0, 0), (2024, 1, 1, 24, 0, 0), (2024, 1, 1, 0, 60, 0),
            (2024, 1, 1, 0, 0, 61), (-1, 1, 1, 0, 0, 0), (10_000, 1, 1, 0, 0, 0),
        ] as [(Int64, Int64, Int64, Int64, Int64, Int64)])
    func `a time outside the calendar is rejected`(parts: (Int64, Int64, Int64, Int64, Int64, Int64)) {
        let (year, month, day, hour, minute, second) = parts
        #expect(CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second) == nil)
    }

    @Test func `the ends of time do not trap`() {
        #expect(CivilTime(unixSeconds: .max).year > 0)
        #expect(CivilTime(unixSeconds: .min).year < 0)
    }
}
