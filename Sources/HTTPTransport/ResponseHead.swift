internal import Notation

/// The head of a response, parsed line by line as it arrives.
struct ResponseHead: Sendable {
    /// Maximum size of all response heads of one request together, in bytes.
    static let largest = 64 << 10

    private(set) var headers = HTTPHeaders()
    private var bytes = 0
    /// Whether the empty line that ends the head was received.
    private(set) var isComplete = false

    /// Parses a line, including its line ending; throws what is wrong with it.
    mutating func take(_ line: some Collection<UInt8>) throws(AnswerDefect) {
        bytes += line.count
        guard bytes <= Self.largest else { throw .tooLarge("the head of the answer exceeds \(Self.largest) bytes") }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // 101 only answers an upgrade request, which we never send, and libcurl would wait for another response.
            guard text.split(separator: " ").dropFirst().first != "101" else {
                throw .protocolViolation("the answer switches protocols")
            }
            // An interim response may have come before.
            headers = HTTPHeaders()
            isComplete = false
            return
        }
        // Lines after the empty line are trailers.
        guard !isComplete else { return }
        let field = text.prefix { !$0.isNewline }
        guard !field.isEmpty else {
            isComplete = true
            return
        }
        guard !field.utf8.contains(0), let colon = field.firstIndex(of: ":"), colon != field.startIndex else {
            throw .protocolViolation("the answer has a malformed header line")
        }
        try add(String(field[..<colon]), trimmed(field[field.index(after: colon)...]))
    }

    private mutating func add(_ name: String, _ value: String) throws(AnswerDefect) {
        switch name.lowercased() {
        case "content-encoding":
            guard headers[name] == nil, ["gzip", "identity"].contains(value.lowercased()) else {
                throw .protocolViolation("the answer's content encoding is not the gzip that was asked for")
            }
        case "transfer-encoding":
            // libcurl would decode any other encoding without being asked.
            guard headers[name] == nil, value.lowercased() == "chunked" else {
                throw .protocolViolation("the answer's transfer encoding is not chunked")
            }
        case "content-length":
            // libcurl would take the number at the start of the value, and a sign before it.
            guard value.isDigits else {
                throw .protocolViolation("the answer's length is not a number")
            }
            guard headers.values(of: name).allSatisfy({ $0 == value }) else {
                throw .protocolViolation("the answer has two lengths")
            }
        default: break
        }
        headers.append(name, value)
    }

    private func trimmed(_ value: Substring) -> String {
        let start = value.drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(start[...last])
    }

    /// Whether an HTTP/1 head marks the end of its body.
    ///
    /// Otherwise the connection's end does, and a truncated body looks the same.
    var marksEnd: Bool {
        headers["Content-Length"] != nil || headers["Transfer-Encoding"]?.lowercased().contains("chunked") == true
    }

    /// Whether the body is gzip; other encodings are rejected.
    var isCompressed: Bool { headers["Content-Encoding"]?.lowercased() == "gzip" }

    /// The declared length of the body as transferred.
    var declaredLength: Int? { headers.values(of: "Content-Length").first.flatMap { Int($0) } }
}
