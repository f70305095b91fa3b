import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patientMinutes)))
struct CertificateAuthoritiesTests {
    @Test func `a certificate of an unknown authority is refused`() async throws {
        let server = try TLSServer()
        let error = try #require(await failure(makeTransport(), TransportRequest(url: server.url)))
        #expect(error.kind == .certificate)
        #expect(!error.requestMayHaveBeenSent)
        #expect(error.message.contains("self-signed certificate"), "\(error)")
    }

    @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
    func `a bundle named in the environment is trusted`(variable: String) async throws {
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

    @Test func `a trusted certificate for another name is refused`() async throws {
        let server = try TLSServer(name: "DNS:other.example")
        let transport = try makeTransport(["CURL_CA_BUNDLE": server.certificate])
        let error = try #require(await failure(transport, TransportRequest(url: server.url)))
        #expect(error.kind == .certificate, "\(error)")
    }

    @Test(arguments: ["-tls1", "-tls1_1"])
    func `TLS before 1.2 is refused`(version: String) async throws {
        let server = try TLSServer(arguments: [version, "-cipher", "DEFAULT:@SECLEVEL=0"])
        let transport = try makeTransport(["CURL_CA_BUNDLE": server.certificate])
        let error = try #require(await failure(transport, TransportRequest(url: server.url)))
        #expect(error.kind == .tls, "\(error)")
        #expect(!error.requestMayHaveBeenSent)
    }

    @Test func `a handshake that is cut is a TLS failure`() async throws {
        let server = try ScriptedServer { _ in }
        let error = try #require(
            await failure(makeTransport(), TransportRequest(url: "https://127.0.0.1:\(server.port)/")))
        #expect(error.kind == .tls, "\(error)")
        #expect(!error.requestMayHaveBeenSent)
    }

    @Test(arguments: [
        ["CURL_CA_BUNDLE": "/nonexistent/ca.pem"], ["SSL_CERT_FILE": "/nonexistent/ca.pem"],
        ["SSL_CERT_DIR": "/nonexistent"], ["CURL_CA_BUNDLE": "/dev/null"], ["SSL_CERT_FILE": "/"],
        ["CURL_CA_BUNDLE": "/dev/zero"], ["SSL_CERT_FILE": "/dev/zero"], ["SSL_CERT_DIR": "/etc/passwd"],
    ])
    func `unreadable authorities are an error at startup`(environment: [String: String]) {
        let error = #expect(throws: TransportError.self) { try makeTransport(environment) }
        #expect(error?.kind == .certificate)
        for (variable, path) in environment { #expect(error?.message.hasPrefix("\(variable): \(path): ") == true) }
    }

    @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
    func `a partly unusable bundle is an error at startup`(variable: String) throws {
        let folder = try Folder()
        #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
        let server = try TLSServer()
        let whole = try Array(Data(contentsOf: URL(filePath: server.certificate)))
        let line = [UInt8](repeating: 0x41, count: 100_000)
        for (name, bytes, reason) in [
            ("fifo", nil, "not a regular file"), ("line", line, "no PEM certificate found"),
            ("huge", [UInt8](repeating: 0x0A, count: 8 * 1_024 * 1_024 + 1), "larger than 8388608 bytes"),
            ("cut", Array(whole.prefix(whole.count / 2)), "certificate 1 in it is cut or damaged"),
            ("cut later", whole + whole.prefix(whole.count / 2), "certificate 2 in it is cut or damaged"),
            ("no end", Array(whole.dropLast(10)), "certificate 1 in it is cut or damaged"),
            ("begin", Array("-----BEGIN CERTIFICATE-----".utf8), "certificate 1 in it is cut or damaged"),
            ("glued", whole.dropLast() + whole, "certificate 1 in it is cut or damaged"),
            (
                "no DER", Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8),
                "certificate 1 in it is"
            ),
        ] as [(String, [UInt8]?, String)] {
            let path = try bytes.map { try folder.write($0, to: name) } ?? folder.path(name)
            let error = #expect(throws: TransportError.self) { try makeTransport([variable: path]) }
            #expect(error?.kind == .certificate)
            #expect(error?.message.hasPrefix("\(variable): \(path): \(reason)") == true, "\(String(describing: error))")
        }
        for good in [Array(whole.dropLast()), whole + whole, Array("# mine\n".utf8) + whole] {
            _ = try makeTransport([variable: folder.write(good, to: "good")])
        }
    }

    @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"])
    func `text that is not a path is never shown`(variable: String) {
        let error = #expect(throws: TransportError.self) {
            try makeTransport([variable: "-----BEGIN CERTIFICATE-----\nMIIs3cret"])
        }
        #expect(error?.message.hasPrefix("\(variable): the value, which is not shown, ") == true)
        #expect(error?.message.contains("MIIs3cret") == false)
    }

    @Test func `an empty variable counts as unset`() throws {
        _ = try makeTransport(["CURL_CA_BUNDLE": "", "SSL_CERT_FILE": "", "SSL_CERT_DIR": ""])
    }
}
