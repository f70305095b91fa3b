internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling

/// Why a call failed, as an operator is told: what, on what, why, and what to do.
package struct CallProblem: Error, Hashable, Sendable {
    /// How bad it is.
    package var severity: Severity
    /// The line for people, without control characters.
    package var text: String

    /// A problem in words of ours.
    package init(_ severity: Severity, _ text: String) {
        self.severity = severity
        self.text = text
    }

    /// The failure of a call.
    ///
    /// - Parameters:
    ///   - failure: why there is no answer.
    ///   - call: what was asked.
    init(_ failure: CallFailure, of call: APICall) {
        let severity: Severity
        let text: String
        switch failure {
        case .refused(let error):
            (severity, text) = (Self.severity(of: error), error.explanation(of: call, alwaysQuoting: true))
        case .transport(let error):
            (severity, text) = (.failure, error.kind == .cancelled ? "interrupted" : error.message)
        case .token(let failure): (severity, text) = (.access, failure.description)
        case .decoding(let failure): (severity, text) = (.failure, "the answer cannot be read: \(failure.description)")
        case .pace(.pausedByAPI): (severity, text) = (.failure, "the API asked to wait for longer than there is time")
        case .pace(.overBudget):
            (severity, text) = (.failure, "--datastream.max-requests-per-minute leaves no request in time")
        case .deadline: (severity, text) = (.failure, "no time is left")
        }
        self.init(severity, VisibleText.escaped("\(call.description): \(text)"))
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
}
