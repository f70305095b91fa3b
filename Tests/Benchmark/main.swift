// What a poll and a scrape cost, stage by stage, in CPU time, beside what nothing can do without: moving the bytes, parsing
// them, compressing them. Run with `swift run -c release benchmark [objects a stream] [streams]`.
//
// Only the ratios can be compared between machines, and only within one run on a busy one.
import Datastream
import DatastreamMetrics
import Exposition
import Ledger

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let stages = Stages(objects: arguments.first ?? 10_000, streams: arguments.dropFirst().first ?? 10)
print(stages.report().text)
