import Datastream
import Notation
import Testing

@testable import Operating

@Suite struct JSONObjectsTests {
    @Test func `an object is one line: our label, then the API's own JSON`() {
        let failed = object("a", .failed, started: 1, ended: 2, table: "orders")
        #expect(
            JSON(target(failed)).text == """
                {"name":"projects/p/locations/l/streams/s/objects/a","object":"shop.orders","state":"FAILED",\
                "source":{"type":"mysql","namespace":"shop","table":"orders"},"streamObject":\(failed.wire)}
                """)
    }

    @Test func `an object without a job has the state NONE, and an unreadable one has no state`() {
        let bare = StreamObject(id: "a")
        let name = "\(stream)/objects/a"
        #expect(
            JSON(target(bare)).text
                == #"{"name":"\#(name)","object":"a","state":"NONE","streamObject":{"name":"\#(name)"}}"#)
        #expect(JSON(Target(bare, of: stream)).text == #"{"name":"\#(name)","object":"a"}"#)
    }
}
