import CCurl

/// A URL parsed by libcurl itself, so that the checks see the URL that libcurl connects to.
struct URLHandle: ~Copyable {
    private let raw: OpaquePointer

    /// Parses a URL; `nil` if libcurl would reject it, or if there is no memory.
    init?(_ url: String, flags: UInt32) {
        // libcurl would stop at a NUL, and it tolerates some of the other characters.
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), let raw = curl_url() else { return nil }
        guard curl_url_set(raw, CURLUPART_URL, url, flags) == CURLUE_OK else {
            curl_url_cleanup(raw)
            return nil
        }
        self.raw = raw
    }

    deinit { curl_url_cleanup(raw) }

    /// A part of the URL; `nil` if it has none.
    func part(_ part: CURLUPart, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(raw, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
