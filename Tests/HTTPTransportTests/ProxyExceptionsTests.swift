import Testing

@testable import HTTPTransport

@Suite struct ProxyExceptionsTests {
    @Test(arguments: [
        ("*", "a.example", true), ("", "a.example", false), ("a.example", "a.example", true),
        ("A.Example", "a.example", true),
        ("example", "a.example", true), (".example", "a.example", true), (".a.example", "a.example", true),
        ("ample", "a.example", false), ("b.a.example", "a.example", false), ("x, example", "a.example", true),
        ("x example", "a.example", true), (",,x,,a.example,", "a.example", true), ("a.example.", "a.example", true),
        ("a.example", "a.example.", true), ("*.example", "a.example", false), ("a.example:443", "a.example", false),
        ("10.1.2.3", "10.1.2.3", true), ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/15", "10.1.2.3", true),
        ("10.0.0.0/16", "10.1.2.3", false), ("10.1.2.3/33", "10.1.2.3", false), ("10.1.2.3/x", "10.1.2.3", true),
        ("10.1.2", "10.1.2.3", false), ("fd00::/8", "[fd00::1]", true), ("fd00::1", "[fd00::1]", true),
        ("[fd00::1]", "[fd00::1]", false), ("fe00::/8", "[fd00::1]", false), ("10.0.0.0/8", "[fd00::1]", false),
    ])
    func `exceptions match hosts as in libcurl`(text: String, host: String, isExcepted: Bool) {
        #expect(ProxyExceptions(text: text).contain(host) == isExcepted)
    }
}
