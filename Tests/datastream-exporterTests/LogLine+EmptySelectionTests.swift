import Datastream
import Notation
import Polling
import Testing

@testable import datastream_exporter

struct LogLineEmptySelectionTests {
    private func text(_ emptiness: EmptySelection?) -> String? {
        emptiness.map { LogLine($0).text(.logfmt, at: Timestamp(seconds: 0)) }
    }

    @Test func `the filter is named with an example that it was matched against`() {
        let filter = StreamSelection.Filter(flag: "--datastream.streams.include=orders", hint: "match it all") { _ in
            false
        }
        let name = StreamName(project: "p", location: "l", stream: "orders")
        #expect(
            text(StreamSelection([filter]).emptiness(of: [name]))
                == "time=1970-01-01T00:00:00Z level=warn msg=\"no stream is selected: nothing to poll\""
                + " filter=\"--datastream.streams.include=orders\" found=1"
                + " example=projects/p/locations/l/streams/orders hint=\"match it all\"\n")
    }

    @Test func `if nothing was found no filter is named`() {
        #expect(
            text(StreamSelection().emptiness(of: []))
                == "time=1970-01-01T00:00:00Z level=warn msg=\"no streams found: nothing to poll\"\n")
    }
}
