internal import Synchronization
internal import System

/// Tokens of a credentials file, which is read again before a fetch when it has changed.
final class CredentialFileTokens: TokenSource {
    /// What a file leads to.
    private struct Known {
        let version: BoundedFile.Version
        let source: any TokenSource
    }

    private let path: String
    private let universe: Universe
    /// The project that pays where the file's own does not.
    private let quotaProject: String?
    private let client: TokenClient
    private let known: Mutex<Known>
    /// The file as it was at the start.
    let file: CredentialFile
    /// Whether users other than the owner and the group can read or write the file.
    let isOpenToOthers: Bool

    /// How long to wait before a file is read again that somebody may be writing.
    private static let writing = Duration.milliseconds(100)

    /// Reads a file.
    ///
    /// - Throws: what is wrong with it.
    init(path: String, universe: Universe, quotaProject: String?, client: TokenClient) throws(CredentialsProblem) {
        self.path = path
        self.universe = universe
        self.quotaProject = quotaProject
        self.client = client
        guard var read = try Self.read(path, client.environment, nil) else { throw CredentialsProblem("not read") }
        defer { read.bytes.wipe() }
        file = try CredentialFile(read.bytes, in: universe)
        isOpenToOthers = read.isOpenToOthers
        known = Mutex(
            Known(
                version: read.version,
                source: file.tokens(in: universe, quotaProject: quotaProject, client: client)))
    }

    func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken {
        try await source().fetch(scope)
    }

    /// What the file leads to now.
    private func source() async throws(TokenFailure) -> any TokenSource {
        do throws(CredentialsProblem) { return try reread() } catch {
            // It may be just being written.
            do throws(CancellationError) {
                try await client.environment.clock.pause(Self.writing)
            } catch {
                throw TokenFailure("cancelled", .unreachable)
            }
        }
        do throws(CredentialsProblem) { return try reread() } catch {
            throw TokenFailure("credentials file \(path): \(error.description)")
        }
    }

    private func reread() throws(CredentialsProblem) -> any TokenSource {
        let held = known.withLock { $0 }
        guard var read = try Self.read(path, client.environment, held.version) else { return held.source }
        defer { read.bytes.wipe() }
        let file = try CredentialFile(read.bytes, in: universe)
        let source = file.tokens(in: universe, quotaProject: quotaProject, client: client)
        known.withLock { $0 = Known(version: read.version, source: source) }
        return source
    }

    private static func read(
        _ path: String, _ environment: AuthEnvironment, _ version: BoundedFile.Version?
    ) throws(CredentialsProblem) -> BoundedFile? {
        let file: BoundedFile?
        do throws(BoundedFile.Problem) { file = try environment.read(path, CredentialFile.maximumBytes, version) } catch
        {
            throw CredentialsProblem(error.reason)
        }
        // Whoever writes it decides whose credentials are used, and which program is run for them.
        guard file?.isWritableByOthers != true else { throw CredentialsProblem("anyone may write it: chmod 600") }
        return file
    }
}

extension CredentialFile {
    /// The way to tokens that the file describes; `quotaProject` pays where it is named, else the file's own.
    func tokens(in universe: Universe, quotaProject: String?, client: TokenClient) -> any TokenSource {
        switch kind {
        case .serviceAccount(let key): ServiceAccountTokens(key: key, universe: universe, client: client)
        case .authorizedUser(let user): AuthorizedUserTokens(user: user, universe: universe, client: client)
        case .externalAccountUser(let user): ExternalAccountUserTokens(user: user, client: client)
        case .externalAccount(let account):
            account.tokens(quotaProject: quotaProject ?? self.quotaProject, client: client)
        case .impersonated(let impersonation, let source):
            ImpersonatedTokens(
                impersonation: impersonation, source: source.tokens(in: universe, quotaProject: nil, client: client),
                sourceQuotaProject: source.quotaProject, client: client)
        }
    }
}

extension ExternalAccount {
    fileprivate func tokens(quotaProject: String?, client: TokenClient) -> any TokenSource {
        let own = ExternalAccountTokens(account: self, client: client)
        guard let impersonation else { return own }
        return ImpersonatedTokens(
            impersonation: impersonation, source: own, sourceQuotaProject: quotaProject, client: client)
    }
}
