/// A set of row indices, each below 64.
struct RowSet: Equatable {
    private var bits: UInt64 = 0

    init() {}

    /// The first `count` rows.
    init(all count: Int) { bits = count >= 64 ? .max : (1 << UInt64(count)) - 1 }

    var isEmpty: Bool { bits == 0 }

    func contains(_ row: Int) -> Bool { bits & (1 << UInt64(row)) != 0 }

    mutating func insert(_ row: Int) { bits |= 1 << UInt64(row) }

    mutating func formUnion(_ other: RowSet) { bits |= other.bits }
}
