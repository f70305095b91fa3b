import Datastream
import Ledger
import Testing

@testable import datastream_exporter

@Suite struct RunTableTests {
    @Test func `columns are as wide as their contents`() {
        let lines = [
            RunLine(from: second(0), to: second(3_723, nanoseconds: 5)),
            RunLine(
                "billing", object: "public.invoices", result: .failed, from: nil, to: second(90),
                reasons: ["BIGQUERY_PERMISSION", "CDC"], isPartial: true),
            RunLine(result: .stopped),
        ]
        #expect(
            RunTable.text(lines) == """
                END                   STREAM   OBJECT           TRIGGER  RESULT     START                 DURATION  PARTIAL  REASONS
                2026-11-24T01:02:03Z  orders   shop.orders      MANUAL   completed  2026-11-24T00:00:00Z  1h2m3s    no       -
                2026-11-24T00:01:30Z  billing  public.invoices  MANUAL   failed     -                     -         yes      BIGQUERY_PERMISSION, CDC
                -                     orders   shop.orders      MANUAL   stopped    -                     -         no       -

                """)
    }

    @Test func `without runs only the column names are shown`() {
        #expect(RunTable.text([]) == "END  STREAM  OBJECT  TRIGGER  RESULT  START  DURATION  PARTIAL  REASONS\n")
    }

    @Test func `streams with the same id are shown with full names`() {
        let text = RunTable.text([RunLine("a"), RunLine("b"), RunLine("b", location: "m"), RunLine("a")])
        #expect(text.contains("-    a "))
        #expect(text.contains(" projects/p/locations/l/streams/b "))
        #expect(text.contains(" projects/p/locations/m/streams/b "))
    }

    @Test(arguments: [
        ("plain \u{E9}", "plain \u{E9}"), ("", "-"), ("a\nb", #"a\nb"#), ("\u{1B}[2J", #"\u001b[2J"#),
        ("\u{202E}gnp", #"\u202egnp"#), ("a\u{0}\u{7F}\u{9B}b", #"a\u0000\u007f\u009bb"#),
        ("\u{2028}\r\n", #"\u2028\r\n"#), ("a\u{115F}\u{E000}b", #"a\u115f\ue000b"#),
    ])
    func `control characters are shown as text, on one line`(text: String, shown: String) {
        let table = RunTable.text([RunLine(object: text, reasons: [text])])
        #expect(table.split(separator: "\n").count == 2)
        #expect(table.contains("  \(shown)  ") && table.hasSuffix("  \(shown)\n"), "\(table)")
    }

    @Test func `columns are aligned, even with wide characters`() {
        let table = RunTable.text([RunLine(object: "\u{8868}\u{8868}\u{8868}\u{8868}"), RunLine(object: "abcdefgh")])
        #expect(table.contains("  \u{8868}\u{8868}\u{8868}\u{8868}  ") && table.contains("  abcdefgh  "))
    }
}
