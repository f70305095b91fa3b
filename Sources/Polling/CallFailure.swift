package import Datastream
package import GoogleAuth
package import HTTPTransport
package import Notation

/// Why an API call returned no usable response.
package enum CallFailure: Error, Sendable {
    /// The API refused the call.
    case refused(APIError)
    /// No response arrived.
    case transport(TransportError)
    /// There was no access token.
    case token(TokenFailure)
    /// The response was not a valid answer to the request.
    case decoding(DecodingFailure)
    /// The request could not be sent before the poll's deadline.
    case pace(RequestPace.Refusal)
    /// The poll's deadline passed.
    case deadline

    /// The poll failure that this call failure causes.
    ///
    /// - Parameters:
    ///   - call: the call that failed.
    ///   - alwaysQuoting: whether to quote the server's message even where a fix is known; a log quotes it only where
    ///     none is known.
    /// - Returns: the reason and a one-line message.
    func pollFailure(of call: APICall, alwaysQuoting: Bool = false) -> PollFailure {
        let text =
            switch self {
            case .refused(let error): error.explanation(of: call, alwaysQuoting: alwaysQuoting)
            case .transport(let error): error.message
            case .token(let failure): failure.description
            case .decoding(let failure): "the answer cannot be read: \(failure.description)"
            case .pace(.pausedByAPI): "the API asked to wait longer than the poll may take"
            case .pace(.overBudget):
                "--datastream.max-requests-per-minute allows no request before the poll's deadline"
            case .deadline: "the poll's deadline passed"
            }
        return PollFailure(reason, "\(call.description): \(text)")
    }

    /// The failure reason that `/metrics` counts.
    package var reason: PollFailure.Reason {
        switch self {
        case .refused(let error): Self.reason(of: error)
        case .transport(let error): error.kind.reason
        case .token: .auth
        case .decoding: .decode
        case .pace(.pausedByAPI): .quota
        case .pace(.overBudget), .deadline: .timeout
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
    /// The permission that the caller lacks, if the response tells; nil if the failure has another cause.
    func missingPermission(for call: APICall) -> String? {
        guard case .refused(let error) = self else { return nil }
        return error.refusal.missingPermission(for: error.request(of: call))
    }

    /// Whether the requested resource may not exist.
    var mayBeMisspelt: Bool {
        guard case .refused(let error) = self else { return false }
        return error.httpStatus == 404 || error.httpStatus == 400
    }
}

extension APIError {
    /// Why the API refused a call and how to fix it, in one line; `alwaysQuoting` always quotes the server's message.
    package func explanation(of call: APICall, alwaysQuoting: Bool) -> String {
        refusal.explanation(of: request(of: call), alwaysQuoting: alwaysQuoting)
    }

    fileprivate func request(of call: APICall) -> RefusedRequest {
        RefusedRequest(project: call.project, quotaProject: quotaProject, permission: call.permission)
    }
}

extension TransportError.Kind {
    /// The reason to report for a failed poll.
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
