import CommandLine
import Datastream
import GoogleAuth
import HTTPTransport
import Notation
import Polling
import Testing

@testable import Operating

@Suite struct CommandFailureTests {
    private let stream = StreamName(project: "p", location: "l", stream: "s")
    private var listing: APICall { .listObjects(of: stream, pageToken: nil) }
    private let place = "objects.list of projects/p/locations/l/streams/s: "

    @Test(arguments: [
        (401, "", "", FailureCause.authentication, "HTTP 401; there is no access token, or it was rejected twice"),
        (403, "", "NEW_REASON", .permission, "HTTP 403 NEW_REASON"),
        (404, "", "", .notFound, "HTTP 404; check the name"),
        (403, "", "rateLimitExceeded", .other, "HTTP 403 rateLimitExceeded"),
        (400, "FAILED_PRECONDITION", "", .precondition, "HTTP 400 FAILED_PRECONDITION"),
        (409, "", "", .precondition, "HTTP 409"), (500, "", "", .other, "HTTP 500"),
    ])
    func `a refusal's exit code follows its status, and it names the request`(
        code: Int, status: String, reason: String, cause: FailureCause, text: String
    ) {
        let error = APIError(httpStatus: code, status: status, reason: reason)
        #expect(CommandFailure(.refused(error), of: listing) == CommandFailure(cause, place + text))
    }

    @Test func `a failed look-up names the table, the stream and the permission to list`() {
        let call = APICall.lookup(SourceObject(type: "mysql", namespace: "shop", table: "orders"), in: stream)
        #expect(
            CommandFailure(.refused(APIError(httpStatus: 403)), of: call).text
                == "objects.lookup of shop.orders in projects/p/locations/l/streams/s: HTTP 403; the caller lacks "
                + "datastream.objects.list, which roles/datastream.viewer has")
    }

    @Test func `a refused command names the object and the role that it needs`() {
        let call = APICall.command(.stop, on: ObjectName(stream: stream, id: "o"))
        #expect(
            CommandFailure(.refused(APIError(httpStatus: 403)), of: call).text
                == "objects.stopBackfillJob of projects/p/locations/l/streams/s/objects/o: HTTP 403; the caller lacks "
                + "datastream.objects.stopBackfillJob, which roles/datastream.admin has")
    }

    @Test func `without an answer the cause is the transport, the token or the decoding`() {
        func text(_ failure: CallFailure) -> String { CommandFailure(failure, of: listing).text }
        #expect(text(.transport(TransportError(.reset, "h:1: reset"))) == "\(place)h:1: reset")
        #expect(
            CommandFailure(.token(TokenFailure("none")), of: listing) == CommandFailure(.authentication, "\(place)none")
        )
        #expect(text(.transport(TransportError(.cancelled, "x"))) == "\(place)interrupted")
        #expect(
            text(.decoding(DecodingFailure("x").inside("\u{1B}[31m")))
                == "\(place)the answer cannot be read: " + #"\u001b[31m: x"#)
    }
}
