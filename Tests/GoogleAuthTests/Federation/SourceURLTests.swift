import Testing

@testable import GoogleAuth

@Suite struct SourceURLTests {
    @Test(arguments: [
        "https://idp.example/token?x=y", "http://169.254.169.254/latest", "http://[fd00:ec2::254]/latest",
        "http://localhost:8080/t", "http://127.0.0.1", "http://[::1]:80/t", "http://LOCALHOST/",
    ])
    func `https anywhere and http on this machine are accepted`(url: String) throws {
        #expect(try SourceURL.checked(url) == url)
    }

    @Test(arguments: [
        "http://idp.example/token", "http://169.254.169.254.evil.example/", "http://169.254.169.254@evil.example/",
        "https://user:pw@idp.example/", "ftp://localhost/", "file:///etc/passwd", "https://", "http:///x", "",
        "http://[::1].evil.example/", "http://localhost\\@evil.example/", "http://127.0.0.1\n.evil/", "http://[::1",
        "http://metadata.google.internal/", "http://0/", "http://2130706433/",
    ])
    func `anything else is refused and not echoed`(url: String) {
        #expect { try SourceURL.checked(url) } throws: { url.isEmpty || !"\($0)".contains(url) }
    }
}
