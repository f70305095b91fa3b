import Foundation
import Notation
import TestSupport
import Testing

@testable import Serving

/// A web configuration and its expected result.
struct WebConfigurationCase: Sendable, CustomTestStringConvertible {
    let text: String
    /// Why it is refused; nil if it is accepted.
    let refusal: String?
    /// Whether promtool 2.42 should give the same verdict; elsewhere it is laxer or older.
    var isPromtools = true

    var testDescription: String { text }

    static let hash = "$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG"
    private static let pair = "tls_server_config: {cert_file: server.crt, key_file: server.key"

    static let all: [WebConfigurationCase] =
        [
            .init(text: "", refusal: nil), .init(text: "# nothing\n", refusal: nil), .init(text: "{}", refusal: nil),
            .init(text: "x", refusal: "the file: not a mapping"), .init(text: "[]", refusal: "the file: not a mapping"),
            .init(text: "a: 1\n", refusal: "a: unknown"),
            .init(text: "{} {}", refusal: "did not find expected <document start>", isPromtools: false),
            .init(text: "{}\n---\n{}\n", refusal: "more than one document", isPromtools: false),
            .init(
                text: "{http_server_config: {}, http_server_config: {}}", refusal: "the file: a key is given twice"),
        ] + tls + headers + users + rates

    private static let tls: [WebConfigurationCase] =
        [
            ("}", nil), (", min_version: TLS12, max_version: TLS13}", nil), (", min_version: TLS10}", nil),
            (", min_version: SSL3}", "min_version: must be TLS12 or TLS13"), (", min_version: null}", nil),
            (", cert_file: server.crt}", "tls_server_config: a key is given twice"),
            (", client_auth_type: Foo}", "client_auth_type: Foo: unknown"),
            (", client_auth_type: RequireAnyClientCert}", nil),
            (", client_auth_type: RequireClientCert}", nil), (", client_auth_type: NoClientCert}", nil),
            (", client_auth_type: RequestClientCert}", nil),
            (", client_auth_type: [a]}", "client_auth_type: not a string"),
            (", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt}", nil),
            (", client_auth_type: VerifyClientCertIfGiven, client_ca_file: ca.crt}", nil),
            (", client_ca_file: ca.crt}", "client_ca_file: client_auth_type asks for no client certificate"),
            (", client_auth_type: RequireAnyClientCert, client_ca_file: none.crt}", "No such file or directory"),
            (", cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256]}", nil),
            (", cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]}", "cipher_suites: TLS_RSA_WITH_RC4_128_SHA: unknown"),
            (", cipher_suites: TLS_AES_128_GCM_SHA256}", "cipher_suites: not a list"), (", cipher_suites: []}", nil),
            (", curve_preferences: [CurveP256, CurveP384, CurveP521, X25519]}", nil),
            (", curve_preferences: [P256]}", "curve_preferences: P256: unknown"),
            (", prefer_server_cipher_suites: yes}", nil), (", prefer_server_cipher_suites: off}", nil),
            (", prefer_server_cipher_suites: 1}", "prefer_server_cipher_suites: must be true or false"),
            (", prefer_server_cipher_suites: 'true'}", "prefer_server_cipher_suites: must be true or false"),
            (", nonsense: 1}", "tls_server_config: nonsense: unknown"),
        ].map { .init(text: pair + $0, refusal: $1) }
        + [
            (", min_version: TLS13, max_version: TLS12}", "max_version: at least TLS12, and not below min_version"),
            (", max_version: TLS11}", "max_version: at least TLS12, and not below min_version"),
            (
                ", client_auth_type: RequireAndVerifyClientCert}",
                "client_auth_type: RequireAndVerifyClientCert needs client_ca_file (or client_ca)"
            ),
            (
                ", client_auth_type: RequireAnyClientCert, client_ca_file: server.key}",
                "client_ca_file: it contains no certificate"
            ),
            (", client_auth_type: RequireAnyClientCert, client_allowed_sans: [a]}", nil),
            (
                ", client_allowed_sans: [a]}",
                "client_allowed_sans: client_auth_type must be RequireAnyClientCert or RequireAndVerifyClientCert"
            ),
            (", cert: x}", "cert: given inline and as a file"),
            (", client_ca_file: ya29.s3cret}", "client_ca_file: \(PlausiblePath.mistake)"),
            (
                ", client_ca_file: -----BEGIN CERTIFICATE----- MIIs3cret/}",
                "client_ca_file: \(PlausiblePath.mistake)"
            ), (", client_auth_type: ya29.s3cret}", "client_auth_type: \(SecretText.placeholder): unknown"),
        ].map { .init(text: pair + $0, refusal: $1, isPromtools: false) }
        + [
            ("{}", nil), ("", nil), ("{min_version: TLS13}", nil), ("[]", "tls_server_config: not a mapping"),
            ("{cert_file: server.crt}", "tls_server_config: key_file (or key) is missing"),
            ("{key_file: server.key}", "tls_server_config: cert_file (or cert) is missing"),
            ("{cert_file: '', key_file: ''}", nil), ("{client_ca_file: ca.crt}", "cert_file (or cert) is missing"),
            ("{client_auth_type: NoClientCert}", "cert_file (or cert) is missing"),
            ("{cert_file: server.key, key_file: server.crt}", "cert_file: it contains no certificate"),
            ("{cert_file: server.crt, key_file: ca.key}", "key_file: key values mismatch"),
            ("{cert_file: server.crt, key_file: locked.key}", "key_file: the key is encrypted"),
            ("{cert_file: none.crt, key_file: server.key}", "No such file or directory"),
            ("{cert_file: ., key_file: server.key}", "not a regular file"),
        ].map { .init(text: "tls_server_config: \($0)\n", refusal: $1) }

