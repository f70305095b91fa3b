import CCurl

/// One request in flight, with its handle and the data received so far.
///
/// Confined to the loop's thread.
final class Transfer {
    let submission: Submission
    private(set) var easy: EasyHandle
    private(set) var refusal: AnswerDefect?
    private var head = ResponseHead()
    private var body: [UInt8] = []
    private let pool: BodyPool
    private var share = 0
    private var sentAt: ContinuousClock.Instant?
    private var hasAnswer = false
    private var watchesSpeed = false

    /// The readable bytes after a body, for a parser that reads ahead.
    static let padding = 64

    init(_ submission: Submission, settings: TransportSettings, pool: BodyPool) throws(TransportError) {
        self.submission = submission
        self.pool = pool
        easy = try EasyHandle()
        try easy.apply(settings)
        try easy.apply(submission.destination, proxy: submission.proxy)
        try easy.apply(submission.request.limits)
        try easy.apply(submission.request)
        try connectCallbacks()
    }

    /// The deadline for the first line of the response; `nil` before the request is sent and after that line.
    var answerDue: ContinuousClock.Instant? {
        hasAnswer ? nil : sentAt.map { $0.advanced(by: submission.request.limits.firstByte) }
    }

    /// Gives up the transfer if its response has not begun in time.
    func expire(at now: ContinuousClock.Instant) -> Bool {
        guard let answerDue, answerDue <= now else { return false }
        refusal = .timeout("no answer within \(submission.request.limits.firstByte)")
        return true
    }

    /// Starts the low-speed check once the response has begun: libcurl would count the wait for it as a stall.
    func watchSpeed() throws(TransportError) {
        guard hasAnswer, !watchesSpeed else { return }
        watchesSpeed = true
        let window = submission.request.limits.lowSpeedWindow
        try easy.set(CURLOPT_LOW_SPEED_TIME, to: max(1, window.milliseconds / 1000))
    }

    /// The result of a transfer that libcurl has finished.
    func result(_ code: CURLcode) -> Result<TransportResponse, TransportError> {
        let status = easy.number(CURLINFO_RESPONSE_CODE)
        if code == CURLE_OK, refusal == nil { refusal = refusal(of: status) }
        if code == CURLE_OK, refusal == nil, head.isCompressed, !body.isEmpty { inflate() }
        if case .encoding = refusal, (300..<600).contains(status) {
            // An error status says enough without its body.
            body = []
        } else if code != CURLE_OK || refusal != nil {
            return .failure(failure(code))
        }
        return .success(
            TransportResponse(
                status: status, headers: head.headers, body: body,
                transferredBytes: easy.amount(CURLINFO_SIZE_DOWNLOAD_T),
                duration: .microseconds(easy.amount(CURLINFO_TOTAL_TIME_T))))
    }

    /// What is wrong with a response that libcurl considers complete.
    private func refusal(of status: Int) -> AnswerDefect? {
        guard (200..<600).contains(status) else {
            return .protocolViolation("the answer's status \(status) is not an HTTP status")
        }
        // libcurl takes a head that breaks off in a header line for a whole one.
        guard head.isComplete else { return .endless("the head of the answer breaks off") }
        // libcurl has OpenSSL ignore a TLS connection that ends without close_notify. In plain http, a truncation is
        // not visible at all: the reader of the body must detect it.
        let isHTTP1 = easy.number(CURLINFO_HTTP_VERSION) < Int(CURL_HTTP_VERSION_2_0)
        guard body.isEmpty || !isHTTP1 || head.marksEnd || !submission.destination.isEncrypted else {
            return .endless("the answer does not say where it ends, so that it may be cut")
        }
        return nil
    }

    /// Decompresses a complete body.
    private func inflate() {
        let limit = submission.request.limits.bodyBytes
        let expected = min(GzipBody.declaredLength(body), limit)
        guard takeRoom(for: body.count + expected) else { return }
        do throws(GzipBody.Problem) {
            body = try GzipBody.inflate(body, limit: limit)
        } catch {
            refusal = error == .tooLarge ? .tooLarge("the body exceeds \(limit) bytes") : .encoding(error.text)
        }
    }

    /// The error of a failed transfer, from what is known about it.
    func failure(_ code: CURLcode) -> TransportError {
        TransferFailure(
            code: code, complaint: easy.complaintText, refusal: refusal, host: submission.destination.name,
            proxy: submission.proxy?.name, connectStatus: easy.number(CURLINFO_HTTP_CONNECTCODE), sent: sentAt != nil
        ).error
    }

    /// Returns the body's share to the pool when the body is handed on or dropped.
    func release() { pool.takeBack(&share) }

    /// The error of a transfer that this side ends.
    func error(_ kind: TransportError.Kind, _ reason: String) -> TransportError {
        TransportError(kind, "\(submission.destination.name): \(reason)", requestMayHaveBeenSent: sentAt != nil)
    }
}

extension Transfer {
    private func connectCallbacks() throws(TransportError) {
        // Not retained: the loop keeps the transfer alive until libcurl no longer uses its handle.
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_PREREQDATA] {
            try easy.set(option, to: context)
        }
        try easy.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.receive(bytes, size, count, context) { $0.takeLine($1) }
        }
        try easy.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.receive(bytes, size, count, context) { $0.takeBody($1) }
        }
        try easy.setPrerequisite { context, address, _, _, _ in
            guard let context, let address else { return Int32(CURL_PREREQFUNC_ABORT) }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.begin(to: String(cString: address))
                ? Int32(CURL_PREREQFUNC_OK) : Int32(CURL_PREREQFUNC_ABORT)
        }
    }

    /// Passes libcurl's bytes to the transfer.
    ///
    /// Returning any count but theirs makes libcurl abort the transfer.
    private static func receive(
        _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ take: (Transfer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let bytes, let context else { return 0 }
        // libcurl documents size as always 1.
        let buffer = UnsafeRawBufferPointer(start: bytes, count: count)
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return take(transfer, buffer) ? count : (count == 0 ? 1 : 0)
    }

    /// Records that the request is about to be sent; refuses a `localhost` that is another machine.
    private func begin(to address: String) -> Bool {
        if submission.destination.distance == .loopback, !isLoopback(address: address) {
            refusal = .notLoopback("resolves to \(address), which is not this machine")
            return false
        }
        sentAt = .now
        return true
    }

    private func takeLine(_ line: UnsafeRawBufferPointer) -> Bool {
        hasAnswer = true
        do throws(AnswerDefect) {
            try head.take(line)
            return true
        } catch {
            refusal = error
            return false
        }
    }

    /// Appends bytes to the body, up to the limit.
    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let limit = submission.request.limits.bodyBytes
        guard bytes.count <= limit - body.count else {
            refusal = .tooLarge("the body exceeds \(limit) bytes")
            body = []
            return false
        }
        guard takeRoom(for: body.count + bytes.count) else { return false }
        if body.isEmpty, let length = head.declaredLength {
            body.reserveCapacity(max(0, min(length, limit)) + Self.padding)
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// Reserves memory for a body of this size; rejects the response if there is none.
    private func takeRoom(for bytes: Int) -> Bool {
        if pool.raise(&share, for: bytes) { return true }
        refusal = .crowded("this answer and others that come in exceed \(pool.size) bytes together")
        body = []
        return false
    }
}
