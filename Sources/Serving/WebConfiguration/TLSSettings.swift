/// The settings of the section `tls_server_config`.
struct TLSSettings: Sendable, Equatable {
    /// Where to find a PEM text.
    enum PEM: Sendable, Equatable {
        case file(String)
        case inline(String)
    }

    /// Whether clients need certificates, and how to verify them; the names are Go's.
    enum ClientAuthentication: String, Sendable {
        case none = "NoClientCert"
        case requested = "RequestClientCert"
        case requiredUnverified = "RequireAnyClientCert"
        case verifiedIfGiven = "VerifyClientCertIfGiven"
        case requiredAndVerified = "RequireAndVerifyClientCert"

        /// Whether a certificate that the client sends must chain to an authority.
        var verifies: Bool { self == .verifiedIfGiven || self == .requiredAndVerified }
        /// Whether a client without a certificate is refused.
        var requires: Bool { self == .requiredUnverified || self == .requiredAndVerified }
    }

    /// A version of TLS; older ones can be named but are never used.
    enum Version: Int, Sendable, Comparable {
        case tls10, tls11, tls12, tls13

        static func < (left: Version, right: Version) -> Bool { left.rawValue < right.rawValue }

        /// The versions by their names in the file.
        static let named: [String: Version] = ["TLS10": .tls10, "TLS11": .tls11, "TLS12": .tls12, "TLS13": .tls13]
    }

    /// The certificate and its chain.
    var certificate: PEM
    var key: PEM
    /// The authorities that sign client certificates.
    var clientAuthorities: PEM?
    var clientAuthentication = ClientAuthentication.none
    /// A client's certificate must have one of these names; if empty, any certificate will do.
    var allowedNames: [String] = []
    var minimum = Version.tls12
    var maximum = Version.tls13
    /// OpenSSL's names of the TLS 1.2 cipher suites; nil leaves the choice to OpenSSL.
    var ciphers: [String]?
    var prefersServerCiphers = true
    /// OpenSSL's names of the key exchange groups, in order of preference.
    var groups: [String] = []

    /// Maps the IANA names of the TLS 1.2 cipher suites to OpenSSL's.
    static let ciphers: [String: String] = [
        "TLS_RSA_WITH_AES_128_CBC_SHA": "AES128-SHA", "TLS_RSA_WITH_AES_256_CBC_SHA": "AES256-SHA",
        "TLS_RSA_WITH_AES_128_GCM_SHA256": "AES128-GCM-SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384": "AES256-GCM-SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA": "ECDHE-ECDSA-AES128-SHA",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA": "ECDHE-ECDSA-AES256-SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA": "ECDHE-RSA-AES128-SHA",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA": "ECDHE-RSA-AES256-SHA",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256": "ECDHE-ECDSA-AES128-GCM-SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384": "ECDHE-ECDSA-AES256-GCM-SHA384",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": "ECDHE-RSA-AES128-GCM-SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384": "ECDHE-RSA-AES256-GCM-SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256": "ECDHE-RSA-CHACHA20-POLY1305",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256": "ECDHE-ECDSA-CHACHA20-POLY1305",
    ]

    /// TLS 1.3 cipher suites, which can be named but are always enabled.
    static let fixedCiphers: Set = [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    ]

    /// Maps Go's names of the groups to OpenSSL's.
    static let groups = ["CurveP256": "P-256", "CurveP384": "P-384", "CurveP521": "P-521", "X25519": "X25519"]
}
