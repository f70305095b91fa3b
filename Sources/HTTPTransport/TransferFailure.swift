import CCurl

/// What is known about a failed transfer; determines its error.
struct TransferFailure {
    var code: CURLcode
    /// libcurl's error message, which may quote a proxy's URL.
    var complaint: String
    var refusal: AnswerDefect?
    /// The server's host and port.
    var host: String
    /// The proxy's host and port, if there is one.
    var proxy: String?
    /// The status of the proxy's reply to CONNECT; 0 if there was none.
    var connectStatus: Int
    /// Whether libcurl had begun to send the request.
    var sent: Bool

    /// The error for callers.
    var error: TransportError {
        if let refusal { return error(of: refusal) }
        if proxy != nil, !sent, connectStatus != 0, connectStatus / 100 != 2 {
            return make(.proxy, "the proxy answered \(connectStatus) to CONNECT")
        }
        // libcurl also reports this if a header line exceeds its buffer.
        if code == CURLE_OUT_OF_MEMORY, sent {
            return make(.tooLarge, "a header line is too long, or memory ran out")
        }
        let kind = kind
        // With a proxy, only messages about the peer's certificate are known not to contain the proxy's URL.
        let quotable = !complaint.isEmpty && (proxy == nil || kind == .certificate)
        return make(kind, quotable ? complaint : String(cString: curl_easy_strerror(code)))
    }

    private var kind: TransportError.Kind {
        // Until the proxy has opened the tunnel, every failure is on the way to the proxy.
        let tunnelled = proxy == nil || connectStatus / 100 == 2
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return .nameLookup
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: return .proxy
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: return tunnelled ? .connect : .proxy
        case CURLE_SSL_CONNECT_ERROR: return tunnelled ? .tls : .proxy
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            return .certificate
        case CURLE_OPERATION_TIMEDOUT: return .timeout
        case CURLE_FILESIZE_EXCEEDED: return .tooLarge
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR: return tunnelled || sent ? .reset : .proxy
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_HTTP2_STREAM, CURLE_HTTP2: return .reset
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING: return .protocolViolation
        case CURLE_URL_MALFORMAT: return .invalidURL
        default: return .local
        }
    }

    private func error(of refusal: AnswerDefect) -> TransportError {
        switch refusal {
        case .tooLarge(let reason): make(.tooLarge, reason)
        case .crowded(let reason): make(.crowded, reason)
        case .protocolViolation(let reason), .encoding(let reason): make(.protocolViolation, reason)
        case .notLoopback(let reason): make(.invalidURL, reason)
        case .endless(let reason): make(.reset, reason)
        case .timeout(let reason): make(.timeout, reason)
        }
    }

    private func make(_ kind: TransportError.Kind, _ reason: String) -> TransportError {
        let way = proxy.map { "\(host) through the proxy \($0)" } ?? host
        return TransportError(kind, "\(way): \(reason)", requestMayHaveBeenSent: sent)
    }
}
