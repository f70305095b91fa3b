/// The configuration that applies to all requests of a transport.
package struct TransportConfiguration: Sendable {
    /// The product and version for the `User-Agent`.
    ///
    /// The transport appends ` (gzip)`, which some Google front ends expect.
    package var userAgent: String
    /// The environment variables that configure certificate authorities and proxies.
    ///
    /// The transport reads `CURL_CA_BUNDLE`, `SSL_CERT_FILE`, `SSL_CERT_DIR`, and, the lower-case names first,
    /// `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`. It ignores `HTTP_PROXY`: plain http never leaves the machine and its
    /// link.
    package var environment: [String: String]
    /// Maximum number of concurrent connections; further requests wait for one.
    package var connections: Int
    /// Hosts on this machine's link that, like loopback, are reached over plain http and never through a proxy.
    package var linkLocalHosts: Set<String>

    /// The addresses and the name at which clouds serve instance metadata.
    package static let metadataHosts: Set<String> = ["169.254.169.254", "fd00:ec2::254", "metadata.google.internal"]

    /// Creates a configuration.
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
