import Ledger
import Notation
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct SchemaTests {
    @Test func `the tables match the rows, keys first`() throws {
        var database = try Database(.memory)
        for step in Schema.current.steps { try step(&database) }
        let tables = try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        #expect(tables.map(text) == Table.allCases.map(\.rawValue).sorted())
        for table in Table.allCases {
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table.rawValue)') ORDER BY cid")
            #expect(columns.map(text) == [table.key[0]] + Self.columns(of: table) + ["checksum"])
            #expect(columns.map(text).prefix(table.key.count) == table.key[...])
            let keys = try database.rows("SELECT name FROM pragma_table_info('\(table.rawValue)') WHERE pk ORDER BY pk")
            #expect(keys.map(text) == table.key)
        }
    }

    private static let rows: [any StoredRow.Type] = [
        LedgerRow.self, StreamRow.self, CounterRow.self, ReasonRow.self, LatestErrorRow.self, ObjectRow.self,
        ObjectStateRow.self,
        ObjectErrorRow.self, DepartedObjectRow.self, SeenErrorRow.self, RunRow.self, RunReasonRow.self,
    ]

    /// The columns that a row type of the table names.
    private static func columns(of table: Table) -> [String] {
        rows.filter { $0.table == table }.flatMap { row in
            var (row, columns) = (row.init(), ColumnNames())
            row.visit(&columns)
            return columns.names
        }
    }

    @Test(
        arguments: [
            (1, 0x0000B61C70584E82), (2, 0xA64B223E9D8ED584), (3, 0x84040B0CFD0E07E1), (4, 0xA108790AF7CAD166),
            (5, 0x32BCFC4A2B6451F7),
        ] as [(Int, UInt64)])
    func `the tables of a released version never change`(version: Int, hash: UInt64) throws {
        let definitions = try Schema.current.definitions(of: version)
        let texts = definitions.map { [$0.type, $0.name, $0.table, $0.sql].joined(separator: "\n") }
        let found = StableHash.of(texts.joined())
        #expect(found == hash)
    }

    @Test func `rows have the same number of columns as their tables`() throws {
        let folder = try Folder.forLedgers()
        var store = try LedgerStore.open(path: folder.file())
        // Write a row to each table: SQLite would refuse one with the wrong number of columns.
        try store.add(["s": .full])
        try store.withDatabase { database throws(StoreFailure) in
            for table in Table.allCases {
                let count = try database.integer("SELECT count(*) FROM \(table.rawValue)")
                #expect(count > 0, "\(table)")
            }
        }
    }

    private func text(_ row: [SQLValue]) -> String {
        guard case .text(let text)? = row.first else { return "" }
        return text
    }
}
