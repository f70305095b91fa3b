internal import Notation

extension JSONField {
    /// A time; anything but an RFC 3339 time is noted and decodes as absent.
    func timestamp(of type: StaticString, _ notes: inout DecodingNotes) throws(DecodingFailure) -> Timestamp? {
        guard let text = try utf8() else { return nil }
        if let timestamp = Timestamp(rfc3339: text.span) { return timestamp }
        notes.rejectedValues["\(type).\(key.path)", default: 0] += 1
        return nil
    }

    /// An enum, by name or by number; an absent one is unknown, and an unknown value is noted.
    func enumeration<Value: WireEnum>(
        of type: StaticString, _ notes: inout DecodingNotes
    ) throws(DecodingFailure) -> Value {
        guard let value else { return .unknown }
        let name = value.utf8
        if let known = name.flatMap(Value.wireNames.value(named:)) { return known }
        if let number = value.integer {
            if let known = Value.wireNames.value(numbered: number) { return known }
        } else {
            _ = try utf8()  // neither a name nor a number
        }
        notes.unknownEnumValues["\(type).\(key.path)", default: 0] += 1
        return .unknown
    }
}
