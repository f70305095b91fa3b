import Notation
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(patientMinutes)))
struct ProxySettingsTests {
    @Test(
        arguments: [
            ([:], nil, "", ""),
            (["https_proxy": "http://p:3128"], "http://p:3128", "p:3128", ""),
            (["https_proxy": "http://p:1", "HTTPS_PROXY": "http://q:2"], "http://p:1", "p:1", ""),
            (["https_proxy": "", "HTTPS_PROXY": "http://q:2"], "http://q:2", "q:2", ""),
            (["ALL_PROXY": "socks5h://q:2", "NO_PROXY": "a,.b"], "socks5h://q:2", "q:2", "a,.b"),
            (["HTTP_PROXY": "http://p:3128"], nil, "", ""),
            (["HTTPS_PROXY": "u:secret@p:3128"], "u:secret@p:3128", "p:3128", ""),
            (["no_proxy": "*", "NO_PROXY": "a"], nil, "", "*"),
        ] as [([String: String], String?, String, String)])
    func `the proxy comes from the environment`(
        environment: [String: String], url: String?, name: String, exceptions: String
    ) throws {
        let settings = try ProxySettings(environment: environment)
        #expect(settings.url == url)
        #expect(settings.name == name)
        #expect(settings.exceptions == ProxyExceptions(text: exceptions))
    }

    @Test(arguments: ["http://", "gopher://u:secret@p", "http://u:secret@p q", "http://u:secret@p:99999"])
    func `an invalid proxy is an error that does not echo it`(value: String) {
        let error = #expect(throws: TransportError.self) { try ProxySettings(environment: ["https_proxy": value]) }
        #expect(error?.kind == .proxy)
        #expect(error?.message.contains("secret") == false)
    }

    @Test func `https goes through the proxy, and its refusal never shows the password`() async throws {
        let proxy = try ScriptedServer.answering(answer("407 Proxy Authentication Required"))
        let transport = try makeTransport(["HTTPS_PROXY": "http://user:secret@127.0.0.1:\(proxy.port)"])
        let headers: HTTPHeaders = ["Authorization": "Bearer token"]
        let error = try #require(
            await failure(transport, TransportRequest(url: "https://api.invalid/v1?q=query", headers: headers)))
        #expect(error.kind == .proxy)
        #expect(!error.requestMayHaveBeenSent)
        #expect(
            error.message
                == "api.invalid:443 through the proxy 127.0.0.1:\(proxy.port): the proxy answered 407 to CONNECT")
        let head = try #require(proxy.seen.heads.first)
        #expect(head.hasPrefix("CONNECT api.invalid:443 HTTP/1.1\r\n"))
        #expect(head.contains("Proxy-Authorization: Basic dXNlcjpzZWNyZXQ="))
        #expect(!head.contains("Bearer"))
    }

    @Test(arguments: ["", "HTTP/1.1 502 Bad Gateway\r\n\r\n", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"])
    func `a failing proxy is reported without its password`(reply: String) async throws {
        let proxy = try ScriptedServer { connection in
            if connection.readHead() != nil { connection.send(reply) }
        }
        let transport = try makeTransport(["HTTPS_PROXY": "http://user:secret@127.0.0.1:\(proxy.port)"])
        let error = try #require(await failure(transport, TransportRequest(url: "https://api.invalid/")))
        #expect(error.kind == (reply.contains("200") ? .tls : .proxy), "\(error)")
        #expect(!error.requestMayHaveBeenSent)
        #expect(!error.message.contains("secret"))
    }

    @Test func `loopback and requests marked as direct bypass the proxy`() async throws {
        let proxy = try ScriptedServer.answering(answer("407 Proxy Authentication Required"))
        let server = try ScriptedServer.answering(answer(body: "{}"))
        let url = "http://127.0.0.1:\(proxy.port)"
        let transport = try makeTransport(["HTTPS_PROXY": url, "ALL_PROXY": url, "HTTP_PROXY": url, "http_proxy": url])
        #expect(try await transport.send(TransportRequest(url: server.url)).status == 200)
        var request = TransportRequest(url: "https://name.invalid/", proxied: false)
        request.limits.total = .milliseconds(500)
        let error = try #require(await failure(transport, request))
        #expect(error.kind == .nameLookup || error.kind == .timeout)
        #expect(proxy.seen.accepted == 0)
    }

    @Test func `a host that NO_PROXY names is reached directly`() async throws {
        let proxy = try ScriptedServer.answering(answer("407 Proxy Authentication Required"))
        let transport = try makeTransport([
            "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)", "NO_PROXY": "other,.invalid",
        ])
        var request = TransportRequest(url: "https://name.invalid/")
        request.limits.total = .milliseconds(500)
        let error = try #require(await failure(transport, request))
        #expect(error.kind == .nameLookup || error.kind == .timeout)
        #expect(error.message.hasPrefix("name.invalid:443: "))
        #expect(proxy.seen.accepted == 0)
    }
}
