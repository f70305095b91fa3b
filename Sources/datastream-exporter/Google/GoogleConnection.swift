internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Polling
internal import System

/// A connection to Google: the transport, and the credentials that were found.
struct GoogleConnection: Sendable {
    let transport: HTTPTransport
    /// Nil where none are needed.
    let credentials: Credentials?
    let counts: TokenCounts

    /// Why there is no connection.
    enum Failure: Error, Equatable {
        /// No credentials were found.
        case none(String)
        /// The credentials, or the environment's proxies or certificate authorities, cannot be used.
        case broken(String)
        /// A named file does not exist at the moment, or memory, threads or descriptors are lacking.
        case missing(String)
        /// The machine's metadata server does not answer at the moment.
        case unreachable(String)
    }

    /// Finds credentials without fetching a token.
    ///
    /// Without options there are no credentials. `metadataTries` is how often an unresponsive metadata server is asked.
    static func open(
        _ options: CredentialOptions?, connections: Int, clock: SystemClock, logger: Logger,
        environment: [String: String], counts: TokenCounts = TokenCounts(), metadataTries: Int = 5
    ) async throws(Failure) -> GoogleConnection {
        let transport = try transport(connections, environment)
        guard let options else { return GoogleConnection(transport: transport, credentials: nil, counts: counts) }
        ProcessMemory.hide()
        let search = CredentialSearch(
            options, environment: AuthEnvironment(transport, clock: clock, variables: environment)
        ) { source, event in
            counts.count(event, of: source)
            logger.log(event, of: source)
        }
        do throws(CredentialSearch.Failure) {
            let credentials = try await search.find(metadataTries: metadataTries)
            if let credentials {
                counts.begin(credentials.source)
                logger.log(credentials)
            }
            return GoogleConnection(transport: transport, credentials: credentials, counts: counts)
        } catch {
            transport.shutdown()
            switch error {
            case .none(let problem): throw .none(problem.description)
            case .broken(let problem): throw .broken(problem.description)
            case .missing(let problem): throw .missing(problem.description)
            case .unreachable(let problem): throw .unreachable(problem.description)
            }
        }
    }

    /// A caller of the API.
    func caller(
        endpoint: Endpoint, errorFormat: ErrorFormat?, maximumRequestsPerMinute: Int, clock: SystemClock
    ) -> APICaller {
        let transport = transport
        return APICaller(
            endpoint: endpoint.url, errorFormat: errorFormat, maximumRequestsPerMinute: maximumRequestsPerMinute,
            environment: APICaller.Environment(
                send: { request throws(TransportError) in try await transport.send(request) },
                tokens: credentials?.tokens, clock: clock))
    }

    /// The credentials' own project; nil when they name none.
    func project() async throws(Failure) -> String? {
        do throws(TokenFailure) { return try await credentials?.project() } catch {
            throw .unreachable(error.description)
        }
    }

    /// Ends all requests under way.
    func close() {
        credentials?.stop()
        transport.shutdown()
    }

    private static func transport(
        _ connections: Int, _ environment: [String: String]
    ) throws(Failure) -> HTTPTransport {
        let named = ["GCE_METADATA_HOST", "GCE_METADATA_ROOT", "GCE_METADATA_IP"].compactMap { environment[$0] }
        do throws(TransportError) {
            return try HTTPTransport(
                TransportConfiguration(
                    userAgent: "datastream-exporter/\(Build.version)", environment: environment,
                    connections: connections,
                    linkLocalHosts: TransportConfiguration.metadataHosts.union(named.map(host))))
        } catch {
            throw error.kind == .local ? .missing(error.message) : .broken(error.message)
        }
    }

    /// The host of `host:port`, without the brackets of an IPv6 address.
    private static func host(of authority: String) -> String {
        guard authority.hasPrefix("[") else { return String(authority.prefix { $0 != ":" }) }
        return String(authority.dropFirst().prefix { $0 != "]" })
    }
}

extension Logger {
    fileprivate func log(_ credentials: Credentials) {
        var line = LogLine(.info, "credentials found", ["source": credentials.source, "place": credentials.place])
        if let project = credentials.tokens.quotaProject { line.fields.append((name: "quota_project", value: project)) }
        log(line)
        for warning in credentials.warnings { log(.warn, "credentials", ["note": warning]) }
    }

    fileprivate func log(_ event: TokenEvent, of source: String) {
        switch event {
        case .refreshed: log(.debug, "token refreshed", ["source": source])
        case .failed(let failure):
            log(
                .warn, "token refresh failed", ["source": source, "err": failure.description],
                topic: "token \(source)")
        }
    }
}

extension Result {
    /// The result of asynchronous work.
    init(_ body: () async throws(Failure) -> Success) async {
        do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
