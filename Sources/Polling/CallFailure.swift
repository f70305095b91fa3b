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
    /// - Parameter called: what was called.
    /// - Returns: the reason and the line for people.
    func pollFailure(of called: APICall) -> PollFailure {
        let call = called.description
        return switch self {
        case .refused(let error):
            PollFailure(Self.reason(of: error), "\(call): \(error.summary)\(Self.advice(error, called))")
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

    private static func advice(_ error: APIError, _ call: APICall) -> String {
        switch (error.httpStatus, error.reason) {
        case (401, _): "; there is no access token, or it was refused twice"
        case (403, _) where error.isRateLimit: ""
        case (403, _) where error.isDisabledAPI:
            "; the Datastream API is disabled: enable it at https://console.cloud.google.com/apis/library/"
                + "datastream.googleapis.com?project=\(error.disabledProject ?? call.project)"
        case (403, "USER_PROJECT_DENIED"):
            "; the caller lacks serviceusage.services.use in the quota project (roles/serviceusage.serviceUsageConsumer)"
        case (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
            "; the token lacks the scope cloud-platform: set the machine's access scopes, or log in again"
        case (403, _): "; the caller lacks \(call.permission), which roles/datastream.viewer has"
        case (404, _): "; is the name right?"
        default: ""
        }
    }
}

extension CallFailure {
    /// Whether the caller lacks the permission of the method, as far as the answer tells.
    var isOpaqueRefusal: Bool {
        guard case .refused(let error) = self, error.httpStatus == 403 else { return false }
        let other = ["USER_PROJECT_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"].contains(error.reason)
        return !error.isRateLimit && !error.isDisabledAPI && !other
    }

    /// Whether there may be no such thing as was asked for.
    var mayBeMisspelt: Bool {
        guard case .refused(let error) = self else { return false }
        return error.httpStatus == 404 || error.httpStatus == 400
    }
}

extension APIError {
    /// Whether the whole API is switched off for the project that the request counts for.
    fileprivate var isDisabledAPI: Bool {
        reason == "SERVICE_DISABLED" || reason == "accessNotConfigured" || message.contains("API has not been used in")
    }

    /// The project in which the API is switched off, which need not be the one that was asked about.
    fileprivate var disabledProject: String? {
        let parts = message.components(after: "overview?project=")
        let project = parts.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-.:".contains($0)) }
        return (1...100).contains(project.count) ? String(project) : nil
    }
}

extension String {
    /// What stands behind the first place of a text; empty without it.
    fileprivate func components(after part: String) -> Substring {
        var rest = self[...]
        while !rest.isEmpty, !rest.hasPrefix(part) { rest = rest.dropFirst() }
        return rest.dropFirst(part.count)
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
