import Datastream
import DatastreamMetrics
import Exposition
import Ledger
import Notation

/// The stages that an object passes on its way from the API to a scrape.
struct Stages {
    private let names: [StreamName]
    private let objects: Int

    init(objects: Int, streams: Int) {
        self.objects = objects
        names = (0..<streams).map { StreamName(project: "acme", location: "europe-west1", stream: "stream-\($0)") }
    }

    /// Runs every stage and tells what it cost.
    func report() -> Report {
        var report = Report()
        let pages = names.map { SampleListing(stream: $0, objects: objects, churn: 0).pages(0) }
        let read = addDecoding(pages, to: &report)
        for (name, churn) in [("nothing", 0), ("2 %", 20), ("everything", 1_000)] {
            addPoll(read, changing: name, churn, to: &report)
        }
        addScrapes(read, to: &report)
        return report
    }

    private func addDecoding(_ pages: [[[UInt8]]], to report: inout Report) -> [[StreamObject]] {
        let bytes = pages.joined().reduce(0) { $0 + $1.count }
        let moving = CPUClock.best(of: 3) { _ in pages.map { $0.map(Self.copied) } }
        report.add(floor: "memcpy of the pages", moving, bytes)
        let decoding = CPUClock.best(of: 3) { _ in decoded(pages) }
        report.add("decode", decoding, over: ("memcpy", moving))
        return decoded(pages)
    }

    private func decoded(_ pages: [[[UInt8]]]) -> [[StreamObject]] {
        zip(names, pages).map { name, pages in
            pages.flatMap { page in
                do throws(DecodingFailure) {
                    return try Page<StreamObject>.objects(of: name, body: page).decode().items
                } catch {
                    preconditionFailure("the benchmark writes good pages: \(error)")
                }
            }
        }
    }

    /// Two generations of listings take turns, so that so many objects in a thousand change with each.
    private func addPoll(_ read: [[StreamObject]], changing name: String, _ churn: Int, to report: inout Report) {
        let other = decoded(names.map { SampleListing(stream: $0, objects: objects, churn: churn).pages(1) })
        let generations = [
            read, zip(read, other).map { zip($0, $1).map { $0 == $1 ? $0 : $1 } },
        ]
        var exporter = SampleExporter(names)
        exporter.fold(generations[0], round: 0)
        _ = exporter.compose(round: 0)
        var round = 0
        var composing = Double.infinity
        let folding = CPUClock.best(of: 6) { _ in
            round += 1
            exporter.fold(generations[round % 2], round: round)
            let start = CPUClock.now
            let exposition = exporter.compose(round: round)
            composing = min(composing, CPUClock.now - start)
            return exposition
        }
        report.add("fold and compose, \(name) changed", folding)
        report.add("  of that compose", composing)
    }

    private func addScrapes(_ read: [[StreamObject]], to report: inout Report) {
        var exporter = SampleExporter(names)
        exporter.fold(read, round: 0)
        let first = CPUClock.best(of: 3) { _ in
            var fresh = exporter
            return fresh.compose(round: 0)
        }
        let body = exporter.compose(round: 0).body(of: Set(MetricGroup.all), in: .text)
        let text = body.text
        let moving = CPUClock.best(of: 3) { _ in Self.copied(text) }
        report.add(floor: "memcpy of the text", moving, text.count)
        let compressing = CPUClock.best(of: 3) { _ in PartRun(text: text) }
        report.add(floor: "ISA-L, level 1, and a checksum", compressing, text.count)
        report.add("compose for the first time", first, over: ("ISA-L", compressing), ("memcpy", moving))
        let packed = CPUClock.best(of: 3) { _ in
            (0..<body.gzipPieceCount).reduce(0) { $0 + Self.copied(body.gzipPiece($1)).count }
        }
        report.add("scrape, gzip", packed, over: ("memcpy of the text", moving))
        let plain = CPUClock.best(of: 3) { _ in body.parts.reduce(0) { $0 + $1.text.count } }
        report.add("scrape, identity", plain, over: ("memcpy of the text", moving))
    }

    private static func copied(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { copy, count in
            count = bytes.count
            _ = copy.initialize(fromContentsOf: bytes)
        }
    }
}
