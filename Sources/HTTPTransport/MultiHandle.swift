import CCurl

/// Owns libcurl's multi handle: the connections and the transfers that use them.
///
/// Confined to the loop's thread, except for its `Wake`.
struct MultiHandle: ~Copyable {
    /// Interrupts a wait, from any thread, while the handle is alive.
    // Unchecked: curl_multi_wakeup is the only call that libcurl allows from other threads.
    struct Wake: @unchecked Sendable {
        fileprivate let raw: UnsafeMutableRawPointer

        /// Tries a few times; if the kernel lacks memory for all of them, the wait ends by itself.
        func callAsFunction() {
            for _ in 0..<3 where curl_multi_wakeup(raw) == CURLM_OK { return }
        }
    }

    private let raw: UnsafeMutableRawPointer

    init(connections: Int) throws(TransportError) {
        guard let raw = curl_multi_init() else { throw TransportError(.local, "libcurl: no memory for a handle") }
        // Without descriptors to spare, libcurl makes a handle whose wait nothing can interrupt.
        guard curl_multi_wakeup(raw) == CURLM_OK else {
            curl_multi_cleanup(raw)
            throw TransportError(.local, "libcurl: no file descriptors for a handle")
        }
        for option in [CURLMOPT_MAX_TOTAL_CONNECTIONS, CURLMOPT_MAXCONNECTS] {
            let code = curl_multi_set_long(raw, option, connections)
            guard code == CURLM_OK else {
                curl_multi_cleanup(raw)
                throw Self.error(code)
            }
        }
        self.raw = raw
    }

    deinit { curl_multi_cleanup(raw) }

    var wake: Wake { Wake(raw: raw) }

    func add(_ easy: borrowing EasyHandle) throws(TransportError) {
        let code = curl_multi_add_handle(raw, easy.raw)
        guard code == CURLM_OK else { throw Self.error(code) }
    }

    func remove(_ easy: borrowing EasyHandle) {
        curl_multi_remove_handle(raw, easy.raw)
    }

    /// Lets every transfer proceed as far as it can without waiting.
    func perform() throws(TransportError) {
        var running: Int32 = 0
        let code = curl_multi_perform(raw, &running)
        guard code == CURLM_OK else { throw Self.error(code) }
    }

    /// Waits until a transfer can proceed, the handle is woken, or the time is up.
    func wait(atMost time: Duration) throws(TransportError) {
        let code = curl_multi_poll(raw, nil, 0, Int32(clamping: time.milliseconds), nil)
        guard code == CURLM_OK else { throw Self.error(code) }
    }

    /// The next finished transfer and its result code.
    func nextEnded() -> (transfer: Transfer, code: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(raw, &left) {
            var context: UnsafeMutableRawPointer?
            guard message.pointee.msg == CURLMSG_DONE,
                curl_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context) == CURLE_OK, let context
            else { continue }
            return (Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), message.pointee.data.result)
        }
        return nil
    }

    private static func error(_ code: CURLMcode) -> TransportError {
        TransportError(.local, "libcurl: \(String(cString: curl_multi_strerror(code)))")
    }
}
