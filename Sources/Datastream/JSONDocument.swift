internal import CSimdjson

/// The owner of one parsed JSON document.
///
/// simdjson checks the whole text when it parses: strict UTF-8, no trailing bytes, no extras, nesting of at most 1,024.
/// Elements point into the document, so nothing of them leaves the decoding functions of this module.
struct JSONDocument: ~Copyable, @unchecked Sendable {  // moved between tasks, never shared: it cannot be copied
    private let parser: OpaquePointer
    let root: JSONElement

    /// Parses a whole body.
    ///
    /// - Throws: the parser's own words when the body is no JSON.
    init(parsing bytes: [UInt8]) throws(DecodingFailure) {
        guard let parser = json_parser_create() else { throw DecodingFailure("out of memory") }
        var element = json_element()
        let problem = bytes.withUnsafeBufferPointer { json_parse(parser, $0.baseAddress, $0.count, &element) }
        if let problem {
            json_parser_destroy(parser)
            throw DecodingFailure("not JSON: \(String(cString: problem))")
        }
        self.parser = parser
        self.root = JSONElement(raw: element)
    }

    deinit { json_parser_destroy(parser) }
}
