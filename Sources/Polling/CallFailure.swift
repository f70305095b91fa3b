public import Datastream
public import GoogleAuth
public import HTTPTransport

/// Why a call of the API has no answer that can be used.
public enum CallFailure: Error, Sendable {
    /// The API refused.
    case refused(APIError)
    /// No answer came.
    case transport(TransportError)
    /// There was no token to ask with.
    case token(TokenFailure)
    /// The answer was no answer to what was asked.
    case decoding(DecodingFailure)
    /// The call could not leave before the poll's deadline.
    case pace(RequestPace.Refusal)
    /// The poll's deadline passed.
    case deadline

    /// The failure of a poll that this call makes.
    ///
    /// - Parameter call: what was called, as in `objects.list of projects/p/locations/l/streams/s`.
    /// - Returns: the reason and the line for people.
    func pollFailure(of call: String) -> PollFailure {
        switch self {
        case .refused(let error): PollFailure(Self.reason(of: error), "\(call): \(error.summary)\(Self.advice(error))")
        case .transport(let error):
            PollFailure(error.kind.reason, "\(call): \(error.message)")
        case .token(let failure): PollFailure(.auth, "\(call): \(failure.description)")
        case .decoding(let failure): PollFailure(.decode, "\(call): the answer cannot be read: \(failure.description)")
        case .pace(.pausedByAPI):
            PollFailure(.quota, "\(call): the API asked to wait for longer than the poll may take")
        case .pace(.overBudget):
            PollFailure(
                .timeout,
                "\(call): --datastream.max-requests-per-minute leaves no request before the poll's deadline")
        case .deadline: PollFailure(.timeout, "\(call): the poll's deadline passed")
        }
    }

    private static func reason(of error: APIError) -> PollFailure.Reason {
        if error.isRateLimit { return .quota }
        return switch error.httpStatus {
        case 401: .auth
        case 403: .permission
        case 404: .notFound
        default: .server
        }
    }

    private static func advice(_ error: APIError) -> String {
        switch (error.httpStatus, error.reason) {
        case (401, _): "; there is no access token, or it was refused twice"
        case (403, "SERVICE_DISABLED"): "; enable the Datastream API in the project"
        case (403, _) where !error.isRateLimit: "; the caller needs the role roles/datastream.viewer"
        case (404, _): "; is the name right?"
        default: ""
        }
    }
}

extension TransportError.Kind {
    /// The reason of a poll's failure.
    fileprivate var reason: PollFailure.Reason {
        switch self {
        case .timeout: .timeout
        case .tooLarge: .decode
        case .invalidURL, .nameLookup, .connect, .tls, .certificate, .proxy, .reset, .protocolViolation, .cancelled,
            .local:
            .network
        }
    }
}
