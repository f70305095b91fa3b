internal import CSimdjson

/// Reads objects of a document one by one, in the same memory.
///
/// A document that is valid without these objects is valid as a whole exactly when each of them can be read.
package struct JSONPartReader: ~Copyable {
    private let parser: OpaquePointer
    /// How many levels deep the objects stand in the document.
    private let depth: Int

    /// Creates a reader of objects that are this many levels deep in their document.
    package init(depth: Int) throws(DecodingFailure) {
        guard let parser = json_parser_create() else { throw DecodingFailure("out of memory") }
        self.parser = parser
        self.depth = depth
    }

    deinit { json_parser_destroy(parser) }

    /// Reads the object at a place in a document; the element is valid until the next one is read.
    ///
    /// - Throws: the parser's message if there is none.
    package mutating func object(at place: Range<Int>, in document: [UInt8]) throws(DecodingFailure) -> JSONElement {
        let isPadded = document.capacity - place.upperBound >= JSONDocument.padding
        var element = json_element()
        let problem = document[place].withUnsafeBufferPointer { bytes in
            json_parse_part(parser, bytes.baseAddress, bytes.count, isPadded, depth, &element)
        }
        if let problem { throw DecodingFailure("not JSON: \(String(cString: problem))") }
        return JSONElement(raw: element)
    }
}
