import Datastream
import Serving
import Testing

@testable import DatastreamSimulator

struct MethodCallTests {
    private static let stream = StreamName(project: "p", location: "l", stream: "s")

    @Test(
        arguments: [
            ("/v1/projects/p/locations", .listLocations(project: "p")),
            ("/v1/projects/domain.com:p/locations", .listLocations(project: "domain.com:p")),
            ("/v1/projects/p/locations/l", .getLocation(project: "p", location: "l")),
            ("/v1/projects/p/locations/-/streams", .listStreams(project: "p", location: "-")),
            ("/v1/projects/p/locations/l/streams/s", .getStream(stream)),
            ("/v1/projects/p/locations/l/streams/s/objects", .listObjects(stream)),
            ("/v1/projects/p/locations/l/streams/s/objects/o", .getObject(stream, id: "o")),
            ("/v1/projects/p/locations/l/streams/s/objects:lookup", .lookupObject(stream)),
            ("/v1/projects/p/locations/l/streams/s/objects/o:startBackfillJob", .startBackfillJob(stream, id: "o")),
            ("/v1/projects/p/locations/l/streams/s/objects/o:stopBackfillJob", .stopBackfillJob(stream, id: "o")),
        ] as [(String, MethodCall)])
    func `every method has its path`(path: String, call: MethodCall) {
        #expect(MethodCall(path: path) == call)
        #expect(call.method == (path.contains("/objects/o:") || path.hasSuffix("lookup") ? .post : .get))
        #expect(call.project == (path.contains("domain") ? "domain.com:p" : "p"))
    }

    @Test(arguments: [
        "/", "", "/v1", "/v1/", "/v1/projects", "/v1/projects/p", "/v2/projects/p/locations",
        "/v1/projects/p/locations/", "/v1/projects//locations", "/v1/projects/p/locations/../streams",
        "/v1/projects/p/locations/l/streams/s/objects:explode", "/v1/projects/p/locations/l/streams/s:run",
        "/v1/projects/p/locations/l/streams/s/objects/o/more", "/v1/projects/p/locations/l/streams/s/objects/o:lookup",
        "/v1/projects/p/locations/l/streams/s/objects/:startBackfillJob", "v1/projects/p/locations",
    ])
    func `no other path names a method`(path: String) {
        let call = MethodCall(path: path)
        // A colon in the id of a stream is a part of it, and no such stream exists.
        #expect(call == nil || call == .getStream(StreamName(project: "p", location: "l", stream: "s:run")))
    }
}
