import Datastream
import Ledger
import Testing

@testable import datastream_exporter

@Suite struct RunTableTests {
    @Test func `columns are as wide as what stands in them`() {
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

    @Test func `no runs are the names of the columns`() {
        #expect(RunTable.text([]) == "END  STREAM  OBJECT  TRIGGER  RESULT  START  DURATION  PARTIAL  REASONS\n")
    }

    @Test func `streams of one id have their full names`() {
        let text = RunTable.text([RunLine("a"), RunLine("b"), RunLine("b", location: "m"), RunLine("a")])
        #expect(text.contains("-    a "))
        #expect(text.contains(" projects/p/locations/l/streams/b "))
        #expect(text.contains(" projects/p/locations/m/streams/b "))
    }

    @Test(arguments: [
        ("plain \u{E9} \u{1F4A5}", "plain \u{E9} \u{1F4A5}"), ("", "-"), ("a\nb", "a\\u{a}b"),
        ("\u{1B}[2J", "\\u{1b}[2J"), ("\u{202E}gnp", "\\u{202e}gnp"), ("a\u{0}\u{7F}\u{9B}b", "a\\u{0}\\u{7f}\\u{9b}b"),
        ("\u{2028}\r\n", "\\u{2028}\\u{d}\\u{a}"),
    ])
    func `what a terminal would obey is shown as text`(text: String, shown: String) {
        #expect(RunTable.shown(text) == shown)
    }
}
