/// A key of a JSON object, in both spellings that proto3 JSON allows.
package struct JSONKey: ExpressibleByStringLiteral, Sendable {
    /// The spelling that the API uses.
    let name: StaticString
    /// The spelling in the protocol buffer; nil if it is the same.
    let protoName: StaticString?

    package init(stringLiteral name: StaticString) { self.init(name, nil) }

    package init(_ name: StaticString, _ protoName: StaticString?) {
        self.name = name
        self.protoName = protoName
    }

    /// The key's name in a failure's path.
    package var path: String { name.description }
}
