internal import CSimdjson

/// A key of a JSON object, in both spellings that proto3 JSON allows.
package struct JSONKey: ExpressibleByStringLiteral, Sendable {
    /// The spelling that the API uses.
    private let name: StaticString
    /// The spelling in the protocol buffer; empty if it is the same.
    private let protoName: StaticString

    package init(stringLiteral name: StaticString) { self.init(name, "") }

    package init(_ name: StaticString, _ protoName: StaticString) {
        self.name = name
        self.protoName = protoName
    }

    /// The key's name in a failure's path.
    package var path: String { name.description }

    /// The key for the parser; its bytes live as long as the program.
    var raw: json_key { json_key(name: Self.text(name), other: Self.text(protoName)) }

    private static func text(_ text: StaticString) -> json_text {
        json_text(
            bytes: UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self), count: text.utf8CodeUnitCount)
    }
}
