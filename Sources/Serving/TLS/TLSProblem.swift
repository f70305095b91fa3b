/// Which key of `tls_server_config` OpenSSL rejected, and why.
struct TLSProblem: Error, Equatable {
    var key: String
    var reason: String

    init(key: String, _ error: OpenSSLError) {
        self.key = key
        reason = error.reason
    }
}
