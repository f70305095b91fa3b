package import Notation

/// A value of JSON to be written: the bodies that we send, and the lines that scripts read.
package enum JSONValue: Hashable, Sendable {
    case string(String)
    case number(Int)
    case boolean(Bool)
    case array([JSONValue])
    case object([Member])
    /// What somebody else wrote, as it is.
    case written(WrittenJSON)

    /// A member of an object, in its place.
    package struct Member: Hashable, Sendable {
        var key: String
        var value: JSONValue
    }

    /// An object of members in this order; those without a value are left out.
    package static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(list(members))
    }

    /// Members in this order; those without a value are left out.
    static func list(_ members: KeyValuePairs<String, JSONValue?>) -> [Member] {
        members.compactMap { key, value in value.map { Member(key: key, value: $0) } }
    }

    /// The value on one line, in ASCII but for text beyond it.
    package var text: String {
        switch self {
        case .string(let text): Self.quoted(text)
        case .number(let number): String(number)
        case .boolean(let value): value ? "true" : "false"
        case .array(let elements): "[\(elements.map(\.text).joined(separator: ","))]"
        case .written(let json): json.line
        case .object(let members):
            "{\(members.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ","))}"
        }
    }

    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            // The control characters of C1 and the line separators would act on a terminal.
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || [0x2028, 0x2029].contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        } + "\""
    }
}
