import CZlib
import DatastreamMetrics
import Exposition

/// The other forms of a scrape, which must tell the same as the plain text.
enum Bodies {
    /// What differs; nil if nothing does.
    static func problem(_ exposition: Exposition, _ text: [UInt8]) -> String? {
        let plain = exposition.body(of: Set(MetricGroup.all), in: .text)
        if inflated(plain) != text { return "the compressed body is not the plain one" }
        let groups = MetricGroup.all.map { exposition.body(of: [$0], in: .text).textCount }
        if groups.reduce(0, +) != text.count { return "the groups of series do not add up to all of them" }
        let open = exposition.body(of: Set(MetricGroup.all), in: .openMetrics)
        let openText = open.text
        if inflated(open) != openText { return "the compressed OpenMetrics body is not the plain one" }
        let lines = String(decoding: openText, as: UTF8.self).split(separator: "\n")
        if lines.last != "# EOF" { return "OpenMetrics does not end" }
        let samples = lines.lazy.filter { !$0.hasPrefix("#") }.map(withoutExemplar)
        let wanted = String(decoding: text, as: UTF8.self).split(separator: "\n").lazy.filter { !$0.hasPrefix("#") }
        return wanted.elementsEqual(samples) ? nil : "OpenMetrics shows other samples than the text"
    }

    private static func withoutExemplar(_ line: Substring) -> Substring {
        guard line.hasSuffix("}") || line.contains(" # {error_uuid=") else { return line }
        var isQuoted = false
        var isEscaped = false
        for index in line.utf8.indices {
            switch line.utf8[index] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isQuoted: isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "#") where !isQuoted: return line[..<line.utf8.index(before: index)]
            default: break
            }
        }
        return line
    }

    /// The text of the gzip member; nil if it is not one.
    private static func inflated(_ body: ExpositionBody) -> [UInt8]? {
        var member = (0..<body.gzipPieceCount).flatMap(body.gzipPiece)
        if member.count != body.gzipCount { return nil }
        var stream = z_stream()
        guard zlib_inflate_init(&stream, 16 + 15) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var text = [UInt8](repeating: 0, count: body.textCount + 1)
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
