internal import HTTPTransport
internal import Notation
internal import System

/// The metadata server of a Google Cloud machine, pod or service.
struct MetadataServer: TokenSource {
    let client: TokenClient
    /// How many times to ask for what must be known before the first token.
    var startTries = 5

    private static let flavor = "Metadata-Flavor"
    private static let address = "169.254.169.254"
    /// How long to wait for an answer; short, since the server is on the machine's own link.
    private static let timeout = Duration.seconds(3)
    private static let detectionTries = 3
    private static let tries = 5

    /// The environment variables that set another server address, as in Google's own libraries.
    static let variables = ["GCE_METADATA_HOST", "GCE_METADATA_ROOT", "GCE_METADATA_IP"]

    private var root: String {
        let variables = client.environment.variables
        return "http://"
            + (variables["GCE_METADATA_HOST"] ?? variables["GCE_METADATA_ROOT"] ?? "metadata.google.internal")
    }

    /// Whether a metadata server is present, even if it does not answer yet.
    ///
    /// - Parameter waits: whether a server that the environment names counts as present before it answers.
    /// - Returns: whether it is present.
    func isPresent(waits: Bool) async -> Bool {
        let variables = client.environment.variables
        if variables["NO_GCE_CHECK"] == "true" { return false }
        // If the environment sets the server's name but not its address, look for the server at that name.
        let address = (["GCE_METADATA_IP"] + Self.variables).lazy.compactMap { variables[$0] }.first
        let isAwaited = waits && address != nil
        let url = "http://\(address ?? Self.address)"
        for tries in 1...(isAwaited ? 1 : Self.detectionTries) {
            if tries > 1, (try? await client.pause(after: tries - 1)) == nil { return false }
            guard let response = try? await client.environment.send(request(url)) else { continue }
            // Only the metadata server sends this header, whatever the status.
            if response.headers[Self.flavor] == "Google" { return true }
            // A server that the environment names counts as present: whatever is in front of it may answer for a while.
            return isAwaited || isMachineGoogles
        }
        return isAwaited || isMachineGoogles
    }

    /// Whether the machine's firmware names a Google product.
    private var isMachineGoogles: Bool {
        let product = try? client.environment.read("/sys/class/dmi/id/product_name", 4_096, nil)
        return product?.bytes.starts(with: Array("Google".utf8)) ?? false
    }

    /// Whether the same request may succeed if repeated a little later.
    private static func isPassing(_ status: Int) -> Bool { TokenClient.passing.contains(status) || status >= 500 }

    /// The ID of the project that this runs in; nil if the server does not know it.
    func project() async throws(TokenFailure) -> String? {
        guard let text = try await answered("project/project-id") else { return nil }
        return (1...100).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? text : nil
    }

    /// The universe that this runs in; Google's own if the server names none.
    func universe() async throws(TokenFailure) -> Universe {
        try await answered("universe/universe-domain").flatMap(Universe.init) ?? .google
    }

    /// The server's text at a path, or nil if it refuses; throws if it does not answer.
    private func answered(_ path: String) async throws(TokenFailure) -> String? {
        do throws(TokenFailure) { return try await text(of: path, tries: startTries) } catch {
            guard error.kind == .unreachable else { return nil }
            throw error
        }
    }

    /// The service account that the tokens belong to; nil if the server does not say.
    func email() async -> String? {
        guard let text = try? await text(of: "instance/service-accounts/default/email"), ServiceAccountName.isName(text)
        else { return nil }
        return text
    }

    func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken {
        let scopes = PercentEncoding.encoded(scope.rawValue)
        let answer = try await answer(of: "instance/service-accounts/default/token?scopes=\(scopes)")
        do throws(CredentialsProblem) { return try TokenAnswer.token(in: answer.body).token } catch {
            throw failure("the answer for a token cannot be read: \(error.description)")
        }
    }

    private func text(of path: String, tries: Int = tries) async throws(TokenFailure) -> String {
        String(decoding: try await answer(of: path, tries: tries).body, as: UTF8.self).trimmed
    }

    private func answer(of path: String, tries most: Int = tries) async throws(TokenFailure) -> TransportResponse {
        let request = request("\(root)/computeMetadata/v1/\(path)")
        var tries = 0
        while true {
            tries += 1
            let response: TransportResponse?
            let problem: String
            do throws(TransportError) {
                let answer = try await client.environment.send(request)
                (response, problem) = (answer, "HTTP \(answer.status)")
            } catch {
                (response, problem) = (nil, error.message)
            }
            if let response, !Self.isPassing(response.status) { return try checked(response) }
            guard tries < most else { throw failure(problem, .unreachable) }
            try await client.pause(after: tries)
        }
    }

    private func checked(_ response: TransportResponse) throws(TokenFailure) -> TransportResponse {
        guard response.status == 200 else {
            let advice =
                response.status == 404
                ? "; check that the machine, or the pod, has a service account"
                : response.status == 403 ? "; check that the service account exists and that the pod may use it" : ""
            throw failure("HTTP \(response.status)\(advice)")
        }
        // Any other server at this address could supply a token of its own.
        guard response.headers[Self.flavor] == "Google" else {
            throw failure(
                "the answer has no \(Self.flavor): Google header, so it does not come from Google's metadata server")
        }
        return response
    }

    private func request(_ url: String) -> TransportRequest {
        var limits = TransportLimits()
        limits.connect = Self.timeout
        limits.firstByte = Self.timeout
        limits.total = Self.timeout
        limits.bodyBytes = TokenClient.bodyBytes
        return TransportRequest(url: url, headers: [Self.flavor: "Google"], limits: limits, proxied: false)
    }

    private func failure(_ reason: String, _ kind: TokenFailure.Kind = .refused) -> TokenFailure {
        TokenFailure("metadata server: \(reason)", kind)
    }
}
