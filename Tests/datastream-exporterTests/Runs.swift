import Datastream
import Ledger
import Notation

@testable import datastream_exporter

/// A second on the day of all runs.
func second(_ second: Int, nanoseconds: Int32 = 0) -> Timestamp {
    Timestamp(seconds: 1_795_478_400 + Int64(second), nanoseconds: nanoseconds)
}

extension RunLine {
    /// A run of an object of stream `id`.
    init(
        _ id: String = "orders", location: String = "l", object: String = "shop.orders", sequence: Int = 0,
        result: JobResult = .completed, from start: Timestamp? = nil, to end: Timestamp? = nil,
        reasons: [String] = [], isPartial: Bool = false
    ) {
        self.init(
            stream: StreamName(project: "p", location: location, stream: id),
            place: sequence,
            run: FinishedRun(
                objectID: "id-\(object)", label: object, trigger: .manual, result: result,
                start: start, end: end, reasons: reasons, isPartial: isPartial, seenAt: second(50_000)))
    }
}
