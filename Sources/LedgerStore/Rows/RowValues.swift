/// The values of a row's columns, without an allocation for each: a row may have more than 40, and a write thousands of
/// rows.
struct RowValues: Sendable, ExpressibleByArrayLiteral {
    private var kinds: [Kind] = []
    /// The numbers, and the lengths of the texts.
    private var numbers: [UInt64] = []
    /// The texts, one after another.
    private var texts: [UInt8] = []

    private enum Kind: UInt8 {
        case null, integer, real, text
    }

    /// A value in place; a text's bytes are valid only while it is visited.
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        case text(UnsafeBufferPointer<UInt8>)
    }

    init() {}

    init(_ values: some Sequence<SQLValue>) {
        for value in values {
            switch value {
            case .null: kinds.append(.null)
            case .integer(let integer): append(integer)
            case .real(let real): append(real)
            case .text(let text): append(text)
            }
        }
    }

    init(arrayLiteral values: SQLValue...) { self.init(values) }

    /// Makes room for a row with many columns.
    mutating func reserveCapacity() {
        kinds.reserveCapacity(48)
        numbers.reserveCapacity(48)
        texts.reserveCapacity(192)
    }

    /// How many values there are.
    var count: Int { kinds.count }

    mutating func append(_ integer: Int64?) { append(.integer, integer.map(UInt64.init(bitPattern:))) }

    mutating func append(_ real: Double?) { append(.real, real?.bitPattern) }

    mutating func append(_ text: String?) {
        guard var text else { return kinds.append(.null) }
        text.withUTF8 { text in
            append(.text, UInt64(text.count))
            texts.append(contentsOf: text)
        }
    }

    private mutating func append(_ kind: Kind, _ number: UInt64?) {
        guard let number else { return kinds.append(.null) }
        kinds.append(kind)
        numbers.append(number)
    }

    /// Visits the values in order.
    @inline(__always)
    func each<Failure>(_ body: (Value) throws(Failure) -> Void) throws(Failure) {
        try texts.withUnsafeBufferPointer { texts throws(Failure) in
            var (number, begin) = (0, 0)
            for kind in kinds {
                switch kind {
                case .null:
                    try body(.null)
                    continue
                case .integer: try body(.integer(Int64(bitPattern: numbers[number])))
                case .real: try body(.real(Double(bitPattern: numbers[number])))
                case .text:
                    let end = begin + Int(numbers[number])
                    try body(.text(UnsafeBufferPointer(rebasing: texts[begin..<end])))
                    begin = end
                }
                number += 1
            }
        }
    }
}
