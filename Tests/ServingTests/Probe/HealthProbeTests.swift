import Foundation
import TestSupport
import Testing

@testable import Serving

@Suite struct HealthProbeTests {
    private func ask(_ address: String, _ configuration: String? = nil, timeout: Duration = .seconds(5)) throws {
        try HealthProbe(webConfiguration: configuration, timeout: timeout).ask(ListenAddress(parsing: address))
    }

    private func configuration(_ settings: String, _ certificate: String = "server") throws -> String {
        try TestCertificates.shared.get().folder.write(
            "probe-\(UUID().uuidString).yml",
            "tls_server_config: {cert_file: \(certificate).crt, key_file: \(certificate).key\(settings)}")
    }

    @Test(arguments: ["127.0.0.1:0", "[::1]:0", ":0", "0.0.0.0:0"])
    func `a listener that lives is healthy`(address: String) throws {
        let running = try RunningListener(address: address)
        let port = running.address.split(separator: ":").last ?? ""
        try ask(address.replacing(":0", with: ":\(port)"))
        #expect(running.statuses(1) == [200])
    }

    @Test func `a Unix socket can be asked`() throws {
        let folder = try Folder()
        let running = try RunningListener(address: "unix:\(folder.path)/a.sock")
        try ask(running.address)
        running.listener.stop()
        #expect(running.returns())
        #expect(throws: HealthProblem(address: running.address, reason: "No such file or directory")) {
            try ask(running.address)
        }
    }

    @Test func `nobody there, nobody healthy`() throws {
        #expect(throws: HealthProblem.self) { try ask("127.0.0.1:1") }
        #expect(throws: HealthProblem.self) { try ask("nowhere.invalid:1") }
    }

    @Test func `a listener that says nothing is given up`() throws {
        let silent = try ListeningSocket(ListenAddress(parsing: "127.0.0.1:0"))
        #expect(throws: HealthProblem(address: silent.address, reason: "no answer")) {
            try ask(silent.address, timeout: .milliseconds(50))
        }
    }

    @Test(arguments: [
        "", ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt",
        ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt, max_version: TLS12",
        ", client_auth_type: RequestClientCert",
    ])
    func `the configured certificate is trusted, and no other`(settings: String) throws {
        let path = try configuration(settings)
        let running = try RunningListener(access: WebAccess(path: path))
        try ask(running.address, path)
        let other = try configuration(settings, "stranger")
        #expect(
            throws: HealthProblem(
                address: running.address, reason: "another certificate than the configured one")
        ) { try ask(running.address, other) }
        #expect(throws: HealthProblem.self) { try ask(running.address) }
        let plain = try RunningListener()
        #expect(throws: HealthProblem.self) { try ask(plain.address, path) }
    }
}
