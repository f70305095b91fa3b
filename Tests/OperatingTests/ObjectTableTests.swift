import Datastream
import Notation
import Testing

@testable import Operating

@Suite struct ObjectTableTests {
    private let objects = [
        object(
            "a1", .failed, started: 0, ended: 60, table: "orders",
            errors: [ReportedError(reason: "BACKFILL\u{1B}TIMED_OUT")]),
        object("a2", .none, table: "users"),
    ]

    private func lines(_ columns: Int?) -> [String] {
        let table = ObjectTable(objects, columns: columns)
        return ([table.head] + objects.map(table.row)).map { String($0.dropLast()) }
    }

    @Test func `without a terminal no column is cut`() {
        #expect(
            lines(nil) == [
                "OBJECT       STATE   TRIGGER  STARTED               ENDED                 ERRORS  REASON                   ID",
                #"shop.orders  FAILED  MANUAL   2026-09-21T14:13:20Z  2026-09-21T14:14:20Z  1       BACKFILL\u001bTIMED_OUT  a1"#,
                "shop.users   NONE    -        -                     -                     0       -                        a2",
            ])
    }

    @Test(arguments: [200, 120, 80, 60, 40, 30, 20])
    func `no line is wider than the terminal`(columns: Int) {
        for line in lines(columns) { #expect(VisibleText.width(line) <= columns, "\(line)") }
    }

    @Test func `a narrow terminal keeps the most important columns`() {
        #expect(lines(24) == ["OBJECT       STATE", "shop.orders  FAILED", "shop.users   NONE"])
        #expect(lines(60)[0] == "OBJECT       STATE   STARTED               ERRORS  ID")
    }

    @Test func `later, wider rows are cut on a terminal and whole elsewhere`() {
        let long = object("b", .active, table: String(repeating: "x", count: 90))
        #expect(VisibleText.width(ObjectTable(objects, columns: 100).row(long)) <= 101)
        #expect(ObjectTable(objects, columns: nil).row(long).contains(String(repeating: "x", count: 90)))
    }
}
