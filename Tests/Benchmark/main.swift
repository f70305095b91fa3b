// Measures the CPU time of a poll and a scrape, stage by stage, next to costs that no implementation can avoid: moving,
// parsing and compressing the bytes. Run with `swift run -c release benchmark [objects a stream] [streams]`.
//
// Compare only ratios between machines, and on a busy machine only ratios of the same run.
import Datastream
import DatastreamMetrics
import Exposition
import Ledger

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let stages = Stages(objects: arguments.first ?? 10_000, streams: arguments.dropFirst().first ?? 10)
print(stages.report().text)
