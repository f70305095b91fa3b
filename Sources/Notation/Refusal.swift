/// Why a Google API refused a request: `google.rpc.Status` with its details, or the older format with a list of
/// `errors`.
package struct Refusal: Hashable, Sendable {
    /// The HTTP status of the answer.
    package var httpStatus: Int
    /// The canonical name, such as `PERMISSION_DENIED`; empty if the answer has none.
    package var status = ""
    /// The server's message; empty if the answer has none.
    package var message = ""
    /// `ErrorInfo.reason` or the older format's reason, such as `SERVICE_DISABLED`; empty if the answer has none that
    /// says more than the status.
    package var reason = ""
    /// `ErrorInfo.metadata`.
    package var metadata: [String: String] = [:]
    /// The URLs in `Help.links`.
    package var links: [String] = []
    /// The violations in `PreconditionFailure`, `QuotaFailure` and `BadRequest`, one text each.
    package var violations: [String] = []
    /// `RetryInfo.retryDelay`, as the server wrote it.
    package var retryDelay = ""
    /// Whether the answer had a body that is not JSON, such as a proxy's page.
    package var isForeign = false

    /// Creates a refusal of which only the status is known.
    package init(httpStatus: Int) { self.httpStatus = httpStatus }
}

extension Refusal {
    /// Reads an answer; if the body has no known format, only the HTTP status is set.
    package init(httpStatus: Int, body: [UInt8]) {
        self.init(httpStatus: httpStatus)
        guard let document = try? JSONDocument(parsing: body) else {
            isForeign = !body.isEmpty
            return
        }
        // Some front ends wrap the whole answer in an array.
        var answer = document.root
        if !answer.isObject { answer.forEachChild { _, child in if child.isObject { answer = child } } }
        guard let error = answer["error"] else { return }
        if let text = error.text {
            // OAuth's format: {"error": "invalid_grant", "error_description": "..."}
            status = text
            message = answer["error_description"]?.text ?? ""
        } else {
            read(error)
        }
    }

    /// How many elements of a list are read.
    private static let mostItems = 10

    private mutating func read(_ error: JSONElement) {
        status = error["status"]?.text ?? ""
        message = error["message"]?.text ?? ""
        error["details"]?.forEachChild { _, detail in read(detail: detail) }
        var older = ""
        error["errors"]?.forEachChild { _, item in
            if older.isEmpty { older = item["reason"]?.text ?? "" }
            if message.isEmpty { message = item["message"]?.text ?? "" }
            add(item["extendedHelp"]?.text, to: &links)
        }
        take(older: older)
    }

    private mutating func read(detail: JSONElement) {
        if let delay = detail[JSONKey("retryDelay", "retry_delay")]?.text { retryDelay = delay }
        if reason.isEmpty, let named = detail["reason"]?.text {
            reason = named
            detail["metadata"]?.forEachChild { key, value in
                if metadata.count < Self.mostItems { metadata[key] = value.text }
            }
        }
        detail["links"]?.forEachChild { _, link in add(link["url"]?.text, to: &links) }
        for list in ["violations", "fieldViolations", "field_violations"] as [JSONKey] {
            detail[list]?.forEachChild { _, violation in
                let parts = (["type", "field", "subject", "description"] as [JSONKey]).compactMap {
                    violation[$0]?.text
                }
                add(parts.filter { !$0.isEmpty }.joined(separator: " "), to: &violations)
            }
        }
    }

    private func add(_ text: String?, to list: inout [String]) {
        if let text, !text.isEmpty, list.count < Self.mostItems { list.append(text) }
    }

    /// Sets the reason from the older format.
    ///
    /// A reason that says no more than a status sets the status instead.
    private mutating func take(older: String) {
        guard !older.isEmpty else { return }
        let known = Self.olderReasons[older]
        let isServers = older == "backendError" || older == "internalError"
        if status.isEmpty {
            status = isServers ? (httpStatus == 503 ? "UNAVAILABLE" : "INTERNAL") : known?.status ?? ""
        }
        if reason.isEmpty, !isServers { reason = known.map(\.reason) ?? older }
    }

    /// The reasons of the older format, with the equivalent canonical status and `ErrorInfo.reason`.
    private static let olderReasons: [String: (status: String, reason: String)] = [
        "authError": ("UNAUTHENTICATED", ""), "expired": ("UNAUTHENTICATED", ""), "required": ("", ""),
        "global": ("", ""),
        "forbidden": ("PERMISSION_DENIED", ""), "insufficientPermissions": ("PERMISSION_DENIED", ""),
        "accessNotConfigured": ("PERMISSION_DENIED", "SERVICE_DISABLED"),
        "vpcServiceControls": ("PERMISSION_DENIED", "SECURITY_POLICY_VIOLATED"),
        "notFound": ("NOT_FOUND", ""), "badRequest": ("INVALID_ARGUMENT", ""), "invalid": ("INVALID_ARGUMENT", ""),
        "failedPrecondition": ("FAILED_PRECONDITION", ""), "conditionNotMet": ("FAILED_PRECONDITION", ""),
        "conflict": ("ABORTED", ""), "alreadyExists": ("ALREADY_EXISTS", ""), "duplicate": ("ALREADY_EXISTS", ""),
        "rateLimitExceeded": ("RESOURCE_EXHAUSTED", "rateLimitExceeded"),
        "userRateLimitExceeded": ("RESOURCE_EXHAUSTED", "userRateLimitExceeded"),
        "quotaExceeded": ("RESOURCE_EXHAUSTED", "quotaExceeded"),
        "dailyLimitExceeded": ("RESOURCE_EXHAUSTED", "dailyLimitExceeded"),
    ]
}

extension Refusal {
    /// Whether the quota is used up: a 429, or a 403 that means the same.
    package var isRateLimit: Bool {
        httpStatus == 429 || status == "RESOURCE_EXHAUSTED" || (httpStatus == 403 && Self.rateLimits.contains(reason))
    }

    private static let rateLimits: Set = ["rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"]

    /// The status and the names in the answer, in one line, without the server's free text.
    package var summary: String {
        let names = [status, reason].filter(Self.isName)
        let summary = (["HTTP \(httpStatus)"] + names).joined(separator: " ")
        return isForeign ? "\(summary), non-JSON body" : summary
    }

    /// Whether a text is a name: letters, digits and underscores.
    ///
    /// Anything else could be free text.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
    }

    /// The refusal with the request's secret masked, in case the server's message repeats it.
    package func hiding(_ secret: String) -> Refusal {
        guard !secret.isEmpty else { return self }
        // Compared by bytes: a combining mark after the secret's last letter would defeat a search by characters.
        func hidden(_ text: String) -> String {
            String(
                decoding: Array(text.utf8).replacing(Array(secret.utf8), with: Array("<secret>".utf8)), as: UTF8.self)
        }
        var refusal = self
        refusal.message = hidden(message)
        refusal.metadata = metadata.mapValues(hidden)
        refusal.links = links.map(hidden)
        refusal.violations = violations.map(hidden)
        return refusal
    }
}
