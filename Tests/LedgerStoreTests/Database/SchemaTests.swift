import Ledger
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct SchemaTests {
    @Test func `the tables are those that the rows are of, their keys first`() throws {
        var database = try Database(.memory)
        for step in Schema.current.steps { try step(&database) }
        let tables = try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        #expect(tables.map(text) == Table.allCases.map(\.rawValue).sorted())
        for table in Table.allCases {
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table.rawValue)') ORDER BY cid")
            #expect(columns.map(text).prefix(table.key.count) == table.key[...])
            #expect(columns.last.map(text) == "checksum")
            let keys = try database.rows("SELECT name FROM pragma_table_info('\(table.rawValue)') WHERE pk ORDER BY pk")
            #expect(keys.map(text) == table.key)
        }
    }

    @Test func `rows have as many columns as their tables`() throws {
        let folder = try ScratchFolder()
        var store = try LedgerStore.open(path: folder.file())
        // A row of each kind; one of another width would be refused.
        try store.write([LedgerUpdate("s", .full)])
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
