import Testing

@testable import Serving

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ":10155", "127.0.0.1:0", "[::1]:0", "[::]:65535", "localhost:8080", "a-b.example:1", "[fe80::1%eth0]:80",
        "unix:/run/a.sock", "unix:a:b",
    ])
    func `an address survives a round trip`(_ text: String) throws {
        #expect(try ListenAddress(parsing: text).description == text)
    }

    @Test(arguments: [
        "", ":", "10155", "example:http", ":65536", ":-1", ":+1", ": 1", "::1:80", "[::1]", "[::1:80", "[]:1",
        "a b:1", "a/b:1", "http://a:1", "[::1/64]:1", ":\u{0661}", "unix:", "unix:/a\0b",
        "unix:/" + String(repeating: "a", count: 107),
    ])
    func `anything else is refused and quoted`(_ text: String) {
        #expect { try ListenAddress(parsing: text) } throws: { ($0 as? ListenAddressError)?.text == text }
    }
}
