import Datastream
import TestSupport

/// A stream's listing as the API writes it; `churn` objects in a thousand change between generations.
struct SampleListing {
    let stream: StreamName
    let objects: Int
    let churn: Int

    private static let states = ["COMPLETED", "ACTIVE", "PENDING", "NOT_STARTED", "FAILED", "UNSUPPORTED"]
    private static let bounds = [90, 94, 96, 97, 99, 100]

    /// The pages of one generation, with a thousand objects each.
    func pages(_ generation: Int) -> [[UInt8]] {
        stride(from: 0, to: objects, by: 1_000).map { start in
            let items = (start..<min(start + 1_000, objects)).map { object($0, generation) }
            return Array(#"{"streamObjects":[\#(items.joined(separator: ","))]}"#.utf8)
        }
    }

    private func object(_ index: Int, _ generation: Int) -> String {
        let fixed = Self.mixed(UInt64(index) &* 1_000_003 &+ UInt64(stream.description.utf8.count))
        let isChanged = generation % 2 == 1 && Int(Self.mixed(fixed ^ 99) % 1_000) < churn
        let live = isChanged ? Self.mixed(fixed ^ 4_242) : fixed
        let percent = Int(Self.mixed(live ^ 7) % 100)
        let state = Self.states[Self.bounds.firstIndex { percent < $0 } ?? 0]
        let id = String(fixed, radix: 16)
        let errors = state == "FAILED" ? #","errors":[{"reason":"READ_FAILED","errorUuid":"\#(id)"}]"# : ""
        return """
            {"name":"\(stream)/objects/\(id)","createTime":"2026-05-01T10:00:00.\(100_000_000 + fixed % 899_999_999)Z",\
            "updateTime":"2026-06-01T10:00:00Z","displayName":"shop.table_\(index)",\
            "sourceObject":{"mysqlIdentifier":{"database":"shop","table":"table_\(index)"}},\
            "backfillJob":{"state":"\(state)","trigger":"AUTOMATIC",\
            "lastStartTime":"2026-11-\(10 + live % 9)T10:\(10 + live % 49):00.\(100_000_000 + live % 899_999_999)Z",\
            "lastEndTime":"2026-11-20T1\(live % 9):00:00.\(100_000_000 + live % 899_999_999)Z"\(errors)}}
            """
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var numbers = SeededGenerator(seed: value)
        return numbers.next()
    }
}
