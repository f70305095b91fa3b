/// The values of a row's columns, without an allocation for each: a row may have 50 columns, and a write thousands of
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

    /// A value in place.
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        /// A text, by where its bytes are among those of all texts.
        case text(Range<Int>)
    }

    /// Where a reader of the values is.
    struct Place {
        /// How many values were read.
        fileprivate(set) var index = 0
        fileprivate var number = 0
        fileprivate var text = 0
    }

    init() {}

    init(_ values: some Sequence<SQLValue>) {
        for value in values {
            switch value {
            case .null: appendNull()
            case .integer(let integer): append(integer)
            case .real(let real): append(real)
            case .text(let text): append(text)
            }
        }
    }

    init(arrayLiteral values: SQLValue...) { self.init(values) }

    /// How many values there are.
    var count: Int { kinds.count }

    /// The last value if it is an integer.
    var lastInteger: Int64? { kinds.last == .integer ? numbers.last.map(Int64.init(bitPattern:)) : nil }

    // MARK: - Writing

    /// Makes room for a row with many columns.
    mutating func reserveCapacity() {
        kinds.reserveCapacity(50)
        numbers.reserveCapacity(50)
        texts.reserveCapacity(192)
    }

    /// Removes the values and keeps the room.
    mutating func removeAll() {
        kinds.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    mutating func appendNull() { kinds.append(.null) }

    mutating func append(_ integer: Int64?) { append(.integer, integer.map(UInt64.init(bitPattern:))) }

    mutating func append(_ real: Double?) { append(.real, real?.bitPattern) }

    mutating func append(_ text: String?) {
        guard var text else { return appendNull() }
        text.withUTF8 { text in append(text) }
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        append(.text, UInt64(text.count))
        texts.append(contentsOf: text)
    }

    private mutating func append(_ kind: Kind, _ number: UInt64?) {
        guard let number else { return appendNull() }
        kinds.append(kind)
        numbers.append(number)
    }

    // MARK: - Reading

    /// The next value; nil after the last.
    @inline(__always)
    func value(at place: inout Place) -> Value? {
        guard place.index < kinds.count else { return nil }
        let kind = kinds[place.index]
        place.index += 1
        if kind == .null { return .null }
        let number = numbers[place.number]
        place.number += 1
        switch kind {
        case .null: return .null
        case .integer: return .integer(Int64(bitPattern: number))
        case .real: return .real(Double(bitPattern: number))
        case .text:
            let text = place.text..<place.text + Int(number)
            place.text = text.upperBound
            return .text(text)
        }
    }

    /// Passes the bytes of all texts to the body.
    @inline(__always)
    func withTexts<Result, Failure>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result { try texts.withUnsafeBufferPointer(body) }

    /// A text, by where it is.
    func text(_ place: Range<Int>) throws(StoreFailure) -> String {
        let text = withTexts { texts in String(validating: UnsafeBufferPointer(rebasing: texts[place]), as: UTF8.self) }
        guard let text else { throw .damage("a text is not UTF-8") }
        return text
    }

    /// The values as a list.
    func list() throws(StoreFailure) -> [SQLValue] {
        var (list, place) = ([] as [SQLValue], Place())
        while let value = value(at: &place) {
            switch value {
            case .null: list.append(.null)
            case .integer(let integer): list.append(.integer(integer))
            case .real(let real): list.append(.real(real))
            case .text(let text): list.append(.text(try self.text(text)))
            }
        }
        return list
    }
}
