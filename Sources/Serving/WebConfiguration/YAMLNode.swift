/// A node of a YAML document, and the line on which it starts.
struct YAMLNode: Equatable {
    /// What a node can be.
    enum Content: Equatable {
        /// A scalar; an unquoted one may stand for a number, a boolean or null.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    /// A key and its value, in a mapping that keeps order and duplicates.
    struct Entry: Equatable {
        var key: YAMLNode
        var value: YAMLNode
    }

    var content: Content
    /// Counted from 1.
    var line: Int

    /// Whether it is null: `null`, `~` or empty.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }
}

// MARK: - Readers

extension YAMLNode {
    /// The entries of a mapping without duplicate keys; null has none.
    func entries(of name: String) throws(YAMLError) -> [(key: String, line: Int, value: YAMLNode)] {
        if isNull { return [] }
        guard case .mapping(let entries) = content else {
            throw YAMLError(line: line, reason: "\(name): not a mapping")
        }
        var seen: Set<String> = []
        var read: [(String, Int, YAMLNode)] = []
        for entry in entries {
            guard case .scalar(let key, _) = entry.key.content else {
                throw YAMLError(line: entry.key.line, reason: "\(name): a key is not a string")
            }
            guard seen.insert(key).inserted else {
                throw YAMLError(line: entry.key.line, reason: "\(name): a key is given twice")
            }
            read.append((key, entry.key.line, entry.value))
        }
        return read
    }

    /// A string; null gives an empty string.
    func text(of name: String) throws(YAMLError) -> String {
        guard case .scalar(let text, _) = content else { throw YAMLError(line: line, reason: "\(name): not a string") }
        return isNull ? "" : text
    }

    /// A list of strings; null gives an empty list.
    func texts(of name: String) throws(YAMLError) -> [(text: String, line: Int)] {
        if isNull { return [] }
        guard case .sequence(let nodes) = content else { throw YAMLError(line: line, reason: "\(name): not a list") }
        var texts: [(String, Int)] = []
        for node in nodes { texts.append((try node.text(of: name), node.line)) }
        return texts
    }

    /// An unquoted boolean in any spelling of YAML 1.1.
    func flag(of name: String) throws(YAMLError) -> Bool? {
        if isNull { return nil }
        if case .scalar(let text, isPlain: true) = content {
            if Self.affirmatives.contains(text) { return true }
            if Self.negatives.contains(text) { return false }
        }
        throw YAMLError(line: line, reason: "\(name): must be true or false")
    }

    private static let affirmatives: Set = [
        "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON",
    ]
    private static let negatives: Set = ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]
}
