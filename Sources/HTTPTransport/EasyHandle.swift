import CCurl

/// Owns one libcurl easy handle and the memory that its options borrow.
///
/// Confined to the loop's thread.
struct EasyHandle: ~Copyable {
    let raw: UnsafeMutableRawPointer
    private let complaint: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>? = nil

    init() throws(TransportError) {
        guard let raw = curl_easy_init() else { throw TransportError(.local, "libcurl: no memory for a handle") }
        let complaint = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        complaint.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = curl_set_pointer(raw, CURLOPT_ERRORBUFFER, complaint)
        guard code == CURLE_OK else {
            curl_easy_cleanup(raw)
            complaint.deallocate()
            throw Self.refusal(code, of: CURLOPT_ERRORBUFFER)
        }
        self.raw = raw
        self.complaint = complaint
    }

    deinit {
        curl_easy_cleanup(raw)
        curl_slist_free_all(headers)
        complaint.deallocate()
    }

    /// libcurl's own error message; empty if it has none.
    var complaintText: String { String(cString: complaint) }

    func set(_ option: CURLoption, to value: Int) throws(TransportError) {
        try check(curl_set_long(raw, option, value), option)
    }

    func set(_ option: CURLoption, to value: Bool) throws(TransportError) {
        try check(curl_set_long(raw, option, value ? 1 : 0), option)
    }

    func set(_ option: CURLoption, toSize value: Int) throws(TransportError) {
        try check(curl_set_offset(raw, option, curl_off_t(value)), option)
    }

    /// Sets a string, which libcurl copies; `nil` removes the default.
    func set(_ option: CURLoption, to value: String?) throws(TransportError) {
        guard let value else { return try check(curl_set_string(raw, option, nil), option) }
        try check(curl_set_string(raw, option, value), option)
    }

    /// Sets a pointer, which must stay valid as long as the handle lives.
    func set(_ option: CURLoption, to value: UnsafeMutableRawPointer) throws(TransportError) {
        try check(curl_set_pointer(raw, option, value), option)
    }

    func set(_ option: CURLoption, to callback: curl_bytes_callback) throws(TransportError) {
        try check(curl_set_bytes_callback(raw, option, callback), option)
    }

    func setPrerequisite(_ callback: curl_prereq_callback) throws(TransportError) {
        try check(curl_set_prereq_callback(raw, callback), CURLOPT_PREREQFUNCTION)
    }

    /// Sets the body of a POST; libcurl copies it.
    func setBody(_ bytes: [UInt8]) throws(TransportError) {
        try set(CURLOPT_POST, to: true)
        try set(CURLOPT_POSTFIELDSIZE_LARGE, toSize: bytes.count)
        let code = bytes.withUnsafeBytes { bytes in
            curl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
        try check(code, CURLOPT_COPYPOSTFIELDS)
    }

    /// Sets the header lines.
    ///
    /// libcurl reads the list until the handle is freed.
    mutating func setHeaders(_ lines: [String]) throws(TransportError) {
        for line in lines {
            guard let longer = curl_slist_append(headers, line) else {
                throw TransportError(.local, "libcurl: no memory for a header")
            }
            headers = longer
        }
        guard let headers else { return }
        try set(CURLOPT_HTTPHEADER, to: UnsafeMutableRawPointer(headers))
    }

    /// A number from libcurl about the transfer; 0 if it has none.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    /// A size, or a time in microseconds, from libcurl about the transfer; 0 if it has none.
    func amount(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return curl_get_offset(raw, info, &value) == CURLE_OK ? Int(value) : 0
    }

    private func check(_ code: CURLcode, _ option: CURLoption) throws(TransportError) {
        guard code == CURLE_OK else { throw Self.refusal(code, of: option) }
    }

    private static func refusal(_ code: CURLcode, of option: CURLoption) -> TransportError {
        let name = curl_easy_option_by_id(option).map { String(cString: $0.pointee.name) } ?? "\(option.rawValue)"
        return TransportError(
            .local, "libcurl refuses its option \(name): \(String(cString: curl_easy_strerror(code)))")
    }
}
