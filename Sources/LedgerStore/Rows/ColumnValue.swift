internal import Datastream
internal import Ledger
internal import Notation

/// A value that takes one or more columns of a row under one name.
protocol ColumnValue {
    /// The columns for a name, in order.
    static func columns(named name: String) -> [String]
    /// Reads it; nil for NULL.
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> Self?
    /// Writes it; nil as NULL.
    static func write(_ value: Self?, to columns: inout ColumnWriter)
}

extension ColumnValue {
    static func columns(named name: String) -> [String] { [name] }
}

/// A count from 0 up.
extension Int: ColumnValue {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> Int? {
        guard let integer = try columns.integer() else { return nil }
        guard (0...ColumnReader.largestCount).contains(integer) else {
            throw columns.damage("has the count \(integer)")
        }
        return Int(integer)
    }

    static func write(_ value: Int?, to columns: inout ColumnWriter) {
        columns.values.append(value.map(Int64.init))
    }
}

extension Double: ColumnValue {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> Double? {
        switch try columns.take() {
        case .null: return nil
        case .real(let real): return real
        default: throw columns.damage("has a value that is not a real number")
        }
    }

    static func write(_ value: Double?, to columns: inout ColumnWriter) { columns.values.append(value) }
}

extension String: ColumnValue {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> String? {
        try columns.text()
    }

    static func write(_ value: String?, to columns: inout ColumnWriter) { columns.values.append(value) }
}

extension Bool: ColumnValue {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> Bool? {
        switch try columns.integer() {
        case nil: return nil
        case 0: return false
        case 1: return true
        case let other?: throw columns.damage("has the boolean \(other)")
        }
    }

    static func write(_ value: Bool?, to columns: inout ColumnWriter) {
        columns.values.append(value.map { $0 ? 1 : 0 } as Int64?)
    }
}

/// Seconds and nanoseconds.
extension Timestamp: ColumnValue {
    static func columns(named name: String) -> [String] {
        ["seconds", "nanoseconds"].map { name.isEmpty ? $0 : "\(name)_\($0)" }
    }

    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> Timestamp? {
        let (seconds, nanoseconds) = (try columns.integer(), try columns.integer())
        guard let seconds, let nanoseconds else {
            try columns.check(seconds == nil && nanoseconds == nil, "has an incomplete time")
            return nil
        }
        try columns.check(
            (-ColumnReader.farthestSeconds...ColumnReader.farthestSeconds).contains(seconds)
                && (0..<1_000_000_000).contains(nanoseconds), "has a time out of range")
        return Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    static func write(_ value: Timestamp?, to columns: inout ColumnWriter) {
        columns.values.append(value?.seconds)
        columns.values.append(value.map { Int64($0.nanoseconds) })
    }
}

/// A digest of 32 hexadecimal digits.
extension UInt128: ColumnValue {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> UInt128? {
        guard let text = try String.read(from: &columns) else { return nil }
        guard let digest = UInt128(text, radix: 16) else {
            throw columns.damage("has a digest that is not hexadecimal")
        }
        return digest
    }

    static func write(_ value: UInt128?, to columns: inout ColumnWriter) {
        columns.values.append(value?.digits)
    }

    /// All 32 hexadecimal digits.
    var digits: String {
        String(unsafeUninitializedCapacity: 32) { text in
            for place in 0..<32 {
                let digit = UInt8(truncatingIfNeeded: self >> (124 - 4 * place)) & 15
                text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 32
        }
    }
}

extension LabelText: ColumnValue {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> LabelText? {
        try String.read(from: &columns).map { LabelText($0) }
    }

    static func write(_ value: LabelText?, to columns: inout ColumnWriter) {
        String.write(value?.value, to: &columns)
    }
}

extension StreamName: ColumnValue {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> StreamName? {
        guard let text = try String.read(from: &columns) else { return nil }
        guard let name = StreamName(text) else { throw columns.damage("has a name that is not a stream's") }
        return name
    }

    static func write(_ value: StreamName?, to columns: inout ColumnWriter) {
        String.write(value?.description, to: &columns)
    }
}

extension ColumnValue where Self: RawRepresentable<String> {
    static func read(from columns: inout ColumnReader) throws(StoreFailure) -> Self? {
        guard let text = try String.read(from: &columns) else { return nil }
        guard let choice = Self(rawValue: text) else { throw columns.damage("has a value that is not a \(Self.self)") }
        return choice
    }

    static func write(_ value: Self?, to columns: inout ColumnWriter) { String.write(value?.rawValue, to: &columns) }
}

extension BackfillState: ColumnValue {}
extension BackfillJob.Trigger: ColumnValue {}
extension ErrorSource: ColumnValue {}
extension JobResult: ColumnValue {}
extension CounterRow.Counter: ColumnValue {}
