import HTTPTransport
import Notation

/// A `Retry-After` and, on a second line, the `Date` beside it: a wait is never below 0 nor above an hour.
enum RetryAfterTarget {
    static func run(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let value = lines.first ?? ""
        for date in [nil, lines.last] {
            for now in [0, 1_700_000_000, .max / 2, .min / 2] {
                guard let wait = RetryAfter.wait(value, date: date, now: now) else { continue }
                try demand(wait >= .zero && wait <= RetryAfter.longest, "a wait of \(wait)")
            }
        }
        if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            let seconds = value.drop { $0 == "0" }
            let expected = seconds.utf8.count > 4 ? 3_600 : min(Int(seconds) ?? 0, 3_600)
            try demandSame(RetryAfter.wait(value, date: nil, now: 0), .seconds(expected), "the seconds differ")
        }
        if let seconds = HTTPDate.seconds(value) {
            // The years 0 to 9999.
            try demand((-62_167_219_200...253_402_300_800).contains(seconds), "a date of \(seconds)")
        }
    }
}
