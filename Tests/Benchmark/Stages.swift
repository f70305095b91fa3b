import Datastream
import DatastreamMetrics
import Exposition
import Ledger
import Notation

/// The stages that an object passes through from the API to a scrape.
struct Stages {
    private let names: [StreamName]
    private let objects: Int

    init(objects: Int, streams: Int) {
        self.objects = objects
        names = (0..<streams).map { StreamName(project: "acme", location: "europe-west1", stream: "stream-\($0)") }
    }

    /// Runs every stage and reports its cost.
    func report() -> Report {
        var report = Report()
        let pages = pages(churn: 0, generation: 0)
        let read = addDecoding(pages, to: &report)
        for (name, churn) in [("nothing", 0), ("2 %", 20), ("everything", 1_000)] {
            addPolls([pages, self.pages(churn: churn, generation: 1)], read, changing: name, to: &report)
        }
        addScrapes(read, to: &report)
        return report
    }

    private func pages(churn: Int, generation: Int) -> [[[UInt8]]] {
        names.map { SampleListing(stream: $0, objects: objects, churn: churn).pages(generation) }
    }

    private func addDecoding(_ pages: [[[UInt8]]], to report: inout Report) -> [[StreamObject]] {
        let bytes = pages.joined().reduce(0) { $0 + $1.count }
        let moving = CPUClock.best(of: 3) { _ in pages.map { $0.map(Self.copied) } }
        report.add(floor: "memcpy of the pages", moving, bytes)
        let first = decoded(pages, knowing: names.map { _ in [] })
        report.add(
            "decode", CPUClock.best(of: 3) { _ in decoded(pages, knowing: names.map { _ in [] }) },
            over: ("memcpy", moving))
        report.add(
            "recognise", CPUClock.best(of: 3) { _ in decoded(pages, knowing: first) }, over: ("memcpy", moving))
        return first
    }

    private func decoded(_ pages: [[[UInt8]]], knowing known: [[StreamObject]]) -> [[StreamObject]] {
        names.indices.map { stream in
            var recogniser = Recogniser(known: known[stream], seed: 1)
            return pages[stream].flatMap { page in
                do throws(DecodingFailure) {
                    return try Page<StreamObject>.objects(
                        of: names[stream], body: page, recognising: &recogniser
                    ).decode().items
                } catch {
                    preconditionFailure("the benchmark writes good pages: \(error)")
                }
            }
        }
    }

    /// Measures polls of alternating generations, between which a share of the objects changes.
    private func addPolls(
        _ generations: [[[[UInt8]]]], _ read: [[StreamObject]], changing name: String, to report: inout Report
    ) {
        var exporter = SampleExporter(names)
        var known = read
        exporter.fold(known, round: 0)
        _ = exporter.compose(round: 0)
        var reading = Double.infinity
        var composing = Double.infinity
        let polling = CPUClock.best(of: 6) { round in
            let start = CPUClock.now
            known = decoded(generations[(round + 1) % 2], knowing: known)
            reading = min(reading, CPUClock.now - start)
            exporter.fold(known, round: round + 1)
            let folded = CPUClock.now
            let exposition = exporter.compose(round: round + 1)
            composing = min(composing, CPUClock.now - folded)
            return exposition
        }
        report.add("poll, \(name) changed", polling)
        report.add("- of that reading pages", reading)
        report.add("- of that composing", composing)
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
