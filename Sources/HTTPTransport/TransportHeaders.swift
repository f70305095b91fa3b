/// The header fields of a request or a response, in order.
package struct TransportHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One header field.
    package struct Field: Sendable, Equatable {
        /// The field's name as it was written.
        package var name: String
        /// The field's value without the white space around it.
        package var value: String
    }

    /// The fields in the order in which they are sent or were received.
    package private(set) var fields: [Field] = []

    /// Makes the fields of a literal, in its order.
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// The value of the first field of that name, whatever its case; `nil` when there is none.
    package subscript(name: String) -> String? {
        let name = name.lowercased()
        return fields.first { $0.name.lowercased() == name }?.value
    }

    /// Adds a field after the others.
    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension TransportHeaders.Field {
    /// Whether the field can be sent: a token for a name, and no control character that would begin another line.
    var isSendable: Bool {
        let separators = Set("\"(),/:;<=>?@[\\]{}".utf8)
        return !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !separators.contains($0) }
            && value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }
}
