import CCurl

/// One request on its way, with its handle and what has come in; it belongs to the loop's thread.
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

    /// So many bytes can be read after a body, for a parser that reads ahead.
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

    /// When the first line of the answer is due; `nil` before the request is sent and after that line.
    var answerDue: ContinuousClock.Instant? {
        hasAnswer ? nil : sentAt.map { $0.advanced(by: submission.request.limits.firstByte) }
    }

    /// Gives the transfer up if its answer has not begun in time.
    func expire(at now: ContinuousClock.Instant) -> Bool {
        guard let answerDue, answerDue <= now else { return false }
        refusal = .timeout("no answer within \(submission.request.limits.firstByte)")
        return true
    }

    /// Begins to watch the pace, once the answer has begun: libcurl would count the wait for it as a stall.
    func watchSpeed() throws(TransportError) {
        guard hasAnswer, !watchesSpeed else { return }
        watchesSpeed = true
        let window = submission.request.limits.lowSpeedWindow
        try easy.set(CURLOPT_LOW_SPEED_TIME, to: max(1, window.milliseconds / 1000))
    }

    /// The result of a transfer that libcurl has ended.
    func result(_ code: CURLcode) -> Result<TransportResponse, TransportError> {
        let status = easy.number(CURLINFO_RESPONSE_CODE)
        if code == CURLE_OK, refusal == nil { refusal = refusal(of: status) }
        if code == CURLE_OK, refusal == nil, head.isCompressed, !body.isEmpty { inflate() }
        if case .encoding = refusal, (300..<600).contains(status) {
            // The status of an answer that is no success says enough without its body.
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

    /// What is wrong with an answer that libcurl takes for whole.
    private func refusal(of status: Int) -> AnswerDefect? {
        guard (200..<600).contains(status) else {
            return .protocolViolation("the answer's status \(status) is not an HTTP status")
        }
        // libcurl has OpenSSL overlook a TLS connection that ends without its close_notify. In plain http there is nothing
        // to be seen of a cut: what reads the body must find it.
        let isHTTP1 = easy.number(CURLINFO_HTTP_VERSION) < Int(CURL_HTTP_VERSION_2_0)
        guard body.isEmpty || !isHTTP1 || head.marksEnd || !submission.destination.isEncrypted else {
            return .endless("the answer does not say where it ends, so that it may be cut")
        }
        return nil
    }

    /// Decompresses a whole body.
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

    /// The error of a transfer that failed, as far as it came.
    func failure(_ code: CURLcode) -> TransportError {
        TransferFailure(
            code: code, complaint: easy.complaintText, refusal: refusal, host: submission.destination.name,
            proxy: submission.proxy?.name, connectStatus: easy.number(CURLINFO_HTTP_CONNECTCODE), sent: sentAt != nil
        ).error
    }

    /// Gives back what the body took of the pool, as it is handed on or dropped.
    func release() { pool.takeBack(&share) }

    /// The error of a transfer that is ended from this side.
    func error(_ kind: TransportError.Kind, _ reason: String) -> TransportError {
        TransportError(kind, "\(submission.destination.name): \(reason)", requestMayHaveBeenSent: sentAt != nil)
    }
}

extension Transfer {
    private func connectCallbacks() throws(TransportError) {
        // Not retained: the loop keeps the transfer until its handle is out of libcurl's hands.
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

    /// Hands bytes of libcurl's to the transfer; any other count than theirs makes libcurl give the transfer up.
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

    /// Notes that the request is about to be sent; refuses a `localhost` that is another machine.
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

    /// Keeps bytes of the body, as long as there are not too many.
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

    /// Takes room for so many bytes of the body; without it the answer is refused.
    private func takeRoom(for bytes: Int) -> Bool {
        if pool.raise(&share, for: bytes) { return true }
        refusal = .crowded("this answer and others that come in exceed \(pool.size) bytes together")
        body = []
        return false
    }
}
