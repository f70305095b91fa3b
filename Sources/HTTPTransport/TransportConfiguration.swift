/// What holds for all requests of a transport.
package struct TransportConfiguration: Sendable {
    /// The product and version in the `User-Agent`; ` (gzip)` is added, which some Google front ends ask for.
    package var userAgent: String
    /// The environment that names certificate authorities and proxies.
    ///
    /// Read are `CURL_CA_BUNDLE`, `SSL_CERT_FILE`, `SSL_CERT_DIR`, and, in lower case first, `HTTPS_PROXY`, `ALL_PROXY` and
    /// `NO_PROXY`. `HTTP_PROXY` is not: plain http never leaves the machine and its link.
    package var environment: [String: String]
    /// The most connections at a time; further requests wait for one.
    package var connections: Int
    /// Hosts on this machine's link, beside loopback, that are reached in plain http and never through a proxy.
    package var linkLocalHosts: Set<String>

    /// The addresses and the name under which clouds serve a machine's metadata.
    package static let metadataHosts: Set<String> = ["169.254.169.254", "fd00:ec2::254", "metadata.google.internal"]

    /// Makes a configuration.
    package init(
        userAgent: String, environment: [String: String], connections: Int = 16,
        linkLocalHosts: Set<String> = metadataHosts
    ) {
        self.userAgent = userAgent
        self.environment = environment
        self.connections = connections
        self.linkLocalHosts = linkLocalHosts
    }
}
