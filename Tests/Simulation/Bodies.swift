import CZlib
import DatastreamMetrics
import Exposition

/// The other forms of a scrape, which must tell the same as the plain text.
enum Bodies {
    /// What differs; nil if nothing does.
    static func problem(_ exposition: Exposition, _ text: [UInt8], _ member: [UInt8]) -> String? {
        if !(inflated(member, text.count)?.isSame(as: text) ?? false) {
            return "the compressed body is not the plain one"
        }
        let groups = MetricGroup.all.map { exposition.body(of: [$0], in: .text).textCount }
        if groups.reduce(0, +) != text.count { return "the groups of series do not add up to all of them" }
        let open = exposition.body(of: Set(MetricGroup.all), in: .openMetrics)
        let openText = open.text
        if open.gzipMember.count != open.gzipCount { return "the compressed OpenMetrics body has another length" }
        if !(inflated(open.gzipMember, openText.count)?.isSame(as: openText) ?? false) {
            return "the compressed OpenMetrics body is not the plain one"
        }
        if !openText.suffix(7).elementsEqual("\n# EOF\n".utf8) { return "OpenMetrics does not end" }
        var wanted = Samples(text: text)
        var samples = Samples(text: openText)
        while let line = samples.next() {
            guard let plain = wanted.next(), line == plain || withoutExemplar(line) == plain else {
                return "OpenMetrics shows other samples than the text"
            }
        }
        if wanted.next() != nil { return "OpenMetrics shows fewer samples than the text" }
        return samples.families == wanted.families ? nil : "OpenMetrics has other families than the text"
    }

    /// The lines of an exposition that are samples.
    private struct Samples {
        let text: [UInt8]
        /// How many families there were so far.
        private(set) var families = 0
        private var index = 0

        init(text: [UInt8]) { self.text = text }

        mutating func next() -> ArraySlice<UInt8>? {
            while index < text.count {
                let line = text[index..<text.lineEnd(from: index)]
                index = line.endIndex + 1
                if line.first != UInt8(ascii: "#") { return line }
                if line.starts(with: "# TYPE ".utf8) { families += 1 }
            }
            return nil
        }
    }

    private static func withoutExemplar(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var isQuoted = false
        var isEscaped = false
        for index in line.indices {
            switch line[index] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isQuoted: isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "#") where !isQuoted: return line[..<(index - 1)]
            default: break
            }
        }
        return line
    }

    /// The text of a gzip member, of at most so many bytes; nil if it is not one.
    private static func inflated(_ member: [UInt8], _ count: Int) -> [UInt8]? {
        var member = member
        var stream = z_stream()
        guard zlib_inflate_init(&stream, 16 + 15) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var text = [UInt8](repeating: 0, count: count + 1)
        let capacity = text.count
        let result = member.withUnsafeMutableBufferPointer { input in
            text.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(capacity)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard result == Z_STREAM_END, stream.avail_in == 0 else { return nil }
        return Array(text.prefix(capacity - Int(stream.avail_out)))
    }
}

extension ExpositionBody {
    /// The whole gzip member.
    var gzipMember: [UInt8] { (0..<gzipPieceCount).flatMap(gzipPiece) }
}
