import Testing

@testable import Serving

@Suite struct RouteTests {
    @Test(
        arguments: [
            ([.get], [.get, .head]), ([.post], [.post]), ([.head, .get], [.head, .get]),
            ([.get, .post], [.get, .head, .post]),
            ([], []),
        ] as [([HTTPRequest.Method], [HTTPRequest.Method])])
    func `a route for GET also answers HEAD, and every route answers OPTIONS`(
        _ methods: [HTTPRequest.Method], _ allowed: [HTTPRequest.Method]
    ) {
        #expect(Route(methods: methods) { _ in HTTPResponse() }.allowed == allowed + [.options])
    }
}
