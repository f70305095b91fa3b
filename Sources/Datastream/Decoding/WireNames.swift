internal import Notation

/// What the API calls the values of an enum: each has a number and a name.
struct WireNames<Value: WireEnum>: Sendable {
    /// The values by number, with their names.
    private let numbered: [(name: [UInt8], value: Value)]

    /// Takes the name of number 0, such as `STATE_UNSPECIFIED`, and the values with the numbers from 1 on.
    init(unspecified: String, _ values: [Value] = Array(Value.allCases)) {
        numbered =
            [(name: Array(unspecified.utf8), value: .unknown)]
            + values.filter { $0 != .unknown }.map { (name: Array($0.rawValue.utf8), value: $0) }
    }

    /// The value with a name.
    func value(named name: UnsafeBufferPointer<UInt8>) -> Value? {
        for known in numbered where known.name.count == name.count {
            if known.name.withUnsafeBufferPointer({ $0.hasSameBytes(as: name) }) { return known.value }
        }
        return nil
    }

    /// The value with a number.
    func value(numbered number: Int64) -> Value? {
        Int(exactly: number).flatMap { numbered.indices.contains($0) ? numbered[$0].value : nil }
    }
}
