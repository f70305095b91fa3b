internal import Notation

/// A response being sent: head and body, as a sliding window of shared chunks.
struct OutgoingResponse {
    /// What the head says about the connection's fate after the response.
    enum Persistence {
        case close
        case keep
        /// HTTP/1.0 closes the connection unless told otherwise.
        case keepAndSayIt
    }

    let status: Int
    let ending: HTTPResponse.Ending
    /// The next chunks to send, not copied; the first one without the bytes already sent.
    private(set) var window: [ArraySlice<UInt8>]
    /// Whether the chunks had fewer bytes than the body's count.
    private(set) var fellShort = false
    private let body: HTTPBody
    private var nextChunk = 0
    /// Body bytes not yet in the window.
    private var remaining: Int

    /// Enough for one `sendmsg`; more would only keep chunks in memory.
    private static let windowChunks = 16
    private static let windowBytes = 256 * 1024

    init(_ response: HTTPResponse, withoutBody: Bool, persistence: Persistence) {
        status = response.status
        ending = response.ending
        body = response.body
        let end =
            switch response.ending {
            case .whole: response.body.count
            case .cut(let bytes), .stalled(let bytes): min(max(bytes, 0), response.body.count)
            }
        remaining = withoutBody ? 0 : end
        window = [Self.head(response, persistence)[...]]
        fill()
    }

    /// Whether nothing is left to send.
    var isSent: Bool { window.isEmpty }

    /// Moves the window forward by the number of bytes sent.
    mutating func advance(by count: Int) {
        var count = count
        while let first = window.first, count >= first.count {
            count -= first.count
            window.removeFirst()
        }
        if !window.isEmpty { window[0] = window[0].dropFirst(count) }
        fill()
    }

    private mutating func fill() {
        var bytes = window.reduce(0) { $0 + $1.count }
        while remaining > 0, window.count < Self.windowChunks, bytes < Self.windowBytes {
            guard nextChunk < body.chunkCount else {
                fellShort = true
                remaining = 0
                return
            }
            let chunk = body.chunk(nextChunk).prefix(remaining)
            nextChunk += 1
            if chunk.isEmpty { continue }
            window.append(chunk)
            bytes += chunk.count
            remaining -= chunk.count
        }
    }

    private static func head(_ response: HTTPResponse, _ persistence: Persistence) -> [UInt8] {
        var head = "HTTP/1.1 \(response.status) \(reason(response.status))\r\n"
        for field in response.headers.fields
        where !["content-length", "connection", "transfer-encoding"].contains(field.name.lowercased()) {
            head += "\(oneLine(field.name)): \(oneLine(field.value))\r\n"
        }
        // RFC 9110 8.6: a response without content must not give its length.
        if response.status != 204 { head += "Content-Length: \(response.body.count)\r\n" }
        switch persistence {
        case .close: head += "Connection: close\r\n"
        case .keepAndSayIt: head += "Connection: keep-alive\r\n"
        case .keep: break
        }
        return Array((head + "\r\n").utf8)
    }

    /// A value that echoes a peer's bytes must not end the header line.
    private static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        return String(decoding: text.utf8.map { $0 < 0x20 ? .space : $0 }, as: UTF8.self)
    }

    private static func reason(_ status: Int) -> String {
        reasons[status] ?? "Status"
    }

    private static let reasons = [
        200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found",
        303: "See Other", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
        401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
        413: "Content Too Large", 414: "URI Too Long", 417: "Expectation Failed", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
        502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    ]
}
