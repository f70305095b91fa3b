/// A key of a JSON object, in both spellings that proto3 JSON allows.
package struct JSONKey: ExpressibleByStringLiteral, Sendable {
    /// The spelling that the API writes.
    let name: StaticString
    /// The spelling of the protocol buffer; nil where it is the same.
    let protoName: StaticString?

    package init(stringLiteral name: StaticString) { self.init(name, nil) }

    package init(_ name: StaticString, _ protoName: StaticString?) {
        self.name = name
        self.protoName = protoName
    }

    /// The name in the path of a failure.
    package var path: String { name.description }
}
