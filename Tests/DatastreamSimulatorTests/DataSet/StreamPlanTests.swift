import Datastream
import Testing

@testable import DatastreamSimulator

struct StreamPlanTests {
    @Test func `every kind of source has a stream`() {
        #expect(Set(StreamPlan.all.map(\.sourceType)) == Set(SourceObject.kinds.map(\.type)))
    }

    @Test func `the project has thousands of tables, in pages of a thousand`() {
        #expect((3_500...4_500).contains(StreamPlan.all.map(\.objects).reduce(0, +)))
        #expect((StreamPlan.all.map(\.objects).max() ?? 0) > 2_000)
    }

    @Test func `one stream is paused, one failed, and one never started`() {
        #expect(StreamPlan.all.filter { $0.state != .running }.map(\.state) == [.paused, .failed, .notStarted])
    }

    @Test func `names are unique, and there are three locations`() {
        #expect(Set(StreamPlan.all.map(\.name)).count == StreamPlan.all.count)
        #expect(StreamPlan.locations == ["asia-northeast1", "europe-west1", "us-central1"])
    }
}
