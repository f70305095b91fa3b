internal import Notation

extension JSONField {
    /// Decodes an object; failures of `decode` name the field too.
    func object<Value>(
        _ decode: (JSONElement) throws(DecodingFailure) -> Value?
    ) throws(DecodingFailure) -> Value? {
        guard let value = try object() else { return nil }
        do throws(DecodingFailure) {
            return try decode(value)
        } catch {
            throw error.inside(path)
        }
    }

    /// A time; anything but an RFC 3339 time is noted and decodes as absent.
    func timestamp(of type: StaticString, _ notes: inout DecodingNotes) throws(DecodingFailure) -> Timestamp? {
        guard let text = try utf8() else { return nil }
        if let timestamp = Timestamp(rfc3339: text) { return timestamp }
        notes.rejectedValues["\(type).\(path)", default: 0] += 1
        return nil
    }

    /// An enum, by name or by number; an absent one is unknown, and an unknown value is noted.
    func enumeration<Value: WireEnum>(
        of type: StaticString, _ notes: inout DecodingNotes
    ) throws(DecodingFailure) -> Value {
        guard isPresent else { return .unknown }
        if isText, let known = try utf8().flatMap(Value.wireNames.value(named:)) { return known }
        if let integer {
            if let known = Value.wireNames.value(numbered: integer) { return known }
        } else {
            _ = try utf8()  // neither a name nor a number
        }
        notes.unknownEnumValues["\(type).\(path)", default: 0] += 1
        return .unknown
    }
}

extension JSONElement {
    /// Reads the fields of several keys; generic code is fast only in the module that calls it.
    func withFields<Value>(
        _ keys: JSONKeys, _ read: (UnsafeMutableBufferPointer<JSONField>) throws(DecodingFailure) -> Value
    ) throws(DecodingFailure) -> Value {
        try withUnsafeTemporaryAllocation(of: JSONField.self, capacity: JSONKeys.limit) {
            fields throws(DecodingFailure) -> Value in
            find(keys, into: fields)
            return try read(fields)
        }
    }
}
