import HTTPTransport
import Notation
import Testing

@testable import GoogleAuth

@Suite struct MetadataServerTests {
    private static let flavor: HTTPHeaders = ["Metadata-Flavor": "Google"]
    private static let token = #"{"access_token":"t","expires_in":3599,"token_type":"Bearer"}"#

    private func server(_ outside: Outside) -> MetadataServer { MetadataServer(client: outside.client) }

    private func failure(_ outside: Outside) async -> TokenFailure? {
        do throws(TokenFailure) {
            _ = try await server(outside).fetch(.cloudPlatform)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a server is known by its flavor header, and asked directly with a short limit`() async {
        let outside = Outside()
        outside.on("169.254.169.254", "", headers: Self.flavor)
        #expect(await server(outside).isPresent(waits: false))
        let request = outside.sent.first
        #expect(request?.url == "http://169.254.169.254" && request?.proxied == false)
        #expect(request?.headers["Metadata-Flavor"] == "Google" && request?.limits.total == .seconds(3))
    }

    @Test(arguments: [200, 404, 302])
    func `an answer without the flavor header is not a metadata server's`(status: Int) async {
        let outside = Outside()
        outside.on("169.254.169.254", "<html>", status: status)
        #expect(await server(outside).isPresent(waits: false) == false)
        #expect(outside.sent.count == 1)
    }

    @Test func `three unanswered attempts mean there is no metadata server`() async {
        let outside = Outside()
        #expect(await server(outside).isPresent(waits: false) == false)
        #expect(outside.sent.count == 3 && outside.slept == [.seconds(1), .seconds(2)])
    }

    @Test func `the search can be switched off, and the address changed`() async {
        #expect(await server(Outside(["NO_GCE_CHECK": "true"])).isPresent(waits: false) == false)
        let outside = Outside([
            "GCE_METADATA_IP": "127.0.0.1:81", "GCE_METADATA_HOST": "h:82", "GCE_METADATA_ROOT": "r",
        ])
        outside.on("http://127.0.0.1:81", "", headers: Self.flavor)
        outside.on("http://h:82/computeMetadata/v1/", Self.token, headers: Self.flavor)
        #expect(await server(outside).isPresent(waits: false))
        #expect(await failure(outside) == nil)
        let named = Outside(["GCE_METADATA_HOST": "h:82"])
        named.on("http://h:82", "", headers: Self.flavor)
        #expect(await server(named).isPresent(waits: false))
        let older = Outside(["GCE_METADATA_ROOT": "r"])
        older.on("http://r/computeMetadata/v1/", Self.token, headers: Self.flavor)
        #expect(await failure(older) == nil)
    }

    @Test(arguments: [(500, 5), (502, 5), (503, 5), (504, 5), (408, 5), (429, 5), (404, 1), (403, 1), (302, 1)])
    func `a refusal is repeated as Google's library repeats it`(status: Int, tries: Int) async {
        let outside = Outside()
        outside.on("metadata.google.internal", "s3cret", status: status, headers: Self.flavor)
        let failure = await failure(outside)
        #expect(outside.sent.count == tries)
        #expect(failure?.description.hasPrefix("metadata server: HTTP \(status)") == true)
        #expect(failure?.description.contains("s3cret") == false)
    }

    @Test func `a server that hangs is asked five times`() async {
        let outside = Outside()
        outside.on("metadata") { _ throws(TransportError) in throw TransportError(.timeout, "metadata: no answer") }
        #expect(await failure(outside) == TokenFailure("metadata server: metadata: no answer", .unreachable))
        #expect(outside.sent.count == 5)
        #expect(outside.slept == [1, 2, 4, 8].map { .seconds($0) })
    }

    @Test(arguments: [500, 502, 503, 504, 408, 429])
    func `a server named in the environment exists even if it does not answer yet`(status: Int) async {
        let silent = Outside(["GCE_METADATA_HOST": "h:1"])
        #expect(await server(silent).isPresent(waits: true))
        #expect(silent.sent.count == 1 && silent.slept.isEmpty)
        #expect(await server(silent).isPresent(waits: false) == false)
        let busy = Outside(["GCE_METADATA_ROOT": "h:1"])
        busy.on("h:1", "", status: status)
        #expect(await server(busy).isPresent(waits: true))
        let other = Outside(["GCE_METADATA_IP": "h:1"])
        other.on("h:1", "<html>")
        #expect(await server(other).isPresent(waits: true))
        #expect(await server(other).isPresent(waits: false) == false)
        let starting = Outside()
        starting.on("169.254.169.254", "", status: status, headers: Self.flavor)
        for waits in [true, false] { #expect(await server(starting).isPresent(waits: waits)) }
    }

    @Test(arguments: [nil, 500, 502, 429])
    func `a server that does not answer gives no project and no universe`(status: Int?) async {
        let outside = Outside()
        if let status { outside.on("metadata", "", status: status, headers: Self.flavor) }
        let server = MetadataServer(client: outside.client, startTries: 1)
        let project = await #expect(throws: TokenFailure.self) { try await server.project() }
        #expect(project?.kind == .unreachable)
        let universe = await #expect(throws: TokenFailure.self) { try await server.universe() }
        #expect(universe?.kind == .unreachable)
        #expect(outside.sent.count == 2 && outside.slept.isEmpty)
    }

    @Test func `a token without the flavor header is not the metadata server's`() async {
        let outside = Outside()
        outside.on("metadata", Self.token)
        #expect(
            await failure(outside)
                == TokenFailure(
                    "metadata server: the answer has no Metadata-Flavor: Google header, so it does not come from Google's metadata server"
                ))
    }

    @Test func `HTML is not accepted as a token`() async {
        let outside = Outside()
        outside.on("metadata", "<html>s3cret", headers: Self.flavor)
        let text = await failure(outside)?.description ?? ""
        #expect(text.hasPrefix("metadata server: the answer for a token cannot be read: not JSON: "))
        #expect(!text.contains("s3cret"))
    }

    @Test(
        arguments: [
            ("my-project", "my-project"), ("example.com:p\n", "example.com:p"), ("<html>\n<body>", nil), ("", nil),
        ] as [(String, String?)])
    func `a plausible project id is accepted`(text: String, project: String?) async throws {
        let outside = Outside()
        outside.on("project/project-id", text, headers: Self.flavor)
        #expect(try await server(outside).project() == project)
    }

    @Test func `the universe is Google's if the server knows none`() async throws {
        let outside = Outside()
        outside.on("universe/universe-domain", "", status: 404, headers: Self.flavor)
        #expect(try await server(outside).universe() == .google)
        outside.on("universe/universe-domain", "s3ns.example", headers: Self.flavor)
        #expect(try await server(outside).universe() == Universe("s3ns.example"))
    }

    @Test func `a plausible account address is reported`() async {
        let outside = Outside()
        outside.on("default/email", "vm@p.iam.gserviceaccount.com", headers: Self.flavor)
        #expect(await server(outside).email() == "vm@p.iam.gserviceaccount.com")
        outside.on("default/email", "<html>", headers: Self.flavor)
        #expect(await server(outside).email() == nil)
    }
}
