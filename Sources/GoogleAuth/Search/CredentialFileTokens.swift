internal import Synchronization
internal import System

/// Tokens from a credentials file, which is read again before a fetch if it has changed.
final class CredentialFileTokens: TokenSource {
    /// A version of the file and the token source that it describes.
    private struct Known {
        let version: BoundedFile.Version
        let source: any TokenSource
    }

    private let path: String
    private let universe: Universe
    /// The quota project, which overrides the file's own.
    private let quotaProject: String?
    private let client: TokenClient
    private let known: Mutex<Known>
    /// The file as it was at the start.
    let file: CredentialFile
    /// Whether users other than the owner and the group can read or write the file.
    let isOpenToOthers: Bool

    /// How long to wait before reading a file again that another process may be writing.
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

    /// The token source that the file describes now.
    private func source() async throws(TokenFailure) -> any TokenSource {
        do throws(CredentialsProblem) { return try reread() } catch {
            // Another process may be writing the file right now.
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
        // Whoever can write the file decides which credentials are used and which program runs to get them.
        guard file?.isWritableByOthers != true else { throw CredentialsProblem("anyone may write it: chmod 600") }
        return file
    }
}

extension CredentialFile {
    /// The token source that the file describes.
    ///
    /// `quotaProject` overrides the file's own quota project.
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
