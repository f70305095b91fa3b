import Datastream
import Notation

/// The body of an error answer: whatever it says, what is told of it is bounded, printable and without the secret.
enum ErrorBodyTarget {
    private static let statuses = [400, 403, 429, 503]
    private static let secret = "ya29.SECRET"
    private static let request = RefusedRequest(project: "p", quotaProject: "q", permission: "datastream.objects.list")

    static func run(_ bytes: [UInt8]) throws {
        for status in statuses {
            let error = APIError(httpStatus: status, body: bytes)
            try demandSame(error.httpStatus, status, "the status comes from the answer itself")
            if let delay = error.retryDelay {
                try demand(delay >= .zero && delay <= .seconds(31_536_000), "a wait of \(delay)")
            }
            let summary = error.refusal.summary
            try demand(VisibleText.isVisible(summary) && summary.utf8.count <= 200, "a summary of \(summary)")
            let hidden = error.refusal.hiding(secret)
            for request in [request, RefusedRequest(impersonationWithQuotaProject: nil)] {
                for alwaysQuoting in [false, true] {
                    let told = hidden.explanation(of: request, alwaysQuoting: alwaysQuoting)
                    try demand(!told.utf8.contains(secret.utf8), "the explanation has the secret")
                    try demand(told.utf8.count <= 16_384, "an explanation of \(told.utf8.count) bytes")
                }
                _ = hidden.advice(on: request)
                _ = hidden.missingPermission(for: request)
            }
        }
    }
}

extension String.UTF8View {
    /// Whether these bytes occur in it.
    fileprivate func contains(_ other: String.UTF8View) -> Bool { !Array(self).ranges(of: Array(other)).isEmpty }
}
