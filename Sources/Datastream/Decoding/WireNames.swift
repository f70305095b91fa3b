/// What the API calls the values of an enum: each has a number and a name.
struct WireNames<Value: WireEnum>: Sendable {
    /// The values by number, with their names.
    private let numbered: [(name: PackedName?, value: Value)]

    /// Takes the name of number 0, such as `STATE_UNSPECIFIED`, and the values with the numbers from 1 on.
    init(unspecified: String, _ values: [Value] = Array(Value.allCases)) {
        numbered =
            [(name: PackedName(unspecified), value: .unknown)]
            + values.filter { $0 != .unknown }.map { (name: PackedName($0.rawValue), value: $0) }
    }

    /// The value with a name.
    func value(named name: UnsafeBufferPointer<UInt8>) -> Value? {
        guard let name = PackedName(name) else { return nil }
        return numbered.first { $0.name == name }?.value
    }

    /// The value with a number.
    func value(numbered number: Int64) -> Value? {
        Int(exactly: number).flatMap { numbered.indices.contains($0) ? numbered[$0].value : nil }
    }
}
