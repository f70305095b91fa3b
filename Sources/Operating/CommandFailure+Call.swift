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
        let text =
            switch failure {
            case .refused(let error): error.explanation(of: call, alwaysQuoting: true)
            case .transport(let error): error.kind == .cancelled ? "interrupted" : error.message
            case .token(let failure): failure.description
            case .decoding(let failure): "the answer cannot be read: \(failure.description)"
            case .pace(.pausedByAPI): "the API asked to wait for longer than there is time"
            case .pace(.overBudget): "--datastream.max-requests-per-minute leaves no request in time"
            case .deadline: "no time is left"
            }
        self.init(FailureCause(failure), VisibleText.escaped("\(call.description): \(text)"))
    }
}

extension FailureCause {
    fileprivate init(_ failure: CallFailure) {
        if Certainty(of: failure) == .precondition {
            self = .precondition
            return
        }
        self.init(failure.reason)
    }

    init(_ reason: PollFailure.Reason) {
        self =
            switch reason {
            case .auth: .authentication
            case .permission: .permission
            case .notFound: .notFound
            case .quota, .server, .network, .timeout, .decode: .other
            }
    }
}
