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
        guard let findings = object.findings else { return }
        if let notes = findings.notes { add(notes) }
        errors += object.errorCount
    }

    /// Adds the tolerated values of other notes.
    public mutating func add(_ other: DecodingNotes) {
        unknownEnumValues.merge(other.unknownEnumValues, uniquingKeysWith: +)
        rejectedValues.merge(other.rejectedValues, uniquingKeysWith: +)
    }
}
