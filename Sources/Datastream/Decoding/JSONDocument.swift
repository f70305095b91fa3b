internal import CSimdjson

/// The owner of one parsed JSON document.
///
/// simdjson checks the whole text when it parses: strict UTF-8, no trailing bytes, no extras, nesting of at most 1,024.
/// Elements point into the document, so nothing of them leaves the decoding functions of this module.
struct JSONDocument: ~Copyable, @unchecked Sendable {  // moved between tasks, never shared: it cannot be copied
    private let parser: OpaquePointer
    let root: JSONElement

    /// Most values that a document may have: a thousand for each of a page's thousand objects.
    ///
    /// The parser takes up to 24 bytes for a value beside the text of its strings, so that text that is dense in numbers would
    /// take many times its size.
    static let maximumValues = 1_000_000

    /// So many bytes after its text must be readable for the parser not to copy it.
    static let padding = 64

    /// Parses a whole body.
    ///
    /// - Throws: the parser's own words when the body is no JSON, or has too many values.
    init(parsing bytes: [UInt8]) throws(DecodingFailure) {
        guard let parser = json_parser_create() else { throw DecodingFailure("out of memory") }
        var element = json_element()
        // What an array has room for can be read, and need not be copied.
        let isPadded = bytes.capacity - bytes.count >= Self.padding
        let problem = bytes.withUnsafeBufferPointer {
            json_parse(parser, $0.baseAddress, $0.count, isPadded, Self.maximumValues, &element)
        }
        if let problem {
            json_parser_destroy(parser)
            throw DecodingFailure("not JSON: \(String(cString: problem))")
        }
        self.parser = parser
        self.root = JSONElement(raw: element)
    }

    deinit { json_parser_destroy(parser) }
}
