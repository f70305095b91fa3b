import Foundation
import TestSupport
import Testing

@testable import Serving

@Suite struct HealthProbeTests {
    private func ask(_ addresses: String..., hint: String? = nil, timeout: Duration = .seconds(300)) throws {
        try HealthProbe(webConfiguration: hint, timeout: timeout).ask(addresses.map(ListenAddress.init(parsing:)))
    }

    private func configuration(_ settings: String, _ certificate: String = "server") throws -> String {
        try TestCertificates.shared.get().folder.write(
            "probe-\(UUID().uuidString).yml",
            "tls_server_config: {cert_file: \(certificate).crt, key_file: \(certificate).key\(settings)}")
    }

    @Test(arguments: ["127.0.0.1:0", "[::1]:0", ":0", "0.0.0.0:0", "[::]:0", "[0::0]:0", "localhost:0"])
    func `a live listener is healthy`(address: String) throws {
        let running = try RunningListener(address: address)
        let port = running.address.split(separator: ":").last ?? ""
        try ask("\(address.dropLast(1))\(port)")
        #expect(running.statuses(1) == [200])
    }

    @Test func `a Unix socket can be probed`() throws {
        let folder = try Folder()
        let running = try RunningListener(address: "unix:\(folder.path)/a.sock")
        try ask(running.address)
        running.listener.stop()
        #expect(running.returns())
        #expect(throws: HealthProblem(address: running.address, reason: "No such file or directory")) {
            try ask(running.address)
        }
    }

    @Test func `without a listener nothing is healthy`() throws {
        #expect(throws: HealthProblem.self) { try ask("127.0.0.1:1") }
        #expect(throws: HealthProblem.self) { try ask("nowhere.invalid:1") }
    }

    @Test func `one answering address is enough`() throws {
        let running = try RunningListener()
        try ask("127.0.0.1:1", "unix:/nonexistent/a.sock", running.address)
        #expect(throws: HealthProblem(address: "127.0.0.1:1", reason: "Connection refused")) {
            try ask("127.0.0.1:1", "unix:/nonexistent/a.sock")
        }
    }

    @Test func `a refusal counts although the listener is silent when asked over TLS`() throws {
        let other = try ScriptedServer.answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        let address = "127.0.0.1:\(other.port)"
        #expect(throws: HealthProblem(address: address, reason: "the answer was not 200")) {
            try ask(address, timeout: .seconds(5))
        }
    }

    @Test(arguments: [nil, "tls_server_config:"])
    func `a silent listener is given up`(text: String?) throws {
        let silent = try ListeningSocket(ListenAddress(parsing: "127.0.0.1:0"))
        let folder = try Folder()
        let hint = try text.map { try folder.write("web.yml", $0) }
        #expect(throws: HealthProblem(address: silent.address, reason: "no answer")) {
            try ask(silent.address, hint: hint, timeout: .milliseconds(50))
        }
    }

    @Test(arguments: [
        "", ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt",
        ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt, max_version: TLS12",
        ", client_auth_type: RequireAnyClientCert", ", client_auth_type: RequestClientCert",
        ", max_version: TLS12, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA]",
    ])
    func `a TLS listener is healthy, whatever its files say by now`(settings: String) throws {
        let path = try configuration(settings)
        let running = try RunningListener(configuration: LiveWebConfiguration(path: path))
        try ask(running.address, hint: path)
        try ask(running.address)
        try ask(running.address, hint: "/nonexistent/web.yml")
        try ask(running.address, hint: try configuration(settings, "stranger"))
        let folder = try Folder()
        try ask(running.address, hint: try folder.write("broken.yml", "tls_server_config: {cert_file: ["))
        let plain = try RunningListener()
        try ask(plain.address, hint: path)
        #expect(plain.statuses(1) == [200])
    }

    @Test func `a probe needs no password`() throws {
        let folder = try Folder()
        let path = try folder.write("web.yml", "basic_auth_users: {me: \(LiveWebConfigurationTests.pw)}")
        let running = try RunningListener(configuration: LiveWebConfiguration(path: path))
        try ask(running.address, hint: path)
        #expect(running.statuses(1) == [200])
    }
}
