import Foundation
import TestSupport
import Testing

@testable import Serving

@Suite struct TLSSessionTests {
    private let certificates: TestCertificates

    init() throws { certificates = try TestCertificates.shared.get() }

    private func running(_ settings: String = "", _ limits: ListenerLimits = .init()) throws -> RunningListener {
        let text = "tls_server_config: {cert_file: server.crt, key_file: server.key\(settings)}"
        let path = try certificates.folder.write("tls-\(UUID().uuidString).yml", text)
        return try RunningListener(limits, configuration: LiveWebConfiguration(path: path))
    }

    private func url(_ running: RunningListener, _ path: String = "/ok") -> String {
        "https://localhost:\(running.address.split(separator: ":").last ?? "")\(path)"
    }

    private func curl(_ running: RunningListener, _ path: String = "/ok", _ arguments: String...) throws
        -> ProgramOutput
    {
        try output(
            of: ["curl", "--silent", "--show-error", "--max-time", "300", "--noproxy", "*"]
                + ["--cacert", certificates.path("server.crt"), url(running, path)] + arguments)
    }

    @Test(arguments: [["--tls-max", "1.2"], ["--tlsv1.3"], ["--http2"], ["--http1.0"]])
    func `requests are served over TLS`(options: [String]) throws {
        let running = try running()
        let two = [url(running), url(running, "/none")]
        let told = try output(
            of: ["curl", "-sS", "--max-time", "300", "--noproxy", "*", "--cacert", certificates.path("server.crt")]
                + ["--write-out", " %{http_version} %{num_connects}\n"] + options + two)
        #expect(told.text.hasPrefix("fine 1.1 1\n"), "\(told.text)")
    }

    @Test func `a large body arrives complete`() throws {
        let running = try running()
        let told = try curl(running, "/big", "--output", "/dev/null", "--write-out", "%{size_download}")
        #expect(told.text == "\(RunningListener.bigCount)")
    }

