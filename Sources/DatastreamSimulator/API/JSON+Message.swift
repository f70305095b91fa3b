internal import Notation

extension JSON {
    /// A proto3 JSON message: absent fields and fields with their default value are left out.
    static func message(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
        .object(list(fields).filter { !$0.value.isDefault })
    }

    /// Empty strings and lists and the number 0 are defaults; a message that is present is not.
    private var isDefault: Bool {
        switch self {
        case .string(let text): text.isEmpty
        case .number(let number): number == 0
        case .array(let elements): elements.isEmpty
        case .null, .boolean, .real, .object, .written: false
        }
    }

    /// The text in UTF-8 as Google's servers write it: either indented with a final newline, or on one line.
    func encoded(pretty: Bool) -> [UInt8] { Array((pretty ? text(.prettyGoogle) + "\n" : text(.google)).utf8) }
}
