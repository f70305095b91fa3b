internal import Notation

/// A validated configuration.
struct TransportSettings: Sendable {
    var userAgent: String
    var authorities: CertificateAuthorities
    var proxy: ProxySettings
    var connections: Int
    var linkLocalHosts: Set<String>

    init(_ configuration: TransportConfiguration) throws(TransportError) {
        userAgent = configuration.userAgent + " (gzip)"
        guard HTTPHeaders.Field(name: "User-Agent", value: userAgent).isSendable else {
            throw TransportError(.local, "the user agent contains a control character")
        }
        authorities = try CertificateAuthorities(environment: configuration.environment)
        proxy = try ProxySettings(environment: configuration.environment)
        connections = max(1, configuration.connections)
        linkLocalHosts = Set(configuration.linkLocalHosts.map { $0.lowercased() })
    }

    /// The proxy for a request; nil for a direct connection.
    func proxy(for request: TransportRequest, to destination: Destination) -> ProxySettings? {
        let applies = request.proxied && destination.distance == .remote && proxy.url != nil
        return applies && !proxy.exceptions.contain(destination.host) ? proxy : nil
    }
}
