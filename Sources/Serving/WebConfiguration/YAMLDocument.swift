import CYAML

/// The only document of a YAML text, built from the events of libyaml's parser.
///
/// The limits apply while libyaml reads: it never processes text beyond a limit.
struct YAMLDocument: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// How many more nodes are allowed; an alias counts all nodes that it repeats.
    private var budget = nodeLimit
    /// The nodes that aliases may refer to, and how many nodes each contains.
    private var anchors: [String: (node: YAMLNode, count: Int)] = [:]

    /// The most nodes in a document; an alias counts all nodes that it repeats.
    private static let nodeLimit = 10_000
    /// The deepest nesting of a document.
    private static let depthLimit = 16
    /// The most directives (`%YAML`, `%TAG`); libyaml compares each one with all others.
    private static let directiveLimit = 16

    /// The root of the document in a text; null for an empty text.
    static func root(of text: [UInt8]) throws(YAMLError) -> YAMLNode {
        try checkLines(of: text)
        return try text.withUnsafeBufferPointer { bytes throws(YAMLError) in
            var document = YAMLDocument()
            return try document.read(bytes)
        }
    }

    /// Refuses too many directives, which slow libyaml down, and control characters, for which libyaml reports no line.
    private static func checkLines(of text: [UInt8]) throws(YAMLError) {
        var line = 1
        var directives = 0
        var isLineStart = true
        for byte in text {
            if byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) || byte == 0x7F {
                throw YAMLError(line: line, reason: "a control character")
            }
            if isLineStart, byte == UInt8(ascii: "%") { directives += 1 }
            guard directives <= directiveLimit else { throw YAMLError(line: line, reason: "too many directives") }
            isLineStart = byte == 0x0A || byte == 0x0D
            if byte == 0x0A { line += 1 }
        }
    }

    private init() {
        parser = .allocate(capacity: 1)
        // All zeros is the state of a parser before its first use and after its last.
        parser.initialize(to: yaml_parser_t())
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLError) -> YAMLNode {
        guard yaml_parser_initialize(parser) == 1 else { throw YAMLError(line: nil, reason: "out of memory") }
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        var root = YAMLNode(content: .scalar("", isPlain: true), line: 1)
        var documents = 0
        while true {
            let event = try next()
            switch event.kind {
            case .streamStart, .documentEnd: continue
            case .streamEnd: return root
            case .documentStart:
                documents += 1
                guard documents == 1 else { throw YAMLError(line: event.line, reason: "more than one document") }
                root = try node(from: try next(), depth: 0)
            default: throw YAMLError(line: event.line, reason: "not a single document")
            }
        }
    }

    /// The node that starts with an event.
    private mutating func node(from event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode {
        if case .alias(let name) = event.kind { return try repeated(name, at: event.line) }
        guard budget > 0 else { throw YAMLError(line: event.line, reason: "too many nodes") }
        budget -= 1
        guard depth < Self.depthLimit else { throw YAMLError(line: event.line, reason: "nested too deeply") }
        guard event.tag.map(Self.tags.contains) ?? true else {
            throw YAMLError(line: event.line, reason: "an unsupported tag")
        }
        let left = budget
        let node = YAMLNode(content: try content(from: event, depth: depth), line: event.line)
        if let anchor = event.anchor { anchors[anchor] = (node, 1 + left - budget) }
        return node
    }

    private mutating func content(from event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode.Content {
        switch event.kind {
        case .scalar(let text, let isPlain): return .scalar(text, isPlain: isPlain)
        case .sequenceStart:
            var nodes: [YAMLNode] = []
            while true {
                let item = try next()
                if case .sequenceEnd = item.kind { return .sequence(nodes) }
                nodes.append(try node(from: item, depth: depth + 1))
            }
        case .mappingStart:
            var entries: [YAMLNode.Entry] = []
            while true {
                let item = try next()
                if case .mappingEnd = item.kind { return .mapping(entries) }
                let key = try node(from: item, depth: depth + 1)
                entries.append(YAMLNode.Entry(key: key, value: try node(from: try next(), depth: depth + 1)))
            }
        default: throw YAMLError(line: event.line, reason: "not a single document")
        }
    }

    /// The node that an alias refers to.
    ///
    /// An anchor is known only once its node has ended, so no node can contain itself.
    private mutating func repeated(_ name: String, at line: Int) throws(YAMLError) -> YAMLNode {
        guard let known = anchors[name] else { throw YAMLError(line: line, reason: "an alias without an anchor") }
        guard budget >= known.count else { throw YAMLError(line: line, reason: "too many nodes") }
        budget -= known.count
        return known.node
    }

    /// The parser's next event, copied.
    private borrowing func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            let reason = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
            throw YAMLError(line: Int(parser.pointee.problem_mark.line) + 1, reason: reason)
        }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    /// The default tags, and the tags that an unquoted scalar can have.
    private static let tags: Set = Set(
        ["str", "seq", "map", "null", "bool", "int"].map { "tag:yaml.org,2002:\($0)" } + ["!"])
}
