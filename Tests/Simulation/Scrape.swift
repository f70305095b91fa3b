/// The text of a scrape, read without the program's own code.
struct Scrape {
    /// The samples of streams, by the stream's full name.
    private(set) var streams: [String: Series] = [:]
    /// The samples of objects, by the stream's full name and the object's label.
    private(set) var objects: [String: [String: Series]] = [:]
    /// All other samples.
    private(set) var others: Series = [:]
    /// Why the text is not an exposition.
    private(set) var problem: String?

    /// Reads lines and remembers what they mean, since most are the same in all histories.
    final class Reader {
        fileprivate struct Sample {
            var stream: String?
            var object: String?
            var family: String
            var key: String
            var value: Double
        }

        fileprivate var known: [String: Sample] = [:]

        /// Reads a scrape.
        func read(_ text: [UInt8]) -> Scrape {
            var scrape = Scrape()
            guard text.last == UInt8(ascii: "\n") || text.isEmpty else {
                scrape.problem = "the last line does not end"
                return scrape
            }
            var families: Set<String> = []
            var family = (name: "", hasHelp: false, type: "")
            var end = -1
            while end + 1 < text.count {
                let start = end + 1
                end = text.lineEnd(from: start)
                let line = String(decoding: text[start..<end], as: UTF8.self)
                if line.hasPrefix("#") {
                    let words = line.split(separator: " ", maxSplits: 3).map(String.init)
                    if words.count > 3, words[1] == "HELP", families.insert(words[2]).inserted {
                        family = (words[2], true, "")
                    } else if words.count > 3, words[1] == "TYPE", words[2] == family.name, family.type.isEmpty {
                        family.type = words[3]
                    } else {
                        scrape.problem = "a comment in the wrong place: \(line)"
                        return scrape
                    }
                    continue
                }
                guard let sample = sample(line) else {
                    scrape.problem = "not a sample: \(line)"
                    return scrape
                }
                let isOfHistogram = family.type == "histogram" && sample.family.hasPrefix(family.name + "_")
                if family.type.isEmpty || sample.family != family.name && !isOfHistogram {
                    scrape.problem = "a sample among those of \(family.name): \(line)"
                    return scrape
                }
                scrape.add(sample, line)
            }
            return scrape
        }

        private func sample(_ line: String) -> Sample? {
            if let sample = known[line] { return sample }
            if known.count > 20_000 { known = [:] }
            let sample = Self.parse(Array(line.utf8))
            known[line] = sample
            return sample
        }

        private static func parse(_ line: [UInt8]) -> Sample? {
            guard let nameEnd = line.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: " ") }) else {
                return nil
            }
            let name = String(decoding: line[..<nameEnd], as: UTF8.self)
            var labels: [(name: String, value: String)] = []
            var index = nameEnd
            if line[index] == UInt8(ascii: "{") {
                index += 1
                while index < line.count, line[index] != UInt8(ascii: "}") {
                    guard let equals = line[index...].firstIndex(of: UInt8(ascii: "=")), equals + 1 < line.count,
                        line[equals + 1] == UInt8(ascii: "\"")
                    else { return nil }
                    let label = String(decoding: line[index..<equals], as: UTF8.self)
                    var value: [UInt8] = []
                    index = equals + 2
                    while index < line.count, line[index] != UInt8(ascii: "\"") {
                        if line[index] == UInt8(ascii: "\\"), index + 1 < line.count {
                            index += 1
                            value.append(line[index] == UInt8(ascii: "n") ? 10 : line[index])
                        } else {
                            value.append(line[index])
                        }
                        index += 1
                    }
                    labels.append((label, String(decoding: value, as: UTF8.self)))
                    index += 1
                    if index < line.count, line[index] == UInt8(ascii: ",") { index += 1 }
                }
                index += 1
            }
            guard index < line.count, line[index] == UInt8(ascii: " "),
                let value = Double(String(decoding: line[(index + 1)...], as: UTF8.self))
            else { return nil }
            return sample(name, labels, value)
        }

        private static func sample(_ name: String, _ labels: [(name: String, value: String)], _ value: Double) -> Sample
        {
            func label(_ name: String) -> String? { labels.first { $0.name == name }?.value }
            var stream: String?
            if let project = label("gcp_project"), let location = label("gcp_location"), let id = label("stream") {
                stream = "projects/\(project)/locations/\(location)/streams/\(id)"
            }
            let own = labels.filter { label in
                !label.value.isEmpty
                    && (stream == nil || !["gcp_project", "gcp_location", "stream"].contains(label.name))
            }
            let key = ([name] + own.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" })
                .joined(separator: "|")
            let object = name.hasPrefix("datastream_object_") ? label("object") : nil
            return Sample(stream: stream, object: object, family: name, key: key, value: value)
        }
    }

    private mutating func add(_ sample: Reader.Sample, _ line: String) {
        let former: Double?
        if let stream = sample.stream, let object = sample.object {
            former = objects[stream, default: [:]][object, default: [:]].updateValue(sample.value, forKey: sample.key)
        } else if let stream = sample.stream {
            former = streams[stream, default: [:]].updateValue(sample.value, forKey: sample.key)
        } else {
            former = others.updateValue(sample.value, forKey: sample.key)
        }
        if former != nil { problem = "a series stands twice: \(line)" }
    }
}
