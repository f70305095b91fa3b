internal import Notation

/// An incremental parser of request heads that looks at each byte once.
struct HeadParser {
    /// The result so far.
    enum Progress: Equatable {
        case needsMore
        /// A complete head of this many bytes.
        case complete(RequestHead, length: Int)
        case refused(RequestRefusal)
        /// A TLS handshake: the peer could not read a plain-text answer.
        case tls
    }

    let headLimit: Int
    let lineLimit: Int
    private var lineStart = 0
    private var searched = 0
    private var line: RequestLine?
    private var headers: HTTPHeaders = [:]
    private var skippedBlankLine = false

    init(limits: ListenerLimits) {
        headLimit = limits.headBytes
        lineLimit = limits.requestLineBytes
    }

    /// Continues; `bytes` always starts at the request's first byte and may have grown since the last call.
    mutating func parse(_ bytes: [UInt8]) -> Progress {
        do throws(RequestRefusal) {
            if line == nil, bytes.first == 0x16 { return .tls }
            while let end = bytes.dropFirst(searched).firstIndex(of: .lineFeed) {
                searched = end + 1
                let text = bytes[lineStart..<end]
                lineStart = searched
                guard text.last == .carriageReturn else { throw RequestRefusal(400, "bare line feed") }
                guard !text.dropLast().contains(.carriageReturn) else { throw Self.bareCarriageReturn }
                guard searched <= headLimit else { throw RequestRefusal(431, "head too large") }
                if let head = try take(text.dropLast()) { return .complete(head, length: searched) }
            }
            // A carriage return at the end of what came before may be half of a line end.
            try checkUnfinished(bytes, from: max(lineStart, searched - 1))
            searched = bytes.count
            return .needsMore
        } catch {
            return .refused(error)
        }
    }

    /// Takes one line without its line end; returns the head after the last line.
    private mutating func take(_ text: ArraySlice<UInt8>) throws(RequestRefusal) -> RequestHead? {
        guard let line else {
            // RFC 9112 2.2: old clients may send one empty line before a request.
            if text.isEmpty, !skippedBlankLine {
                skippedBlankLine = true
                return nil
            }
            try checkLength(ofLine: text)
            line = try RequestLine(parsing: text)
            return nil
        }
        if text.isEmpty { return try RequestHead(line: line, headers: headers) }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex,
            text[..<colon].allSatisfy(\.isToken)
        else { throw RequestRefusal(400, "malformed header name") }
        let value = text[colon...].dropFirst()
        guard value.allSatisfy(\.isFieldContent) else { throw RequestRefusal(400, "malformed header value") }
        headers.append(
            String(decoding: text[..<colon].map(\.loweredASCII), as: UTF8.self),
            String(decoding: value.trimmingBlanks(), as: UTF8.self))
        return nil
    }

    /// Refuses early what no further byte can fix.
    private func checkUnfinished(_ bytes: [UInt8], from start: Int) throws(RequestRefusal) {
        if let end = bytes.dropFirst(start).firstIndex(of: .carriageReturn), end + 1 < bytes.count {
            throw Self.bareCarriageReturn
        }
        let text = bytes.dropFirst(lineStart)
        if line == nil, let first = text.first {
            guard first.isToken || first == .carriageReturn else {
                throw RequestRefusal(400, "malformed request line")
            }
            try checkLength(ofLine: text)
        }
        guard bytes.count <= headLimit else { throw RequestRefusal(431, "head too large") }
    }

    private static var bareCarriageReturn: RequestRefusal { RequestRefusal(400, "bare carriage return") }

    private func checkLength(ofLine text: ArraySlice<UInt8>) throws(RequestRefusal) {
        guard text.count > lineLimit else { return }
        // The longest registered method has 17 letters.
        throw text.prefix(32).contains(.space)
            ? RequestRefusal(414, "target too long") : RequestRefusal(501, "method not implemented")
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without leading and trailing spaces and tabs.
    fileprivate func trimmingBlanks() -> ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return []
        }
        return self[first...last]
    }
}