    private static let headers: [WebConfigurationCase] = [
        ("{http2: false}", nil), ("{http2: no}", nil), ("{http2: 'no'}", "http2: must be true or false"),
        ("{http3: no}", "http_server_config: http3: unknown"), ("{headers: {X-Frame-Options: deny}}", nil),
        ("{headers: {X-Frame-Options: DENY}}", "X-Frame-Options: must be deny or sameorigin"),
        ("{headers: {x-frame-options: deny}}", "headers: x-frame-options cannot be set"),
        ("{headers: {X-Frame-Options: ''}}", "X-Frame-Options: must be deny or sameorigin"),
        ("{headers: {X-Content-Type-Options: nosniff, X-XSS-Protection: 1}}", nil),
        ("{headers: {X-Content-Type-Options: sniff}}", "X-Content-Type-Options: must be nosniff"),
        ("{headers: {Server: me}}", "headers: Server cannot be set"),
        ("{headers: {Content-Security-Policy: [a]}}", "Content-Security-Policy: not a string"),
        ("{headers: {Strict-Transport-Security: max-age=1, Content-Security-Policy: ''}}", nil),
    ].map { .init(text: "http_server_config: \($0)\n", refusal: $1) }

    private static let users: [WebConfigurationCase] =
        [
            ("{a: \(hash)}", nil), ("{'': \(hash)}", nil), ("{1: \(hash)}", nil), ("{}", nil),
            ("{a: plain}", "basic_auth_users: not a bcrypt hash ($2a$, $2b$ or $2y$)"),
            ("{a: null}", "not a bcrypt hash"),
            ("[a]", "basic_auth_users: not a mapping"),
            ("{a: \(hash), a: \(hash)}", "basic_auth_users: a key is given twice"),
            ("{a: \(hash.replacing("$10$", with: "$03$"))}", "basic_auth_users: bcrypt cost 3 is outside 4 to 14"),
            ("{a: \(hash.replacing("$2y$", with: "$5$a$"))}", "not a bcrypt hash"),
        ].map { .init(text: "basic_auth_users: \($0)\n", refusal: $1) }
        + [
            ("{a: \(hash.replacing("$2y$", with: "$2x$"))}", "not a bcrypt hash"),
            ("{a: \(hash)x}", "not a bcrypt hash"),
            ("{a: \(hash.replacing("$10$", with: "$15$"))}", "bcrypt cost 15 is outside 4 to 14"),
        ].map { .init(text: "basic_auth_users: \($0)\n", refusal: $1, isPromtools: false) }

