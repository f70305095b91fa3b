internal import Datastream
internal import HTTPTransport
internal import Polling

/// What is known of a command whose call failed.
enum Certainty: Equatable {
    /// The API did nothing: it said so, or never saw the request. What may pass is worth another try.
    case nothingHappened(mayPass: Bool)
    /// The API did nothing, since the job was not as it must be for that.
    case precondition
    /// The API may have done it.
    case unknown

    /// Judges a failed call; whatever is not known to be harmless is unknown.
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
        // 408 and 499 tell of time, not of what was done in it.
        case 408, 499: .unknown
        case 300..<500: .nothingHappened(mayPass: false)
        default: .unknown
        }
    }
}
