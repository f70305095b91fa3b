internal import CSimdjson

/// The owner of one parsed JSON document.
///
/// simdjson checks the whole text as it parses: strict UTF-8, no trailing bytes, no extensions, depth at most 1,024.
/// Elements point into the document, so no element may outlive it.
package struct JSONDocument: ~Copyable, @unchecked Sendable {  // moved between tasks, never shared: it cannot be copied
    private let parser: OpaquePointer
    package let root: JSONElement

    /// Most values that a document may have: a thousand for each of a page's thousand objects.
    ///
    /// Besides the text of strings, the parser needs up to 24 bytes for each value, so text made up mostly of numbers
    /// would take many times its own size.
    package static let maximumValues = 1_000_000

    /// How many bytes after the text must be readable so that the parser need not copy it.
    package static let padding = 64

    /// Parses a whole body.
    ///
    /// - Throws: the parser's message if the body is not JSON or has too many values.
    package init(parsing bytes: [UInt8], maximumValues: Int = maximumValues) throws(DecodingFailure) {
        guard let parser = json_parser_create() else { throw DecodingFailure("out of memory") }
        var element = json_element()
        // An array's spare capacity is readable, so with enough of it the parser need not copy the text.
        let isPadded = bytes.capacity - bytes.count >= Self.padding
        let problem = bytes.withUnsafeBufferPointer {
            json_parse(parser, $0.baseAddress, $0.count, isPadded, maximumValues, &element)
        }
        if let problem {
            json_parser_destroy(parser)
            throw DecodingFailure("not JSON: \(String(cString: problem))")
        }
        self.parser = parser
        self.root = JSONElement(raw: element)
    }

    deinit { json_parser_destroy(parser) }

    /// Whether a text may be refused because it has too many values.
    package static func mayHaveTooManyValues(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { json_has_values($0.baseAddress, $0.count, maximumValues) }
    }

    /// The number of bytes from the text's opening bracket to the matching one, unchecked; nil if there is none.
    package static func bracketedLength(of text: Span<UInt8>) -> Int? {
        let length = text.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { json_bracketed_length($0, bytes.count) } ?? 0
        }
        return length > 0 ? length : nil
    }
}
