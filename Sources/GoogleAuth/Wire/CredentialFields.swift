internal import Notation

/// The members of a JSON object, read by type.
///
/// An absent or null member is nil. A member of another type throws a problem that names its path.
struct CredentialFields: Sendable {
    private let members: [JSON.Member]
    /// The path of the object, with a trailing dot; empty at the root.
    private let path: String

    /// Parses the root object of a JSON text.
    init(parsing bytes: [UInt8]) throws(CredentialsProblem) {
        let json: JSON
        do throws(DecodingFailure) { json = try JSON(parsing: bytes) } catch {
            throw CredentialsProblem(error.description)
        }
        guard case .object(let members) = json else { throw CredentialsProblem("not a JSON object") }
        self.init(members, path: "")
    }

    private init(_ members: [JSON.Member], path: String) {
        self.members = members
        self.path = path
    }

    /// A problem with one of the members.
    func problem(_ key: String, _ reason: String) -> CredentialsProblem {
        CredentialsProblem("\(path)\(key): \(reason)")
    }

    /// A member that is present and not null.
    subscript(key: String) -> JSON? {
        guard let value = members.first(where: { $0.key == key })?.value, value != .null else { return nil }
        return value
    }

    /// A string; an empty one counts as absent.
    func text(_ key: String) throws(CredentialsProblem) -> String? {
        guard let value = self[key] else { return nil }
        guard case .string(let text) = value else { throw wrongType(key, value, expected: "a string") }
        guard !text.utf8.contains(0) else { throw problem(key, "contains a NUL character") }
        return text.isEmpty ? nil : text
    }

    /// A required string.
    func required(_ key: String) throws(CredentialsProblem) -> String {
        guard let text = try text(key) else { throw problem(key, "missing") }
        return text
    }

    /// The path of a file.
    func path(_ key: String) throws(CredentialsProblem) -> String? {
        guard let path = try text(key) else { return nil }
        guard PlausiblePath.isPlausible(path) else { throw problem(key, PlausiblePath.mistake) }
        return path
    }

    /// A required string that must not be shown.
    func secret(_ key: String) throws(CredentialsProblem) -> Secret { Secret(try required(key)) }

    /// A boolean.
    func boolean(_ key: String) throws(CredentialsProblem) -> Bool? {
        guard let value = self[key] else { return nil }
        guard case .boolean(let boolean) = value else { throw wrongType(key, value, expected: "a boolean") }
        return boolean
    }

    /// A number, or a string that contains one, as some token servers write.
    func number(_ key: String) throws(CredentialsProblem) -> Double? {
        switch self[key] {
        case nil: return nil
        case .number(let number): return Double(number)
        case .real(let number): return number
        case .string(let text):
            guard let number = Double(text), number.isFinite else { throw problem(key, "not a number") }
            return number
        case .some(let value): throw wrongType(key, value, expected: "a number")
        }
    }

    /// An object.
    func object(_ key: String) throws(CredentialsProblem) -> CredentialFields? {
        guard let value = self[key] else { return nil }
        guard case .object(let members) = value else { throw wrongType(key, value, expected: "an object") }
        return CredentialFields(members, path: "\(path)\(key).")
    }

    /// An array of strings.
    func texts(_ key: String) throws(CredentialsProblem) -> [String]? {
        guard let value = self[key] else { return nil }
        guard case .array(let items) = value else { throw wrongType(key, value, expected: "an array") }
        var texts: [String] = []
        for (index, item) in items.enumerated() {
            guard case .string(let text) = item else {
                throw wrongType("\(key)[\(index)]", item, expected: "a string")
            }
            texts.append(text)
        }
        return texts
    }

    /// An object of strings, sorted by key.
    func pairs(_ key: String) throws(CredentialsProblem) -> [(name: String, value: String)] {
        guard let value = self[key] else { return [] }
        guard case .object(let members) = value else { throw wrongType(key, value, expected: "an object") }
        var pairs: [(name: String, value: String)] = []
        for member in members.sorted(by: { $0.key < $1.key }) {
            guard case .string(let text) = member.value else {
                throw wrongType("\(key).\(SecretText.shown(member.key))", member.value, expected: "a string")
            }
            pairs.append((member.key, text))
        }
        return pairs
    }

    private func wrongType(_ key: String, _ value: JSON, expected: String) -> CredentialsProblem {
        problem(key, "expected \(expected), found \(value.typeName)")
    }
}
