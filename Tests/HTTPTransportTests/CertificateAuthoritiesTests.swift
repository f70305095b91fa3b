import Foundation
import HTTPTransport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct CertificateAuthoritiesTests {
    @Test func `a certificate that nobody vouches for is refused`() async throws {
        let server = try TLSServer()
        let error = try #require(await failure(makeTransport(), TransportRequest(url: server.url)))
        #expect(error.kind == .certificate)
        #expect(!error.requestMayHaveBeenSent)
        #expect(error.message.contains("self-signed certificate"), "\(error)")
    }

    @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
    func `a bundle of the environment is trusted`(variable: String) async throws {
        let server = try TLSServer()
        let transport = try makeTransport([variable: server.certificate])
        let response = try await transport.send(TransportRequest(url: server.url))
        #expect(response.status == 200)
        #expect(response.body == Array("{}".utf8))
    }

    @Test func `a bundle replaces the system's authorities and the other variables`() async throws {
        let server = try TLSServer()
        let other = try TLSServer()
        let transport = try makeTransport([
            "CURL_CA_BUNDLE": other.certificate, "SSL_CERT_FILE": server.certificate,
        ])
        #expect(await failure(transport, TransportRequest(url: server.url))?.kind == .certificate)
    }

    @Test func `a trusted certificate of another name is refused`() async throws {
        let server = try TLSServer(name: "DNS:other.example")
        let transport = try makeTransport(["CURL_CA_BUNDLE": server.certificate])
        let error = try #require(await failure(transport, TransportRequest(url: server.url)))
        #expect(error.kind == .certificate, "\(error)")
    }

    @Test func `TLS before 1.2 is refused`() async throws {
        let server = try TLSServer(arguments: ["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"])
        let transport = try makeTransport(["CURL_CA_BUNDLE": server.certificate])
        let error = try #require(await failure(transport, TransportRequest(url: server.url)))
        #expect(error.kind == .tls, "\(error)")
        #expect(!error.requestMayHaveBeenSent)
    }

    @Test func `a handshake that is cut is a failure of TLS`() async throws {
        let server = try ScriptedServer { _ in }
        let error = try #require(
            await failure(makeTransport(), TransportRequest(url: "https://127.0.0.1:\(server.port)/")))
        #expect(error.kind == .tls, "\(error)")
        #expect(!error.requestMayHaveBeenSent)
    }

    @Test(arguments: [
        ["CURL_CA_BUNDLE": "/nonexistent/ca.pem"], ["SSL_CERT_FILE": "/nonexistent/ca.pem"],
        ["SSL_CERT_DIR": "/nonexistent"], ["CURL_CA_BUNDLE": "/dev/null"], ["SSL_CERT_FILE": "/"],
    ])
    func `authorities that cannot be read are an error at the start`(environment: [String: String]) {
        let error = #expect(throws: TransportError.self) { try makeTransport(environment) }
        #expect(error?.kind == .certificate)
        for (variable, path) in environment { #expect(error?.message.hasPrefix("\(variable): \(path): ") == true) }
    }

    @Test func `an empty variable counts as unset`() throws {
        _ = try makeTransport(["CURL_CA_BUNDLE": "", "SSL_CERT_FILE": "", "SSL_CERT_DIR": ""])
    }
}