    private static let rates: [WebConfigurationCase] = [
        ("{interval: 1s, burst: 2}", nil), ("{interval: 0, burst: 0}", nil), ("{}", nil),
        ("{interval: 1s}", "burst must be above 0, or every request is refused"),
        ("{interval: x, burst: 2}", "interval: not a duration such as 1s or 100ms"),
        ("{interval: 1s, burst: many}", "burst: not a whole number ≥ 0"),
        ("{per: 1s}", "rate_limit: per: unknown"),
    ].map { .init(text: "rate_limit: \($0)\n", refusal: $1, isPromtools: false) }
}

@Suite struct WebConfigurationTests {
    @Test(arguments: WebConfigurationCase.all)
    func `a file is accepted or refused as by promtool`(example: WebConfigurationCase) throws {
        let folder = try TestCertificates.shared.get().folder
        let path = try folder.write("web-\(UUID().uuidString).yml", example.text)
        if let refusal = example.refusal {
            let error = #expect(throws: WebConfigurationError.self) {
                try LoadedWebConfiguration(path: path, reading: .live)
            }
            #expect(error?.description.contains(refusal) == true, "\(error?.description ?? "")")
        } else {
            _ = try LoadedWebConfiguration(path: path, reading: .live)
        }
        guard example.isPromtools else { return }
        let judged = try output(of: ["promtool", "check", "web-config", path])
        #expect((judged.code == 0) == (example.refusal == nil), "\(judged.text)")
    }

    @Test func `a section is read with all its keys`() throws {
        let configuration = try WebConfiguration(
            parsing: Array(
                """
                tls_server_config:
                  cert_file: a.crt
                  key: KEY
                  client_ca_file: /ca.crt
                  client_auth_type: RequireAndVerifyClientCert
                  client_allowed_sans: [one, two]
                  min_version: TLS13
                  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
                  prefer_server_cipher_suites: false
                  curve_preferences: [X25519, CurveP256]
                http_server_config:
                  headers:
                    X-Frame-Options: deny
                basic_auth_users:
                  me: \(WebConfigurationCase.hash)
                rate_limit: {interval: 2s, burst: 3}
                """.utf8), directory: "/etc/web/")
        var tls = TLSSettings(certificate: .file("/etc/web/a.crt"), key: .inline("KEY"))
        tls.clientAuthorities = .file("/ca.crt")
        tls.clientAuthentication = .requiredAndVerified
        tls.allowedNames = ["one", "two"]
        tls.minimum = .tls13
        tls.ciphers = ["ECDHE-RSA-AES128-GCM-SHA256"]
        tls.prefersServerCiphers = false
        tls.groups = ["X25519", "P-256"]
        #expect(configuration.tls == tls)
        #expect(configuration.headers == [HTTPHeaders.Field(name: "X-Frame-Options", value: "deny")])
        #expect(configuration.users == ["me": try BcryptHash(parsing: WebConfigurationCase.hash)])
        #expect(configuration.rateLimit == WebConfiguration.RateLimit(interval: .seconds(2), burst: 3))
    }

    @Test func `a refusal names the line and never a secret`() throws {
        let folder = try TestCertificates.shared.get().folder
        let path = try folder.write("secret.yml", "# one\nbasic_auth_users:\n  hunter2: hunter3\n")
        let error = #expect(throws: WebConfigurationError.self) {
            try LoadedWebConfiguration(path: path, reading: .live)
        }
        #expect(error?.description == "\(path):3: basic_auth_users: not a bcrypt hash ($2a$, $2b$ or $2y$)")
    }
}
