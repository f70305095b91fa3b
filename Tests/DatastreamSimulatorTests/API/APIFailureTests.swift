import Datastream
import Testing

@testable import DatastreamSimulator

struct APIFailureTests {
    private func read(_ failure: APIFailure) -> APIError {
        APIError(httpStatus: failure.httpStatus, body: failure.json.encoded(pretty: true))
    }

    @Test func `a refusal reads like Google's`() {
        let error = read(.permissionDenied("datastream.streams.list", on: "projects/x"))
        #expect(error.httpStatus == 403)
        #expect(error.status == "PERMISSION_DENIED")
        #expect(error.reason == "IAM_PERMISSION_DENIED")
        let unauthenticated = read(.unauthenticated)
        #expect(unauthenticated.httpStatus == 401 && unauthenticated.status == "UNAUTHENTICATED")
        #expect(unauthenticated.reason == "ACCESS_TOKEN_EXPIRED")
    }

    @Test func `an exhausted quota says how long to wait`() {
        let error = read(.quotaExceeded)
        #expect(error.isRateLimit)
        #expect(error.retryDelay == .seconds(1))
    }

    @Test func `a missing resource is named`() {
        #expect(
            String(decoding: APIFailure.notFound("a/b", type: "t").json.encoded(pretty: false), as: UTF8.self)
                == #"{"error":{"code":404,"message":"Resource 'a/b' was not found","status":"NOT_FOUND","details":"#
                + #"[{"@type":"type.googleapis.com/google.rpc.ResourceInfo","resourceType":"t","resourceName":"a/b"}]}}"#
        )
    }
}
