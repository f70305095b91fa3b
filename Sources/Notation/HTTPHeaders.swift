/// The header fields of a request or a response, in order.
///
/// Names are compared case-insensitively.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One header field.
    package struct Field: Sendable, Equatable {
        /// The name as written.
        package var name: String
        /// The value, without surrounding white space.
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        /// Whether the field can be sent: its name is a token, and nothing in its value would start another line.
        package var isSendable: Bool {
            !name.isEmpty && name.utf8.allSatisfy(\.isToken) && value.utf8.allSatisfy(\.isFieldContent)
        }
    }

    /// The fields in the order in which they are sent or were received.
    package private(set) var fields: [Field] = []

    /// Creates fields in the order of the literal, which may repeat a name.
    package init(dictionaryLiteral elements: (String, String)...) { fields = elements.map(Field.init) }

    /// The value of a field; nil if absent.
    ///
    /// Several fields of one name are joined by `, ` (RFC 9110 5.3).
    package subscript(name: String) -> String? {
        let values = values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The values of all fields with this name, in order.
    package func values(of name: String) -> [String] {
        fields.lazy.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Adds a field after the others.
    package mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// Replaces all fields of the same name.
    package mutating func set(_ field: Field) {
        fields.removeAll { $0.name.equalsIgnoringASCIICase(field.name) }
        fields.append(field)
    }
}
