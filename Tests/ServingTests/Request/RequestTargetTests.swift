import Testing

@testable import Serving

@Suite struct RequestTargetTests {
    /// A target and the path it names.
    struct Path: Sendable {
        var target: String
        var path: String
    }

    static func target(_ text: String) throws -> RequestTarget {
        try RequestTarget(parsing: Array(text.utf8)[...])
    }

    @Test(arguments: [
        Path(target: "/metrics", path: "/metrics"), Path(target: "/%6detrics", path: "/metrics"),
        Path(target: "/%256detrics", path: "/%6detrics"), Path(target: "//metrics", path: "//metrics"),
        Path(target: "/./metrics", path: "/./metrics"), Path(target: "/metrics/", path: "/metrics/"),
        Path(target: "/..%2f..%2Fetc/passwd", path: "/../../etc/passwd"), Path(target: "/a+b", path: "/a+b"),
        Path(target: "/metrics;x", path: "/metrics;x"), Path(target: "/%C3%A4", path: "/ä"),
        Path(target: "http://evil/metrics", path: "/metrics"), Path(target: "HTTP://evil:80/a/b", path: "/a/b"),
        Path(target: "http://evil", path: "/"), Path(target: "http://evil?a=b", path: "/"),
        Path(target: "/?", path: "/"),
    ])
    func `a path is decoded once and otherwise left alone`(_ example: Path) throws {
        #expect(try Self.target(example.target).path == example.path)
    }

    @Test func `a query is read like a form`() throws {
        let query = try Self.target("/?collect[]=stream&collect%5B%5D=a+b%2B&&x&=y&z=1=2").query
        #expect(
            query == [
                QueryItem(name: "collect[]", value: "stream"), QueryItem(name: "collect[]", value: "a b+"),
                QueryItem(name: "x", value: ""), QueryItem(name: "", value: "y"), QueryItem(name: "z", value: "1=2"),
            ])
    }

    @Test(arguments: ["x", "x:80", "x:", "127.0.0.1:1", "[::1]", "[::ffff:1.2.3.4]:65535", "a_b.c-d"])
    func `a host with or without a port is an authority`(_ text: String) {
        #expect(RequestTarget.isAuthority(text.utf8))
    }

    @Test(arguments: ["", ":80", "a b", "a/b", "a@b", "a:b", "a:123456", "[::1", "::1", "[]", "[::1]x", "a\0", "[x]:1"])
    func `anything else is not an authority`(_ text: String) {
        #expect(!RequestTarget.isAuthority(text.utf8))
    }
}
