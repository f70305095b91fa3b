internal import CommandLine
internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling

extension CommandFailure {
    /// Describes a failed call for an operator: the call, the resource, the reason and the fix.
    ///
    /// - Parameters:
    ///   - failure: why the call failed.
    ///   - call: the call.
    init(_ failure: CallFailure, of call: APICall) {
        let exitCode: ExitCode
        let text: String
        switch failure {
        case .refused(let error):
            (exitCode, text) = (Self.exitCode(of: error), error.explanation(of: call, alwaysQuoting: true))
        case .transport(let error):
            (exitCode, text) = (.runtimeFailure, error.kind == .cancelled ? "interrupted" : error.message)
        case .token(let failure): (exitCode, text) = (.denied, failure.description)
        case .decoding(let failure):
            (exitCode, text) = (.runtimeFailure, "the answer cannot be read: \(failure.description)")
        case .pace(.pausedByAPI):
            (exitCode, text) = (.runtimeFailure, "the API asked to wait for longer than there is time")
        case .pace(.overBudget):
            (exitCode, text) = (.runtimeFailure, "--datastream.max-requests-per-minute leaves no request in time")
        case .deadline: (exitCode, text) = (.runtimeFailure, "no time is left")
        }
        self.init(exitCode, VisibleText.escaped("\(call.description): \(text)"))
    }

    private static func exitCode(of error: APIError) -> ExitCode {
        if error.isRateLimit { return .runtimeFailure }
        return switch error.httpStatus {
        case 401, 403, 404: .denied
        case 400 where error.status == "FAILED_PRECONDITION": .precondition
        case 409, 412: .precondition
        default: .runtimeFailure
        }
    }
}
