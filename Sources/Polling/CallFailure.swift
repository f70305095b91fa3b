package import Datastream
package import GoogleAuth
package import HTTPTransport
package import Notation

/// Why a call of the API has no answer that can be used.
package enum CallFailure: Error, Sendable {
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
    /// - Parameters:
    ///   - called: what was called.
    ///   - alwaysQuoting: whether the line has the server's own words even where a cure is known; a log has them only where
    ///     none is.
    /// - Returns: the reason and the line for people.
    func pollFailure(of called: APICall, alwaysQuoting: Bool = false) -> PollFailure {
        let call = called.description
        return switch self {
        case .refused(let error):
            PollFailure(
                Self.reason(of: error), "\(call): \(error.explanation(of: called, alwaysQuoting: alwaysQuoting))")
        case .transport(let error):
            PollFailure(error.kind.reason, "\(call): \(error.message)")
        case .token(let failure): PollFailure(.auth, "\(call): \(failure.description)")
        case .decoding(let failure): PollFailure(.decode, "\(call): the answer cannot be read: \(failure.description)")
        case .pace(.pausedByAPI):
            PollFailure(.quota, "\(call): the API asked to wait longer than the poll may take")
        case .pace(.overBudget):
            PollFailure(
                .timeout,
                "\(call): --datastream.max-requests-per-minute allows no request before the poll's deadline")
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
}

extension CallFailure {
    /// The permission that the caller lacks, as far as the answer tells; nil when something else is why.
    func missingPermission(for call: APICall) -> String? {
        guard case .refused(let error) = self else { return nil }
        return error.refusal.missingPermission(for: error.request(of: call))
    }

    /// Whether there may be no such thing as was asked for.
    var mayBeMisspelt: Bool {
        guard case .refused(let error) = self else { return false }
        return error.httpStatus == 404 || error.httpStatus == 400
    }
}

extension APIError {
    /// Why the API refused a call, and what to do, in one line; `alwaysQuoting` the server's words.
    package func explanation(of call: APICall, alwaysQuoting: Bool) -> String {
        refusal.explanation(of: request(of: call), alwaysQuoting: alwaysQuoting)
    }

    fileprivate func request(of call: APICall) -> RefusedRequest {
        RefusedRequest(project: call.project, quotaProject: quotaProject, permission: call.permission)
    }
}

extension TransportError.Kind {
    /// The reason of a poll's failure.
    fileprivate var reason: PollFailure.Reason {
        switch self {
        case .timeout: .timeout
        case .tooLarge, .crowded: .decode
        case .invalidURL, .nameLookup, .connect, .tls, .certificate, .proxy, .reset, .protocolViolation, .cancelled,
            .local:
            .network
        }
    }
}
