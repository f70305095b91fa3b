import COpenSSL

/// Why OpenSSL refused something, in OpenSSL's own words.
struct OpenSSLError: Error, Equatable {
    var reason: String

    /// The first error in the thread's queue; empties the queue.
    static func taken(_ fallback: String) -> OpenSSLError {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0, let text = ERR_reason_error_string(code) else { return OpenSSLError(reason: fallback) }
        return OpenSSLError(reason: String(cString: text))
    }
}
