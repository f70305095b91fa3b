/// The header fields of a request or a response, in their order; names are compared without regard to case.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One header field.
    package struct Field: Sendable, Equatable {
        /// The name as it was written.
        package var name: String
        /// The value, without white space around it.
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        /// Whether the field can be sent: a token for a name, and nothing in the value that would begin another line.
        package var isSendable: Bool {
            !name.isEmpty && name.utf8.allSatisfy(\.isToken) && value.utf8.allSatisfy(\.isFieldContent)
        }
    }

    /// The fields in the order in which they are sent or were received.
    package private(set) var fields: [Field] = []

    /// Fields in the order of the literal; a name may stand in it more than once.
    package init(dictionaryLiteral elements: (String, String)...) { fields = elements.map(Field.init) }

    /// The value of the field, several of one name joined by `, ` as RFC 9110 5.3 has it; nil where there is none.
    package subscript(name: String) -> String? {
        let values = values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The values of all fields of this name, in their order.
    package func values(of name: String) -> [String] {
        fields.lazy.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Adds a field behind the others.
    package mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// Puts a field in the place of all that have its name.
    package mutating func set(_ field: Field) {
        fields.removeAll { $0.name.equalsIgnoringASCIICase(field.name) }
        fields.append(field)
    }
}
