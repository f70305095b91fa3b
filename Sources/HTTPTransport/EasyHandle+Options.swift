import CCurl
internal import Notation

extension EasyHandle {
    /// Sets what holds for every request of the transport.
    func apply(_ settings: TransportSettings) throws(TransportError) {
        try set(CURLOPT_NOSIGNAL, to: true)
        // Without this, cancelling a request whose name is being looked up would wait for the resolver.
        try set(CURLOPT_QUICK_EXIT, to: true)
        try set(CURLOPT_USERAGENT, to: settings.userAgent)
        try set(CURLOPT_FOLLOWLOCATION, to: false)
        try set(CURLOPT_NETRC, to: Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_HTTP09_ALLOWED, to: false)
        try set(CURLOPT_HTTP_VERSION, to: Int(CURL_HTTP_VERSION_2TLS))
        try set(CURLOPT_TCP_KEEPALIVE, to: true)
        // A page has some hundred kilobytes.
        try set(CURLOPT_BUFFERSIZE, to: 64 << 10)
        // A connection older than this looks the name up anew; an idle one has most likely been dropped by a NAT.
        try set(CURLOPT_MAXLIFETIME_CONN, to: 600)
        try set(CURLOPT_MAXAGE_CONN, to: 118)

        try set(CURLOPT_SSL_VERIFYPEER, to: true)
        try set(CURLOPT_SSL_VERIFYHOST, to: 2)
        try set(CURLOPT_SSLVERSION, to: Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_PROXY_SSLVERSION, to: Int(CURL_SSLVERSION_TLSv1_2))
        guard !settings.authorities.areSystems else { return }
        // Both are set, since what is not set would stay the system's.
        for (option, path) in [
            (CURLOPT_CAINFO, settings.authorities.file), (CURLOPT_PROXY_CAINFO, settings.authorities.file),
            (CURLOPT_CAPATH, settings.authorities.directory), (CURLOPT_PROXY_CAPATH, settings.authorities.directory),
        ] {
            try set(option, to: path)
        }
    }

    /// Sets where the request goes and through which proxy.
    func apply(_ destination: Destination, proxy: ProxySettings?) throws(TransportError) {
        try set(CURLOPT_URL, to: destination.url)
        try set(CURLOPT_PROTOCOLS_STR, to: destination.distance == .remote ? "https" : "http,https")
        // Both are always set, so that libcurl never reads the process' environment.
        try set(CURLOPT_PROXY, to: proxy?.url ?? "")
        try set(CURLOPT_NOPROXY, to: proxy?.exceptions.text ?? "")
        // Authorization is for the server: the proxy's CONNECT carries none, and its answer's head is not ours.
        try set(CURLOPT_HEADEROPT, to: Int(CURLHEADER_SEPARATE))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: true)
    }

    /// Sets the limits that libcurl keeps; the first byte's is the loop's.
    func apply(_ limits: TransportLimits) throws(TransportError) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, to: limits.connect.milliseconds)
        try set(CURLOPT_TIMEOUT_MS, to: limits.total.milliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, to: max(1, limits.lowSpeed))
        try set(CURLOPT_MAXFILESIZE_LARGE, toSize: max(1, limits.bodyBytes))
    }

    /// Sets method, header fields and body.
    mutating func apply(_ request: TransportRequest) throws(TransportError) {
        // Were libcurl told to ask, it would inflate, and not see a trailer that is cut or wrong.
        var lines = ["Accept-Encoding: gzip"]
        lines += request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if request.method != .get {
            try setBody(request.body)
            // libcurl's own PUT would ask for the body piece by piece.
            if request.method == .put { try set(CURLOPT_CUSTOMREQUEST, to: "PUT") }
            // On a kept connection that the server has closed, libcurl would send any request a second time.
            try set(CURLOPT_FRESH_CONNECT, to: true)
            // libcurl would wait a second for a "100 Continue", and call every body a form.
            lines.append("Expect:")
            if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        }
        try setHeaders(lines)
    }
}
