import CYAML

/// The one document of a YAML text, as libyaml reads it.
struct YAMLDocument: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let document: UnsafeMutablePointer<yaml_document_t>

    /// Most nodes of a document, those counted again that an alias repeats.
    private static let nodeLimit = 10_000
    /// Deepest nesting of a document.
    private static let depthLimit = 16

    /// The root of the document in a text; nothing in an empty text.
    static func root(of text: [UInt8]) throws(YAMLError) -> YAMLNode {
        if let line = line(ofControlIn: text) { throw YAMLError(line: line, reason: "a control character") }
        return try text.withUnsafeBufferPointer { bytes throws(YAMLError) in
            let document = YAMLDocument()
            try document.load(bytes)
            return try document.root()
        }
    }

    /// libyaml tells no true place of these.
    private static func line(ofControlIn text: [UInt8]) -> Int? {
        text.firstIndex { ($0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0)) || $0 == 0x7F }
            .map { end in text[..<end].count { $0 == 0x0A } + 1 }
    }

    private init() {
        parser = .allocate(capacity: 1)
        document = .allocate(capacity: 1)
        // All zeros is what both are before their first use and after their last.
        parser.initialize(to: yaml_parser_t())
        document.initialize(to: yaml_document_t())
    }

    deinit {
        yaml_document_delete(document)
        yaml_parser_delete(parser)
        document.deallocate()
        parser.deallocate()
    }

    private borrowing func load(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
        guard yaml_parser_initialize(parser) == 1 else { throw YAMLError(line: nil, reason: "out of memory") }
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        guard yaml_parser_load(parser, document) == 1 else { throw problem }
        var next = yaml_document_t()
        guard yaml_parser_load(parser, &next) == 1 else { throw problem }
        defer { yaml_document_delete(&next) }
        guard yaml_document_get_root_node(&next) == nil else {
            throw YAMLError(line: Int(next.start_mark.line) + 1, reason: "a second document")
        }
    }

    private var problem: YAMLError {
        let reason = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
        return YAMLError(line: Int(parser.pointee.problem_mark.line) + 1, reason: reason)
    }

    private borrowing func root() throws(YAMLError) -> YAMLNode {
        guard let root = yaml_document_get_root_node(document) else {
            return YAMLNode(content: .scalar("", isPlain: true), line: 1)
        }
        var budget = Self.nodeLimit
        return try node(root.pointee, depth: 0, &budget)
    }

    private borrowing func node(
        at index: yaml_node_item_t, depth: Int, _ budget: inout Int
    ) throws(YAMLError) -> YAMLNode {
        guard let node = yaml_document_get_node(document, index) else {
            throw YAMLError(line: nil, reason: "a node that is not there")
        }
        return try self.node(node.pointee, depth: depth, &budget)
    }

    private borrowing func node(
        _ node: yaml_node_t, depth: Int, _ budget: inout Int
    ) throws(YAMLError) -> YAMLNode {
        let line = Int(node.start_mark.line) + 1
        budget -= 1
        guard budget > 0, depth < Self.depthLimit else { throw YAMLError(line: line, reason: "too large or too deep") }
        guard let tag = node.tag.map({ String(cString: $0) }), Self.tags.contains(tag) else {
            throw YAMLError(line: line, reason: "a tag that is not known here")
        }
        let content: YAMLNode.Content
        switch node.type {
        case YAML_SCALAR_NODE:
            let scalar = node.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            content = .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
        case YAML_SEQUENCE_NODE:
            let items = node.data.sequence.items
            var nodes: [YAMLNode] = []
            for index in UnsafeBufferPointer(start: items.start, count: items.top - items.start) {
                nodes.append(try self.node(at: index, depth: depth + 1, &budget))
            }
            content = .sequence(nodes)
        default:
            let pairs = node.data.mapping.pairs
            var entries: [YAMLNode.Entry] = []
            for pair in UnsafeBufferPointer(start: pairs.start, count: pairs.top - pairs.start) {
                entries.append(
                    YAMLNode.Entry(
                        key: try self.node(at: pair.key, depth: depth + 1, &budget),
                        value: try self.node(at: pair.value, depth: depth + 1, &budget)))
            }
            content = .mapping(entries)
        }
        return YAMLNode(content: content, line: line)
    }

    /// The tags that nodes have without being told, and those of what a plain text may stand for.
    private static let tags: Set = Set(
        ["str", "seq", "map", "null", "bool", "int"].map { "tag:yaml.org,2002:\($0)" })
}
