internal import Datastream
internal import HTTPTransport
internal import Polling

/// What is known about the effect of a command whose call failed.
enum Certainty: Equatable {
    /// The command had no effect: the API said so, or never saw the request. A failure that may pass is worth a retry.
    case nothingHappened(mayPass: Bool)
    /// The command had no effect, because the job was not in the required state.
    case precondition
    /// The command may have taken effect.
    case unknown

    /// Classifies a failed call; any failure that is not known to be harmless is `unknown`.
    init(of failure: CallFailure) {
        switch failure {
        case .refused(let error): self = Self.judge(error)
        case .transport(let error):
            let isPassing = [.nameLookup, .connect, .tls, .reset, .timeout].contains(error.kind)
            self = error.requestMayHaveBeenSent ? .unknown : .nothingHappened(mayPass: isPassing)
        case .token, .pace: self = .nothingHappened(mayPass: false)
        case .decoding, .deadline: self = .unknown
        }
    }

    private static func judge(_ error: APIError) -> Certainty {
        if error.isRateLimit { return .nothingHappened(mayPass: true) }
        return switch error.httpStatus {
        case 400 where error.status == "FAILED_PRECONDITION": .precondition
        case 409, 412: .precondition
        // 408 and 499 report a timeout, not whether the command took effect before it.
        case 408, 499: .unknown
        case 300..<500: .nothingHappened(mayPass: false)
        default: .unknown
        }
    }
}
