/// A member of an object whose key ends in a suffix; the API marks the kind of a resource this way.
package struct JSONMember {
    /// The key without the suffix.
    package let stem: Stem
    /// The value.
    package let value: JSONElement

    /// A text in the document, or one that was made from it.
    package enum Stem {
        case bytes(UnsafeBufferPointer<UInt8>)
        case text(String)

        /// The stem as a string.
        package var string: String {
            switch self {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .text(let text): text
            }
        }

        /// Passes the bytes to `read`.
        package func withUTF8<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
            switch self {
            case .bytes(let bytes): return read(bytes)
            case .text(var text): return text.withUTF8(read)
            }
        }

        /// What comes before the suffix in a key; nil without that suffix.
        init?(of key: UnsafeBufferPointer<UInt8>, before suffix: StaticString) {
            guard !key.contains(UInt8(ascii: "_")) else {
                let name = Self.camelCased(String(decoding: key, as: UTF8.self))
                let count = name.utf8.count - suffix.utf8CodeUnitCount
                guard count >= 0, suffix.withUTF8Buffer(name.utf8.dropFirst(count).elementsEqual) else { return nil }
                self = .text(String(decoding: name.utf8.prefix(count), as: UTF8.self))
                return
            }
            let count = key.count - suffix.utf8CodeUnitCount
            guard count >= 0 else { return nil }
            let end = UnsafeBufferPointer(rebasing: key[count...])
            guard suffix.withUTF8Buffer({ $0.hasSameBytes(as: end) }) else { return nil }
            self = .bytes(UnsafeBufferPointer(rebasing: key[..<count]))
        }

        /// `sql_server_identifier` as proto3 JSON spells it by default: `sqlServerIdentifier`.
        private static func camelCased(_ text: String) -> String {
            let words = text.split(separator: "_")
            return words.dropFirst().reduce(into: String(words.first ?? "")) { name, word in
                name += word.prefix(1).uppercased() + word.dropFirst()
            }
        }
    }
}
