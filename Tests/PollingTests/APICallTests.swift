import Datastream
import GoogleAuth
import HTTPTransport
import Notation
import Testing

@testable import Polling

@Suite struct APICallTests {
    private let stream = StreamName(project: "acme.com:shop", location: "europe-west1", stream: "orders")

    @Test func `a listing asks for whole pages without white space`() {
        #expect(
            APICall.listObjects(of: stream, pageToken: nil).target
                == "/v1/projects/acme.com:shop/locations/europe-west1/streams/orders/objects"
                + "?pageSize=1000&prettyPrint=false")
    }

    @Test func `a page token is percent-encoded`() {
        let call = APICall.listObjects(of: stream, pageToken: "abc+/=&?x é")
        #expect(call.target.hasSuffix("?pageSize=1000&pageToken=abc%2B%2F%3D%26%3Fx%20%C3%A9&prettyPrint=false"))
    }

    @Test(arguments: [
        ("..", "%2E%2E"), (".", "%2E"), ("a/b", "a%2Fb"), ("a?b#c", "a%3Fb%23c"), ("%2e", "%252e"),
        ("a.b-c_d~", "a.b-c_d~"),
    ])
    func `an id cannot leave its segment of the path`(id: String, encoded: String) {
        #expect(APICall.getObject(id, of: stream).target.hasSuffix("/objects/\(encoded)?prettyPrint=false"))
    }

    @Test func `streams and locations have their own paths`() {
        #expect(
            APICall.listStreams(project: "p", location: "-", pageToken: nil).target
                == "/v1/projects/p/locations/-/streams?pageSize=1000&prettyPrint=false")
        #expect(
            APICall.listLocations(project: "p", pageToken: nil).target
                == "/v1/projects/p/locations?pageSize=1000&prettyPrint=false")
        #expect(
            APICall.getStream(stream).target
                == "/v1/projects/acme.com:shop/locations/europe-west1/streams/orders?prettyPrint=false")
    }

    @Test func `the subject of a call is its stream, or the search that it is part of`() {
        let name = "projects/acme.com:shop/locations/europe-west1/streams/orders"
        #expect(APICall.getStream(stream).subject == name)
        #expect(APICall.listObjects(of: stream, pageToken: "2").subject == name)
        #expect(APICall.getObject("o", of: stream).subject == name)
        #expect(
            APICall.listStreams(project: "p", location: "-", pageToken: nil).subject == "projects/p/locations/-/streams"
        )
        #expect(APICall.listLocations(project: "p", pageToken: nil).subject == "projects/p/locations")
    }

    @Test func `every request asks for the error format`() {
        let request = APICall.getStream(stream).request(
            endpoint: "https://api.test", errorFormat: .status, token: nil, within: .seconds(7))
        #expect(request.url.hasSuffix("/streams/orders?prettyPrint=false&%24.xgafv=2"))
        let plain = APICall.getStream(stream).request(endpoint: "https://api.test", token: nil, within: .seconds(7))
        #expect(!plain.url.contains("xgafv"))
    }

    @Test func `a token is sent only in the header, and the transfer ends with the poll`() {
        let request = APICall.getStream(stream)
            .request(endpoint: "https://api.test", token: Secret("t0ken"), within: .seconds(7))
        #expect(request.headers["authorization"] == "Bearer t0ken")
        #expect(!request.url.contains("t0ken"))
        #expect(request.limits.total == .seconds(7))
        #expect(request.limits.bodyBytes == 25_165_824)
    }
}
