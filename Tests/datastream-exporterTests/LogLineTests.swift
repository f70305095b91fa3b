import Datastream
import Foundation
import Notation
import Testing

@testable import datastream_exporter

@Suite struct LogLineTests {
    private let time = Timestamp(seconds: 1_795_000_000, nanoseconds: 500_000_000)

    @Test func `a line of logfmt quotes what needs it`() {
        let line = LogLine(.warn, "poll failed", ["stream": "projects/p", "err": "a \"b\"\nc=d", "empty": ""])
        #expect(
            line.text(.logfmt, at: time)
                == #"time=2026-11-18T11:06:40.5Z level=warn msg="poll failed" stream=projects/p err="a \"b\"\nc=d" empty="""#
                + "\n")
    }

    @Test(arguments: ["plain", "a \"b\"\n\t\\", "\u{1}\u{7F}é🚰", String(repeating: "x", count: 9_000)])
    func `a JSON line is valid, whatever it says`(text: String) throws {
        let line = LogLine(.info, "said", ["text": text]).text(.json, at: time)
        #expect(line.utf8.count <= LogLine.maximumBytes)
        let read = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
        let said = try #require(read?["text"])
        #expect(said == text || text.hasPrefix(said.dropLast(3)))
        #expect(read?["level"] == "info" && read?["severity"] == "INFO")
    }

    @Test(arguments: zip(LogLevel.allCases, ["DEBUG", "INFO", "WARNING", "ERROR"]))
    func `JSON also has Google Cloud's name for the level`(level: LogLevel, severity: String) {
        let line = LogLine(level, "said").text(.json, at: Timestamp(seconds: 0))
        #expect(
            line
                == #"{"time":"1970-01-01T00:00:00Z","level":"\#(level.rawValue)","severity":"\#(severity)","msg":"said"}"#
                + "\n")
    }

    @Test(arguments: LogFormat.allCases)
    func `no text can forge a line, hide, or control a terminal`(format: LogFormat) {
        let text = "a\u{85}b\u{2028}c\u{202E}d\u{9B}31me\rf\u{200B}g\"\u{301} level=error"
        for line in [
            LogLine(.info, text), LogLine(.info, "said", ["text": text]), LogLine(.info, "said", ["text": "\u{202E}x"]),
        ] {
            let written = line.text(format, at: time)
            #expect(VisibleText.escapedLines(written) == written)
            #expect(written.unicodeScalars.filter { $0 == "\n" || $0 == "\r" }.count == 1)
        }
        #expect(
            LogLine(.info, "x", ["text": text]).text(format, at: time).contains(
                #"a\u0085b\u2028c\u202ed\u009b31me\rf\u200b"#))
    }

    @Test func `a line with too many fields drops the last ones`() {
        var line = LogLine(.info, "said")
        line.fields = (0..<20).map { (name: "field\($0)", value: String(repeating: "x", count: 1_000)) }
        let text = line.text(.logfmt, at: time)
        #expect(text.utf8.count <= LogLine.maximumBytes)
        #expect(text.contains("field0=") && !text.contains("field9="))
    }

    @Test func `levels are ordered`() { #expect(LogLevel.debug < .info && LogLevel.warn < .error) }
}
