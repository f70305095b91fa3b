import CCurl
internal import Notation

extension EasyHandle {
    /// Sets the options that apply to every request of the transport.
    func apply(_ settings: TransportSettings) throws(TransportError) {
        try set(CURLOPT_NOSIGNAL, to: true)
        // Without this, cancelling a request during name resolution would wait for the resolver.
        try set(CURLOPT_QUICK_EXIT, to: true)
        try set(CURLOPT_USERAGENT, to: settings.userAgent)
        try set(CURLOPT_FOLLOWLOCATION, to: false)
        try set(CURLOPT_NETRC, to: Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_HTTP09_ALLOWED, to: false)
        try set(CURLOPT_HTTP_VERSION, to: Int(CURL_HTTP_VERSION_2TLS))
        try set(CURLOPT_TCP_KEEPALIVE, to: true)
        // A page is a few hundred kilobytes.
        try set(CURLOPT_BUFFERSIZE, to: 64 << 10)
        // Replacing old connections resolves the name again. A NAT has most likely dropped an idle one by then.
        try set(CURLOPT_MAXLIFETIME_CONN, to: 600)
        try set(CURLOPT_MAXAGE_CONN, to: 118)

        try set(CURLOPT_SSL_VERIFYPEER, to: true)
        try set(CURLOPT_SSL_VERIFYHOST, to: 2)
        try set(CURLOPT_SSLVERSION, to: Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_PROXY_SSLVERSION, to: Int(CURL_SSLVERSION_TLSv1_2))
        guard !settings.authorities.areSystems else { return }
        // Sets both the file and the directory: an option left unset would keep the system's path.
        for (option, path) in [
            (CURLOPT_CAINFO, settings.authorities.file), (CURLOPT_PROXY_CAINFO, settings.authorities.file),
            (CURLOPT_CAPATH, settings.authorities.directory), (CURLOPT_PROXY_CAPATH, settings.authorities.directory),
        ] {
            try set(option, to: path)
        }
    }

    /// Sets the URL and the proxy.
    func apply(_ destination: Destination, proxy: ProxySettings?) throws(TransportError) {
        try set(CURLOPT_URL, to: destination.url)
        try set(CURLOPT_PROTOCOLS_STR, to: destination.distance == .remote ? "https" : "http,https")
        // Always set, so that libcurl never reads the process's environment.
        try set(CURLOPT_PROXY, to: proxy?.url ?? "")
        try set(CURLOPT_NOPROXY, to: proxy?.exceptions.text ?? "")
        // Authorization is for the server only, so the proxy's CONNECT request must not carry it. The header lines of
        // the proxy's reply are not part of our response.
        try set(CURLOPT_HEADEROPT, to: Int(CURLHEADER_SEPARATE))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: true)
    }

    /// Sets the limits that libcurl enforces; the loop enforces the one for the first byte.
    func apply(_ limits: TransportLimits) throws(TransportError) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, to: limits.connect.milliseconds)
        try set(CURLOPT_TIMEOUT_MS, to: limits.total.milliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, to: max(1, limits.lowSpeed))
        try set(CURLOPT_MAXFILESIZE_LARGE, toSize: max(1, limits.bodyBytes))
    }

    /// Sets method, header fields and body.
    mutating func apply(_ request: TransportRequest) throws(TransportError) {
        // Set by hand: with its own option, libcurl would decompress the body and miss a truncated or wrong trailer.
        var lines = ["Accept-Encoding: gzip"]
        lines += request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if request.method != .get {
            try setBody(request.body)
            // libcurl's own PUT would request the body in pieces.
            if request.method == .put { try set(CURLOPT_CUSTOMREQUEST, to: "PUT") }
            // If the server has closed a reused connection, libcurl would send any request a second time.
            try set(CURLOPT_FRESH_CONNECT, to: true)
            // By default, libcurl waits a second for "100 Continue" and labels every body as a form.
            lines.append("Expect:")
            if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        }
        try setHeaders(lines)
    }
}
