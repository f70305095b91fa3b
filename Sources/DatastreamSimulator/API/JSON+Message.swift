internal import Notation

extension JSON {
    /// A message of proto3 JSON: fields that are absent or have their default value are left out.
    static func message(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
        .object(list(fields).filter { !$0.value.isDefault })
    }

    /// Strings, numbers and lists are default when empty or 0; a message that is there is not.
    private var isDefault: Bool {
        switch self {
        case .string(let text): text.isEmpty
        case .number(let number): number == 0
        case .array(let elements): elements.isEmpty
        case .null, .boolean, .real, .object, .written: false
        }
    }

    /// The text in UTF-8 as Google's servers write it: indented and ended by a line end, or on one line.
    func encoded(pretty: Bool) -> [UInt8] { Array((pretty ? text(.prettyGoogle) + "\n" : text(.google)).utf8) }
}
