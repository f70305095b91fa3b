import Testing

@testable import HTTPTransport

struct DestinationTests {
    private func destination(_ url: String) throws(TransportError) -> Destination {
        try Destination(url, linkLocalHosts: TransportConfiguration.metadataHosts)
    }

    @Test(
        arguments: [
            ("https://api.example/v1?a=b", "api.example:443", .remote),
            ("https://API.Example:8443", "api.example:8443", .remote),
            ("http://127.0.0.1:8080/", "127.0.0.1:8080", .loopback),
            ("http://127.1.2.3/", "127.1.2.3:80", .loopback),
            ("http://2130706433/", "127.0.0.1:80", .loopback),
            ("http://[::1]:9/", "[::1]:9", .loopback),
            ("http://[0:0::0:1]:9/", "[::1]:9", .loopback),
            ("http://LOCALHOST/", "localhost:80", .loopback),
            ("https://localhost/", "localhost:443", .loopback),
            ("http://169.254.169.254/x", "169.254.169.254:80", .link),
            ("http://[fd00:ec2::254]/", "[fd00:ec2::254]:80", .link),
            ("http://metadata.google.internal/", "metadata.google.internal:80", .link),
        ] as [(String, String, Destination.Distance)])
    func `a valid URL has a host name and is local or remote`(url: String, name: String, distance: Destination.Distance)
        throws
    {
        let found = try destination(url)
        #expect(found.name == name)
        #expect(found.distance == distance)
    }

    @Test(arguments: [
        "", "/v1", "api.example/v1", "https://", "ftp://127.0.0.1/", "file:///etc/passwd", "http://api.example/",
        "http://localhost.example/", "http://127.0.0.1.example/", "http://10.0.0.1/", "http://[::2]/",
        "http://0.0.0.0/",
        "https://secret@api.example/", "https://user:secret@api.example/", "https://api.example\0.evil/",
        "https://api.example/ HTTP/1.1", "https://api.example/\r\nX: y", "http://127.0.0.1@api.example/",
    ])
    func `an invalid URL is refused without showing it`(url: String) {
        let error = #expect(throws: TransportError.self) { try destination(url) }
        #expect(error?.kind == .invalidURL)
        #expect(error?.message.contains("secret") == false)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.255.255", true), ("::1", true), ("128.0.0.1", false), ("0.0.0.0", false),
        ("::", false), ("::2", false), ("1::1", false), ("localhost", false), ("", false),
    ])
    func `loopback is 127.0.0.0/8 and ::1`(address: String, expected: Bool) {
        #expect(isLoopback(address: address) == expected)
    }
}
