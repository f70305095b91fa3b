import Testing

@testable import Notation

struct DecodingFailureTests {
    @Test func `a failure names its field from the outside in`() {
        let failure = DecodingFailure("expected a string").inside("state").inside("backfillJob").inside(
            "streamObjects[3]")
        #expect(failure.path == "streamObjects[3].backfillJob.state")
        #expect(failure.description == "streamObjects[3].backfillJob.state: expected a string")
    }

    @Test func `a step is bounded, as a key of the answer's may be of any length`() {
        let failure = DecodingFailure("x").inside(String(repeating: "k", count: 1_000_000)).inside("a")
        #expect(failure.path == "a." + String(repeating: "k", count: 100) + "...")
    }

    @Test func `a failure of the whole answer names no field`() {
        #expect(DecodingFailure("not JSON").description == "not JSON")
    }
}
