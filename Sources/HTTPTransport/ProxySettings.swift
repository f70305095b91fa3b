import CCurl

/// The environment's proxy, and the hosts that bypass it.
struct ProxySettings: Sendable, Equatable {
    /// The proxy's URL, which may contain a password; `nil` if every connection is direct.
    var url: String?
    /// The proxy's host and port, for messages.
    var name: String
    /// The hosts of `NO_PROXY`.
    var exceptions: ProxyExceptions

    /// Reads `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, the lower-case names first, as curl does; an empty variable
    /// counts as unset.
    init(environment: [String: String]) throws(TransportError) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        exceptions = ProxyExceptions(text: value("no_proxy", "NO_PROXY") ?? "")
        url = value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
        name = ""
        guard let url else { return }
        let guessing = UInt32(CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME)
        let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
        guard let parsed = URLHandle(url, flags: guessing), let host = parsed.part(CURLUPART_HOST),
            schemes.contains(parsed.part(CURLUPART_SCHEME) ?? "http")
        else {
            // The value is not quoted: it may contain a password.
            throw TransportError(.proxy, "the environment's HTTPS_PROXY or ALL_PROXY is not the URL of a proxy")
        }
        name = parsed.part(CURLUPART_PORT).map { "\(host):\($0)" } ?? host
    }
}
