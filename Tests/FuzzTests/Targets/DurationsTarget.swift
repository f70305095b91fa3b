import Notation

@testable import Datastream
@testable import Serving

/// A duration in Prometheus' grammar, in Go's, and as protocol buffers write it.
enum DurationsTarget {
    static func run(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let read = PrometheusDuration.parse(text)
        try demandSame(read, oracle(text), "the duration is another than the grammar's")
        if let read, read > .zero {
            try demandSame(PrometheusDuration.parse(PrometheusDuration.text(read)), read, "the written one is another")
        }
        if let duration = GoDuration.parse(text) {
            try demand(duration >= .zero && duration <= .nanoseconds(Int64.max), "a duration of \(duration)")
        }
        if let delay = APIError.duration(text) {
            try demand(delay >= .zero && delay <= .seconds(31_536_000), "a delay of \(delay)")
        }
    }

    /// Prometheus' expression: each unit at most once, in this order.
    private static func oracle(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        var rest = Array(text.utf8)[...]
        var total = 0.0
        let units: [(String, Double)] = [
            ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000),
            ("s", 1_000), ("ms", 1),
        ]
        for (name, length) in units {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            let word = rest.dropFirst(digits.count).prefix { !(0x30...0x39).contains($0) }
            guard !digits.isEmpty, word.elementsEqual(name.utf8) else { continue }
            total += (Double(String(decoding: digits, as: UTF8.self)) ?? .infinity) * length
            rest = rest.dropFirst(digits.count + word.count)
        }
        // A hundred years; below that every number of milliseconds is exact.
        guard !text.isEmpty, rest.isEmpty, total < 3_153_600_000_000 else { return nil }
        return .milliseconds(Int64(total))
    }
}
