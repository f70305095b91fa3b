import Testing

@testable import Serving

@Suite struct RouteTests {
    @Test(
        arguments: [
            ([.get], [.get, .head]), ([.post], [.post]), ([.head, .get], [.head, .get]),
            ([.get, .post], [.get, .head, .post]),
            ([], []),
        ] as [([HTTPRequest.Method], [HTTPRequest.Method])])
    func `who takes a GET answers a HEAD too, and everyone OPTIONS`(
        _ methods: [HTTPRequest.Method], _ allowed: [HTTPRequest.Method]
    ) {
        #expect(Route(methods: methods) { _ in HTTPResponse() }.allowed == allowed + [.options])
    }
}
