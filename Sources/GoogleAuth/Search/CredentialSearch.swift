internal import Notation
internal import System

/// Finds credentials in the order of Google's own libraries: a named file, gcloud's login, the metadata server.
package struct CredentialSearch: Sendable {
    /// Why there are no credentials.
    package enum Failure: Error, Hashable, Sendable {
        /// Nothing was found.
        case none(CredentialsProblem)
        /// The credentials that were found cannot be used.
        case broken(CredentialsProblem)
        /// A named file does not exist, but may appear later.
        case missing(CredentialsProblem)
        /// The machine's metadata server does not answer, but may do so later.
        case unreachable(CredentialsProblem)
    }

    private let options: CredentialOptions
    private let environment: AuthEnvironment
    private let observe: @Sendable (_ source: String, TokenEvent) -> Void

    /// Creates a search.
    ///
    /// - Parameters:
    ///   - options: what the user asks for.
    ///   - environment: the outside world.
    ///   - observe: receives the result of every token refresh.
    package init(
        _ options: CredentialOptions, environment: AuthEnvironment,
        observe: @escaping @Sendable (_ source: String, TokenEvent) -> Void = { _, _ in }
    ) {
        self.options = options
        self.environment = environment
        self.observe = observe
    }

    private var client: TokenClient { TokenClient(environment: environment) }

    /// Credentials that were found, before they are used directly or for impersonation.
    private struct Found {
        let source: String
        let tokens: any TokenSource
        let place: String
        var principal: @Sendable () async -> String? = { nil }
        var project: Credentials.Project = { () async throws(TokenFailure) in nil }
        var quotaProject: String?
        var warnings: [String] = []
    }

    /// Finds credentials.
    ///
    /// No token is fetched yet, so that a program in a restart loop does not burden a token server.
    ///
    /// - Parameter metadataTries: how many times to ask a metadata server that does not answer.
    /// - Returns: the credentials; nil if there are none and none are needed.
    /// - Throws: why there are no credentials.
    package func find(metadataTries: Int = 5) async throws(Failure) -> Credentials? {
        let wanted = options.quotaProject ?? environment.variables["GOOGLE_CLOUD_QUOTA_PROJECT"]
        if let path = options.accessTokenFile { return try accessToken(path, wanted) }
        guard let found = try await search(wanted, metadataTries) else {
            guard options.isRequired || options.impersonate != nil else { return nil }
            throw .none(
                CredentialsProblem(
                    "no credentials: give --google.credentials-file, set GOOGLE_APPLICATION_CREDENTIALS, run gcloud auth "
                        + "application-default login, or run where Google's metadata server is"))
        }
        return credentials(try impersonated(found))
    }

    private func search(_ quotaProject: String?, _ metadataTries: Int) async throws(Failure) -> Found? {
        if let path = options.credentialsFile {
            return try file(path, namedBy: "--google.credentials-file", quotaProject)
        }
        let variable = "GOOGLE_APPLICATION_CREDENTIALS"
        let gcloud = GcloudConfiguration(environment: environment)
        if let path = environment.variables[variable] {
            var found = try file(path, namedBy: variable, quotaProject)
            if path == gcloud.credentialsPath { found.project = project(of: found, else: gcloud) }
            return found
        }
        // If no credentials are needed, only those that somebody names are used.
        let isSearched = options.isRequired || options.impersonate != nil
        var problem: CredentialsProblem?
        if isSearched, let path = gcloudCredentials(gcloud, &problem) {
            var found = try file(path, namedBy: Self.gcloudLogin, quotaProject)
            found.project = project(of: found, else: gcloud)
            return found
        }
        let isNamed = MetadataServer.variables.contains { environment.variables[$0] != nil }
        let server = MetadataServer(client: client, startTries: metadataTries)
        guard isSearched || isNamed, await server.isPresent(waits: isSearched) else {
            if let problem { throw .broken(problem) }
            return nil
        }
        var found = try await metadata(server, isNamed, quotaProject)
        if let problem { found.warnings.append("\(problem); the metadata server's credentials are used instead") }
        return found
    }

    private func project(
        of found: Found, else gcloud: GcloudConfiguration
    ) -> Credentials.Project {
        { [project = found.project] () async throws(TokenFailure) in
            if let own = try await project() { own } else { gcloud.project }
        }
    }

    private static let gcloudLogin = "gcloud's login"

    /// The path of gcloud's login file; nil if it is missing or cannot be read.
    ///
    /// The latter also sets the problem.
    private func gcloudCredentials(
        _ gcloud: GcloudConfiguration, _ problem: inout CredentialsProblem?
    ) -> String? {
        guard let path = gcloud.credentialsPath else { return nil }
        guard PlausiblePath.isPlausible(path) else {
            problem = CredentialsProblem("\(gcloud.setting): \(PlausiblePath.mistake)")
            return nil
        }
        do throws(BoundedFile.Problem) {
            _ = try environment.read(path, CredentialFile.maximumBytes, nil)
            return path
        } catch {
            if !error.isMissing { problem = CredentialsProblem(error.reason).at("\(Self.gcloudLogin): \(path)") }
            return nil
        }
    }

    /// Whether the path exists, readable or not.
    private func exists(_ path: String) -> Bool {
        do throws(BoundedFile.Problem) {
            _ = try environment.read(path, CredentialFile.maximumBytes, nil)
            return true
        } catch {
            return !error.isMissing
        }
    }

    // MARK: - What is found

    private func accessToken(_ path: String, _ quotaProject: String?) throws(Failure) -> Credentials {
        let observe = observe
        let isSource = options.impersonate != nil
        let file = AccessTokenFile(path: path) { if !isSource { observe(AccessTokenFile.source, $0) } }
        do throws(TokenFailure) { _ = try AccessTokenFile(path: path).token() } catch {
            let problem = CredentialsProblem(error.description)
            throw exists(path) ? .broken(problem) : .missing(problem)
        }
        let place = "\(path) (--google.access-token-file)"
        if isSource {
            let found = Found(
                source: AccessTokenFile.source, tokens: AccessTokenFileTokens(file: file), place: place,
                quotaProject: quotaProject)
            return credentials(try impersonated(found))
        }
        let tokens = AccessTokens(source: AccessTokenFile.source, quotaProject: quotaProject) {
            refused, _ throws(TokenFailure) in try file.token(refused: refused)
        }
        return Credentials(
            tokens: tokens, place: place, principal: { nil }, project: { () async throws(TokenFailure) in nil },
            warnings: [], stop: {})
    }

    private func file(
        _ path: String, namedBy name: String, _ quotaProject: String?
    ) throws(Failure) -> Found {
        guard PlausiblePath.isPlausible(path) else {
            throw .broken(CredentialsProblem("\(name): \(PlausiblePath.mistake)"))
        }
        do throws(CredentialsProblem) {
            let tokens = try CredentialFileTokens(
                path: path, universe: options.universe, quotaProject: quotaProject, client: client)
            let file = tokens.file
            let open =
                "users other than the owner and the group can read or write \(path), which contains a secret: chmod 600"
            return Found(
                source: file.source, tokens: tokens, place: "\(path) (\(name))", principal: { file.principal },
                project: { () async throws(TokenFailure) in file.project },
                quotaProject: quotaProject ?? file.quotaProject,
                warnings: tokens.isOpenToOthers && file.holdsSecret ? [open] : [])
        } catch {
            let problem = error.at("\(name): \(path)")
            throw exists(path) ? .broken(problem) : .missing(problem)
        }
    }

    private func metadata(
        _ server: MetadataServer, _ isNamed: Bool, _ quotaProject: String?
    ) async throws(Failure) -> Found {
        let universe: Universe
        do throws(TokenFailure) { universe = try await server.universe() } catch {
            throw .unreachable(CredentialsProblem(error.description))
        }
        guard universe == options.universe else {
            throw .broken(
                CredentialsProblem(
                    "metadata server: the machine is in \(universe), not in \(options.universe); name its universe with "
                        + "--google.universe-domain"))
        }
        let moved = "the metadata server is the one that \(MetadataServer.variables.joined(separator: " or ")) names"
        return Found(
            source: "metadata", tokens: server, place: "metadata server", principal: { await server.email() },
            project: { () async throws(TokenFailure) in try await server.project() }, quotaProject: quotaProject,
            warnings: isNamed ? [moved] : [])
    }

    private func impersonated(_ found: Found) throws(Failure) -> Found {
        guard let email = options.impersonate else { return found }
        do throws(CredentialsProblem) {
            let impersonation = try Impersonation(email: email, in: options.universe)
            let tokens = ImpersonatedTokens(
                impersonation: impersonation, source: found.tokens, sourceQuotaProject: found.quotaProject,
                client: client)
            return Found(
                source: "impersonated_service_account", tokens: tokens, place: found.place, principal: { email },
                project: found.project, quotaProject: found.quotaProject, warnings: found.warnings)
        } catch {
            throw .broken(error.at("--google.impersonate-service-account"))
        }
    }

    private func credentials(_ found: Found) -> Credentials {
        let observe = observe
        let tokens = RefreshingTokens(found.tokens, clock: environment.clock) { observe(found.source, $0) }
        return Credentials(
            tokens: AccessTokens(source: found.source, quotaProject: found.quotaProject) {
                refused, patience throws(TokenFailure) in
                try await tokens.token(refused: refused, patience: patience)
            },
            place: found.place, principal: found.principal, project: found.project, warnings: found.warnings,
            stop: { tokens.stop() })
    }
}

/// An access token file used as the caller of an impersonation.
private struct AccessTokenFileTokens: TokenSource {
    let file: AccessTokenFile

    func fetch(_: Scope) async throws(TokenFailure) -> FetchedToken {
        FetchedToken(token: try file.token(), lifetime: TokenAnswer.lifetimeUnsaid)
    }
}

extension CredentialFile {
    /// Whether the file alone is enough to authenticate.
    fileprivate var holdsSecret: Bool {
        switch kind {
        case .serviceAccount, .authorizedUser, .externalAccountUser, .impersonated: true
        case .externalAccount: false
        }
    }
}
