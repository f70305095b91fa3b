import CommandLine
import Datastream
import Testing

@testable import Operating

@Suite struct OperatorClientTests {
    private let name = ObjectName(stream: stream, id: "a")

    @Test func `an object is read, and pages are passed on`() async throws {
        let api = StandIn([object("a", .failed, table: "orders"), object("b")])
        #expect(try await api.client().object(name).object.label == "shop.orders")
        var pages: [[String]] = []
        let all = try await api.client().objects(of: stream) { pages.append($0.map(\.name.id)) }
        #expect(pages == [["a", "b"]] && all.count == 2)
    }

    @Test func `a look-up sends the identifier of the source`() async throws {
        let api = StandIn([object("a")])
        let source = SourceObject(type: "mysql", namespace: "shop", table: "a")
        #expect(try await api.client().lookup(source, in: stream).name.id == "a")
        #expect(api.bodies == [#"{"sourceObjectIdentifier":{"mysqlIdentifier":{"database":"shop","table":"a"}}}"#])
    }

    @Test(arguments: [("a", "shop", true), ("A", "SHOP", true), ("b", "shop", false), ("a", "store", false)])
    func `an answer about another table than the one looked up is refused`(
        table: String, namespace: String, isFound: Bool
    ) async {
        let api = StandIn([object("a")])
        let source = SourceObject(type: "mysql", namespace: namespace, table: table)
        let found = try? await api.client().lookup(source, in: stream)
        #expect((found != nil) == isFound)
    }

    private static let get = "objects.get of projects/p/locations/l/streams/s/objects/a"

    @Test(arguments: [
        (200, "", "\(Self.get): the answer cannot be read: not JSON", ExitCode.runtimeFailure),
        (200, "{}", "\(Self.get): the answer cannot be read: an object without a name", .runtimeFailure),
        (
            200, #"{"name":"projects/p/locations/l/streams/s/objects/b"}"#,
            "\(Self.get): the answer cannot be read: name: another object than was asked for", .runtimeFailure
        ),
        (
            404, #"{"error":{"code":404,"status":"NOT_FOUND"}}"#, "\(Self.get): HTTP 404 NOT_FOUND; check the name",
            .denied
        ),
        (
            403, #"{"error":{"code":403,"status":"PERMISSION_DENIED","message":"No\u001b[2J"}}"#,
            Self.get + #": HTTP 403 PERMISSION_DENIED: No\u001b[2J; the caller lacks datastream.objects.get, "#
                + "which roles/datastream.viewer has", .denied
        ),
    ])
    func `an answer that is not the object is reported`(
        code: Int, body: String, text: String, exitCode: ExitCode
    ) async {
        let api = StandIn([])
        api.onGet { _ in (code, body) }
        let problem = await #expect(throws: CommandFailure.self) { try await api.client().object(name) }
        #expect(problem?.text.hasPrefix(text) == true, "\(problem?.text ?? "")")
        #expect(problem?.exitCode == exitCode)
    }
}
