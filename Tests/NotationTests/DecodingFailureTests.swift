import Testing

@testable import Notation

struct DecodingFailureTests {
    @Test func `a failure names its field from the outermost key inwards`() {
        let failure = DecodingFailure("expected a string").inside("state").inside("backfillJob").inside(
            "streamObjects[3]")
        #expect(failure.path == "streamObjects[3].backfillJob.state")
        #expect(failure.description == "streamObjects[3].backfillJob.state: expected a string")
    }

    @Test func `the name of a step is bounded, since the answer chooses its keys`() {
        let failure = DecodingFailure("x").inside(String(repeating: "k", count: 1_000_000)).inside("a")
        #expect(failure.path == "a." + String(repeating: "k", count: 100) + "...")
    }

    @Test func `a failure of the whole answer names no field`() {
        #expect(DecodingFailure("not JSON").description == "not JSON")
    }
}
