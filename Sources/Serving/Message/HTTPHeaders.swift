/// The header fields of a request or a response, in their order; names are compared without regard to case.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    package struct Field: Sendable, Equatable {
        /// The name; in lower case in a request, as written by the route in a response.
        package var name: String
        /// The value, without white space around it.
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The fields in the order in which they came.
    package private(set) var fields: [Field] = []

    /// Fields in the order of the literal; names may repeat.
    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map(Field.init)
    }

    /// The value of a field; repeated fields are joined by `, ` (RFC 9110 5.3); nil if absent.
    package subscript(name: String) -> String? {
        let values = values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The values of all fields of this name, in their order.
    package func values(of name: String) -> [String] {
        fields.lazy.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Adds a field behind the others.
    package mutating func append(name: String, value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Replaces all fields of this name.
    mutating func set(_ field: Field) {
        fields.removeAll { $0.name.equalsIgnoringASCIICase(field.name) }
        fields.append(field)
    }
}

extension String {
    /// Whether both are equal apart from the case of ASCII letters, as header names and tokens are compared.
    func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8.elementsEqual(other.utf8) { $0.loweredASCII == $1.loweredASCII }
    }
}