    @Test(arguments: [
        ("", ["--tls-max", "1.1", "--ciphers", "ALL@SECLEVEL=0"], 35),
        (", min_version: TLS13", ["--tls-max", "1.2"], 35),
        (", min_version: TLS10", ["--tls-max", "1.1", "--ciphers", "ALL@SECLEVEL=0"], 35),
        (", max_version: TLS12", ["--tlsv1.3"], 35), (", max_version: TLS12", [], 0),
        (", cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]", ["--tls-max", "1.2"], 0),
        (
            ", cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]",
            ["--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-GCM-SHA256"], 35
        ),
        (", cipher_suites: [TLS_AES_128_GCM_SHA256]", ["--tls-max", "1.2"], 35),
        (", cipher_suites: [TLS_AES_128_GCM_SHA256]", [], 0),
        (", curve_preferences: [CurveP521]", ["--curves", "X25519"], 35), (", curve_preferences: [CurveP521]", [], 0),
    ])
    func `versions, cipher suites and curves are the configured ones`(settings: String, options: [String], code: Int32)
        throws
    {
        let running = try running(settings)
        let told = try output(
            of: ["curl", "-sS", "--max-time", "300", "--noproxy", "*", "--cacert", certificates.path("server.crt")]
                + options + [url(running)])
        #expect(told.code == code, "\(told.text)")
        if code != 0 { #expect(running.tells(.refused(.tls))) }
    }

    @Test(arguments: [
        ("RequireAndVerifyClientCert", "", nil, false), ("RequireAndVerifyClientCert", "", "stranger", false),
        ("RequireAndVerifyClientCert", "", "client", true), ("VerifyClientCertIfGiven", "", nil, true),
        ("VerifyClientCertIfGiven", "", "stranger", false), ("RequireAnyClientCert", "", "stranger", true),
        ("RequireAnyClientCert", "", nil, false), ("RequestClientCert", "", nil, true),
        ("RequestClientCert", "", "stranger", true), ("RequireAndVerifyClientCert", "scraper", "client", true),
        ("RequireAndVerifyClientCert", "192.0.2.7", "client", true),
        ("RequireAndVerifyClientCert", "ops@example.com", "client", true),
        ("RequireAndVerifyClientCert", "spiffe://acme/scraper", "client", true),
        ("RequireAndVerifyClientCert", "other, scrape, scraper.example.com", "client", false),
        ("RequireAndVerifyClientCert", "client", "client", false),
        ("RequireAndVerifyClientCert", "scraper", "stranger", false),
        ("RequireAnyClientCert", "scraper", "stranger", true),
    ])
    func `client certificates are requested, verified and checked by name`(
        kind: String, names: String, client: String?, isServed: Bool
    ) throws {
        let authority = kind == "RequestClientCert" ? "" : ", client_ca_file: ca.crt"
        let allowed = names.isEmpty ? "" : ", client_allowed_sans: [\(names)]"
        let running = try running(", client_auth_type: \(kind)\(authority)\(allowed)")
        let pair = client.map { ["--cert", certificates.path("\($0).crt"), "--key", certificates.path("\($0).key")] }
        for version in ["1.2", "1.3"] {
            let told = try output(
                of: ["curl", "-sS", "--max-time", "300", "--noproxy", "*", "--cacert", certificates.path("server.crt")]
                    + ["--tls-max", version] + (pair ?? []) + [url(running)])
            #expect((told.code == 0 && told.text == "fine") == isServed, "\(version): \(told.text)")
        }
    }

    @Test func `a plain HTTP client gets an error that says so`() throws {
        let running = try running()
        let client = try running.client()
        client.send("GET /ok HTTP/1.1\r\nHost: x\r\n\r\n")
        let (bytes, wasReset) = client.readToEnd()
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(!wasReset)
        #expect(running.tells(.refused(.tls)))
    }

    @Test(arguments: ["", "\u{16}\u{3}\u{1}", "\u{16}\u{3}\u{1}\u{0}\u{10}"])
    func `an unfinished handshake is cut at its timeout`(beginning: String) throws {
        let running = try running("", ListenerTests.limits { $0.handshake = .milliseconds(50) })
        let client = try running.client()
        client.send(beginning)
        #expect(running.tells(.refused(.tls)))
        #expect(client.readToEnd().bytes.isEmpty)
    }

    @Test func `garbage ends only its own connection`() throws {
        let running = try running()
        let client = try running.client()
        client.send("\u{16}\u{3}\u{1}\u{0}\u{5}hello garbage")
        _ = client.readToEnd()
        #expect(running.tells(.refused(.tls)))
        #expect(running.tells(.connectionClosed))
        #expect(try curl(running).text == "fine")
    }

    @Test func `stalled handshakes leave room for a scrape`() throws {
        let running = try running("", ListenerTests.limits { $0.connections = 8 })
        let slow = try (0..<40).map { _ in try running.client() }
        for client in slow { client.send("\u{16}\u{3}\u{1}") }
        #expect(running.tells(.connectionOpened, times: 40))
        #expect(try curl(running).text == "fine")
    }

    @Test func `a new certificate is served to new connections`() throws {
        let folder = try Folder()
        for kind in ["crt", "key"] { try folder.write("a.\(kind)", certificates.folder.text(of: "server.\(kind)")) }
        let path = try folder.write("web.yml", "tls_server_config: {cert_file: a.crt, key_file: a.key}")
        let configuration = try LiveWebConfiguration(path: path)
        let running = try RunningListener(configuration: configuration)
        #expect(try curl(running).text == "fine")
        try certificates.selfSigned("next", "subjectAltName=DNS:localhost")
        for kind in ["crt", "key"] { try folder.write("a.\(kind)", certificates.folder.text(of: "next.\(kind)")) }
        #expect(configuration.readIfChanged() == nil)
        guard case .success? = configuration.readIfChanged() else {
            Issue.record("not read")
            return
        }
        #expect(try curl(running).code == 60)
        let told = try curl(running, "/ok", "--cacert", certificates.path("next.crt"))
        #expect(told.text == "fine")
    }
}
