/// A JSON value to write; the members of an object keep their order.
///
/// Foundation's encoder orders members by hash or by name, so its output cannot match another program's byte for byte.
package indirect enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Int64)
    case real(Double)
    case string(String)
    case array([JSON])
    case object([Member])
    /// JSON that another program wrote, unchanged.
    case written(WrittenJSON)

    /// A key and its value.
    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSON

        package init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// An object with its members in this order; members without a value are left out.
    package static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON { .object(list(members)) }

    /// Members in this order; those without a value are left out.
    package static func list(_ members: KeyValuePairs<String, JSON?>) -> [Member] {
        members.compactMap { key, value in value.map { Member(key: key, value: $0) } }
    }

    /// The value on one line, safe to print on a terminal.
    package var text: String { text(.line) }

    /// The value in the given style.
    package func text(_ style: JSONStyle) -> String {
        var writer = JSONWriter(style: style)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
