internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling

/// Why a call failed, as an operator is told: what, on what, why, and what to do.
public struct CallProblem: Error, Hashable, Sendable {
    /// How bad it is.
    public var severity: Severity
    /// The line for people, without control characters.
    public var text: String

    /// Most characters that are shown of the server's words.
    private static let maximumWords = 1_000

    /// A problem in words of ours.
    public init(_ severity: Severity, _ text: String) {
        self.severity = severity
        self.text = text
    }

    /// The failure of a call.
    ///
    /// - Parameters:
    ///   - failure: why there is no answer.
    ///   - method: the API's name of the method, as in `objects.get`.
    init(_ failure: CallFailure, of method: String) {
        switch failure {
        case .refused(let error):
            self.init(Self.severity(of: error), "\(method): \(Self.words(error))\(Self.advice(error, method))")
        case .transport(let error):
            self.init(
                .failure, "\(method): \(error.kind == .cancelled ? "interrupted" : VisibleText.escaped(error.message))")
        case .token(let failure): self.init(.access, "\(method): \(failure.description)")
        case .decoding(let failure):
            self.init(.failure, "\(method): the answer cannot be read: \(VisibleText.escaped(failure.description))")
        case .pace(.pausedByAPI): self.init(.failure, "\(method): the API asked to wait for longer than there is time")
        case .pace(.overBudget):
            self.init(.failure, "\(method): --datastream.max-requests-per-minute leaves no request in time")
        case .deadline: self.init(.failure, "\(method): no time is left")
        }
    }

    private static func severity(of error: APIError) -> Severity {
        if error.isRateLimit { return .failure }
        return switch error.httpStatus {
        case 401, 403, 404: .access
        case 400 where error.status == "FAILED_PRECONDITION": .precondition
        case 409, 412: .precondition
        default: .failure
        }
    }

    /// The status and what the server says of it.
    static func words(_ error: APIError) -> String {
        let words = VisibleText.escaped(String(error.message.prefix(maximumWords)))
        return words.isEmpty ? error.summary : "\(error.summary): \(words)"
    }

    private static func advice(_ error: APIError, _ method: String) -> String {
        switch error.httpStatus {
        case 401: "; there is no access token, or it was refused twice"
        case 403 where error.reason == "SERVICE_DISABLED": "; enable the Datastream API in the project"
        case 403 where !error.isRateLimit: "; the caller needs \(permission(for: method)) (\(role(for: method)) has it)"
        case 404: "; is the name right?"
        default: ""
        }
    }

    /// The permission that a method asks for.
    private static func permission(for method: String) -> String {
        method == "objects.lookup" ? "datastream.objects.list" : "datastream.\(method)"
    }

    private static func role(for method: String) -> String {
        method.hasSuffix("BackfillJob") ? "roles/datastream.admin" : "roles/datastream.viewer"
    }
}
