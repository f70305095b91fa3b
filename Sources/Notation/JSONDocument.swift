internal import CSimdjson

/// The owner of one parsed JSON document.
///
/// simdjson checks the whole text when it parses: strict UTF-8, no trailing bytes, no extras, nesting of at most 1,024.
/// Elements point into the document, so no element may outlive it.
package struct JSONDocument: ~Copyable, @unchecked Sendable {  // moved between tasks, never shared: it cannot be copied
    private let parser: OpaquePointer
    package let root: JSONElement

    /// Most values that a document may have: a thousand for each of a page's thousand objects.
    ///
    /// The parser takes up to 24 bytes for a value beside the text of its strings, so that text that is dense in numbers would
    /// take many times its size.
    package static let maximumValues = 1_000_000

    /// So many bytes after its text must be readable for the parser not to copy it.
    package static let padding = 64

    /// Parses a whole body.
    ///
    /// - Throws: the parser's own words when the body is no JSON, or has too many values.
    package init(parsing bytes: [UInt8], maximumValues: Int = maximumValues) throws(DecodingFailure) {
        guard let parser = json_parser_create() else { throw DecodingFailure("out of memory") }
        var element = json_element()
        // What an array has room for can be read, and need not be copied.
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

    /// Whether a text has so many values that it may be refused for them.
    package static func mayHaveTooManyValues(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { json_has_values($0.baseAddress, $0.count, maximumValues) }
    }

    /// The bytes from the bracket with which a text begins to the one that closes it, unchecked; nil when none does.
    package static func bracketedLength(of text: Span<UInt8>) -> Int? {
        let length = text.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { json_bracketed_length($0, bytes.count) } ?? 0
        }
        return length > 0 ? length : nil
    }
}
