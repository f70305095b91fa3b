import Datastream
import Notation
import Testing

@testable import DatastreamSimulator

struct ErrorTextsTests {
    @Test(arguments: SourceObject.kinds.map(\.type))
    func `every kind of source has errors of its own`(type: String) {
        #expect(ErrorTexts.backfill(of: type).count > ErrorTexts.backfill(of: "none").count)
    }

    @Test func `the same seed draws the same errors, and they name the table`() throws {
        let time = Timestamp(seconds: 5)
        let texts = ErrorTexts.backfill(of: "postgresql")
        let errors = ReportedError.drawn(from: texts, table: "public.orders", time: time, seed: 8)
        #expect(errors == ReportedError.drawn(from: texts, table: "public.orders", time: time, seed: 8))
        #expect((1...3).contains(errors.count))
        let error = try #require(errors.first)
        #expect(error.message.contains("public.orders") && !error.message.contains("%t"))
        #expect(error.errorTime == time)
    }

    @Test func `a source that cannot fail has no errors`() {
        #expect(ReportedError.drawn(from: [], table: "t", time: Timestamp(seconds: 0), seed: 1).isEmpty)
    }
}
