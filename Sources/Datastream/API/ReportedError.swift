public import Notation

/// The API's `Error`, as listed on a stream, an object or a backfill job.
public struct ReportedError: Hashable, Sendable {
    /// A free-text title; empty when absent.
    public var reason: String
    /// Identifies the error; empty when absent.
    public var errorUuid: String
    /// The human-readable text; it may contain host names and more sensitive data, so it is never a label.
    public var message: String
    /// When the error occurred.
    public var errorTime: Timestamp?

    /// Creates an error from its fields.
    public init(reason: String, errorUuid: String = "", message: String = "", errorTime: Timestamp? = nil) {
        self.reason = reason
        self.errorUuid = errorUuid
        self.message = message
        self.errorTime = errorTime
    }

    /// Compares byte by byte.
    public static func == (left: ReportedError, right: ReportedError) -> Bool {
        ByteText(left.errorUuid) == ByteText(right.errorUuid) && ByteText(left.reason) == ByteText(right.reason)
            && ByteText(left.message) == ByteText(right.message) && left.errorTime == right.errorTime
    }
}

extension ReportedError {
    /// Decodes the errors of a stream, an object or a job.
    static func list(in field: JSONField, _ notes: inout DecodingNotes) throws(DecodingFailure) -> [ReportedError] {
        guard field.isPresent else { return [] }
        return try field.objects { element throws(DecodingFailure) in
            notes.errors += 1
            return try element.withFields(Keys.all) { fields throws(DecodingFailure) in
                ReportedError(
                    reason: try fields[Keys.reason].text() ?? "",
                    errorUuid: try fields[Keys.errorUuid].text() ?? "",
                    message: try fields[Keys.message].text() ?? "",
                    errorTime: try fields[Keys.errorTime].timestamp(of: "Error", &notes))
            }
        }
    }

    private enum Keys {
        static let all = JSONKeys(
            "reason", JSONKey("errorUuid", "error_uuid"), "message", JSONKey("errorTime", "error_time"))
        static let (reason, errorUuid, message, errorTime) = (0, 1, 2, 3)
    }
}
