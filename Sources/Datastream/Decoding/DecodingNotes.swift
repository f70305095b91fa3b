internal import Notation

/// What decoding counted and tolerated, by field such as `BackfillJob.state`.
///
/// The names of the fields come from this version's code, so they are few.
public struct DecodingNotes: Hashable, Sendable {
    /// Enum values that this version does not know; they decode as `unknown`.
    public var unknownEnumValues: [String: Int] = [:]
    /// Values that could not be read, such as a malformed timestamp; they decode as absent.
    public var rejectedValues: [String: Int] = [:]
    /// The number of errors in all lists.
    public var errors = 0

    /// Creates empty notes.
    public init() {}

    /// Whether every value could be read.
    var isEmpty: Bool { unknownEnumValues.isEmpty && rejectedValues.isEmpty }

    /// Adds the notes and the errors of a decoded object.
    mutating func add(decoding object: StreamObject) {
        if let notes = object.notes { add(notes) }
        errors += object.errors.count + (object.backfillJob?.errors.count ?? 0)
    }

    /// Adds the tolerated values of other notes.
    public mutating func add(_ other: DecodingNotes) {
        unknownEnumValues.merge(other.unknownEnumValues, uniquingKeysWith: +)
        rejectedValues.merge(other.rejectedValues, uniquingKeysWith: +)
    }
}

extension JSONElement {
    /// A timestamp field; anything but an RFC 3339 time is noted and decodes as absent.
    func timestamp(
        _ key: JSONKey, of type: StaticString, _ notes: inout DecodingNotes
    ) throws(DecodingFailure) -> Timestamp? {
        guard let element = try string(key) else { return nil }
        if let timestamp = element.withUTF8({ Timestamp(rfc3339: $0.span) }) ?? nil { return timestamp }
        notes.rejectedValues["\(type).\(key.path)", default: 0] += 1
        return nil
    }

    /// An enum field, by name or by number; an absent one is unknown, and an unknown value is noted.
    func enumeration<Value: WireEnum>(
        _ key: JSONKey, of type: StaticString, _ notes: inout DecodingNotes
    ) throws(DecodingFailure) -> Value {
        guard let element = self[key] else { return .unknown }
        let named: Value?
        if let number = element.integer {
            named = Int(exactly: number).flatMap { Value.numbered.indices.contains($0) ? Value.numbered[$0] : nil }
        } else if let text = try text(key) {
            named = text == Value.unspecified ? .unknown : Value(rawValue: text).flatMap { $0.isOnWire ? $0 : nil }
        } else {
            named = nil
        }
        if let named { return named }
        notes.unknownEnumValues["\(type).\(key.path)", default: 0] += 1
        return .unknown
    }
}

/// An enum of the API, encoded by name or by number.
protocol WireEnum: RawRepresentable<String>, Equatable {
    /// Stands for an absent, unspecified or unknown value.
    static var unknown: Self { get }
    /// The name of value 0, such as `STATE_UNSPECIFIED`.
    static var unspecified: String { get }
    /// The values, indexed by number; 0 is ``unknown``.
    static var numbered: [Self] { get }
}

extension WireEnum {
    fileprivate var isOnWire: Bool { self != .unknown && Self.numbered.contains(self) }
}
