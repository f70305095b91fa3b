import Datastream
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

/// Files of other versions.
extension LedgerDatabaseTests {
    private static let later = Schema(steps: Schema.current.steps + [addNotes])

    @Test func `an older file is migrated, and the older program refuses it then`() throws {
        try keep()
        let store = try LedgerStore.open(path: path, bounds: StreamLedger.tight, schema: Self.later)
        let read = store.ledgers
        #expect(read[stream("s")]?.differences(from: .full) == [])
        _ = consume store
        #expect(opened == .newer)
        #expect(errorKind { _ = try LedgerReader.runs(path: path) } == .newer)
        let database = try Database(path: path, .readOnly)
        #expect(try database.integer("PRAGMA user_version") == Int64(Self.later.version))
        #expect(try database.integer("SELECT count(*) FROM notes") == 1)
    }

    @Test func `a version 1 file keeps its counts, and its streams go on counting`() throws {
        let first = Schema(steps: Array(Schema.current.steps.prefix(1)))
        let name = "projects/p/locations/l/streams/s"
        var old = try LedgerStore.open(path: path, schema: first)
        try old.withDatabase { database throws(StoreFailure) in
            // One counter, of durations up to five minutes; the next run has the sequence number 7.
            let counts = [1, 0, 0, 0, 0, 0, 0, 7].map { SQLValue.integer($0) }
            try database.apply(.put(.streams, RowValues([.integer(1), .text(name)] + counts + [.real(500)])))
            try database.apply(.put(.counters, [.integer(1), .text("durations"), .text("300.0"), .integer(4)]))
            try database.put(LedgerRow(generation: 1, streams: 1), of: LedgerRow.id)
            try database.execute("COMMIT")
        }
        _ = consume old
        let ledger = try #require(try ledgers(of: path, bounds: .standard)[stream("s")])
        let durations = ledger.counters.durations
        let counted = zip(durations.bounds, durations.counts).filter { $0.1 > 0 }
        #expect(counted.map(\.0) == [300] && counted.map(\.1) == [4] && durations.sum == 500)
        #expect(ledger.created == nil && ledger.listed != nil)
    }

    /// Writes a ledger to a file of version 2, 3 or 4.
    private func keep(_ ledger: StreamLedger, asVersion version: Int) throws {
        var store = try LedgerStore.open(path: path, schema: Schema(steps: Array(Schema.current.steps.prefix(version))))
        try store.withDatabase { database throws(StoreFailure) in
            var (objects, states): ([[SQLValue]], [[SQLValue]]) = ([], [])
            try LedgerDifference(before: nil, after: ledger, stream: 1).each { change throws(StoreFailure) in
                guard case .put(let table, let values) = change else { return }
                var columns = try values.list()
                switch table {
                case .objects: objects.append(columns)
                case .objectStates: states.append(columns)
                default:
                    if version == 2, table == .departedObjects { columns.removeLast() }
                    try database.apply(.put(table, RowValues(columns)))
                }
            }
            let keyed = Self.formerRows(objects, states, asVersion: version)
            for columns in keyed { try database.apply(.put(.objects, RowValues(columns))) }
            let runs = try database.take(ledger.runs.entries[...], after: 0..<0, of: 1, .standard)
            let row = StreamRow(ledger, states: 0..<keyed.count, runs: runs, name: stream("s"), stream: 1)
            let columns = try row.values(stream: 1).list()
            try database.apply(.put(.streams, RowValues(version == 4 ? columns : columns.dropLast(2))))
            try database.put(LedgerRow(generation: 1, streams: 1), of: LedgerRow.id)
            try database.execute("COMMIT")
        }
    }

    /// The rows of objects until version 4, which held their states too.
    private static func formerRows(
        _ objects: [[SQLValue]], _ states: [[SQLValue]], asVersion version: Int
    ) -> [[SQLValue]] {
        var details = zip(objects, states).map { object, state -> [SQLValue] in
            Array(object[2...6]) + state[3...11] + object[7...8] + state[12...13] + state[14...]
        }
        // Version 2 had no durations.
        if version == 2 { details = details.map { $0.dropLast() } }
        guard version == 4, let some = details.first else {
            return zip(objects, details).map { object, row in object[0...1] + row }
        }
        // Before the rows that count come former ones, and those of an object that left.
        var rows: [[SQLValue]] = []
        func add(_ id: SQLValue, isPresent: Bool, _ details: [SQLValue]) {
            rows.append([.integer(1), .integer(Int64(rows.count)), id, .integer(isPresent ? 1 : 0)] + details)
        }
        for (object, row) in zip(objects, details) {
            add(object[1], isPresent: true, [.null, .text("former")] + row.dropFirst(2))
        }
        add(.text("left"), isPresent: true, some)
        add(.text("left"), isPresent: false, some)
        for (object, row) in zip(objects, details) { add(object[1], isPresent: true, row) }
        return rows
    }

    @Test func `a version 2 file keeps its data and gains durations from its jobs and runs`() throws {
        var partial = job(.completed, 500, 501)
        partial.sqlWhereClause = "x > 1"
        let lists = [
            [object("a", job(.completed, 10, 50)), object("b", job(.active, 1)), object("c", job(.active, 1))],
            [
                object("a", job(.failed, 60, 70)), object("b", job(.completed, 1, 8)),
                object("c", job(.completed, 1, 3)),
            ],
            [object("a", job(.completed, 100, 99)), object("b", job(.active, 300)), object("c", partial)],
            [object("a", job(.completed, 100, 99)), object("b", job(.active, 300))],
            [object("a", job(.completed, 100, 130)), object("b", job(.active, 300))],
        ]
        var ledger = StreamLedger(baseline: listing(lists[0]), at: at(0))
        for (minute, objects) in lists.enumerated().dropFirst() {
            _ = ledger.fold(listing(objects), at: at(60 * minute))
        }
        #expect(ledger.departed.records["c"]?.previousDuration == 2)
        try keep(ledger, asVersion: 2)
        let read = try #require(try ledgers(of: path)[stream("s")])
        #expect(read.differences(from: ledger) == [])
        #expect(read.records.map(\.previousDuration) == [30, 7] && read.running.count == 1)
        #expect(try LedgerReader.runs(path: path).first?.runs == ledger.finished)
    }

    @Test(arguments: [3, 4])
    func `a file of an older version keeps its data and goes on`(version: Int) throws {
        try keep(.full, asVersion: version)
        var store = try LedgerStore.open(path: path, bounds: StreamLedger.tight)
        let read = try #require(store.ledgers[stream("s")])
        #expect(read.differences(from: .full) == [])
        var ledger = read
        _ = ledger.fold(listing([object("b"), object("newer", job(.active, 1_000))]), at: at(1_000))
        try store.add(["s": ledger])
        _ = consume store
        #expect(try ledgers(of: path, bounds: StreamLedger.tight)[stream("s")]?.differences(from: ledger) == [])
    }

    @Test(
        arguments: [2, 3, 4],
        [
            "UPDATE objects SET display_name = 'y'", "UPDATE streams SET duration_seconds_sum = 7",
            "DELETE FROM objects",
        ])
    func `a damaged file of an older version is refused and left unchanged`(version: Int, sql: String) throws {
        try keep(StreamLedger(seeing: [object("x")]), asVersion: version)
        try execute(sql, on: path)
        let before = try bytes(of: path)
        #expect(opened == .corrupt)
        #expect(try bytes(of: path) == before)
    }

    @Test(arguments: [
        "DELETE FROM objects WHERE present = 0", "UPDATE objects SET present = 1",
        "DELETE FROM objects WHERE sequence = 0", "UPDATE streams SET object_rows = object_rows - 1",
        "UPDATE streams SET next_object_row = next_object_row + 1",
    ])
    func `damage to the former rows of a version 4 file is seen`(sql: String) throws {
        try keep(StreamLedger(seeing: [object("x")]), asVersion: 4)
        try execute(sql, on: path)
        #expect(opened == .corrupt)
    }

    @Test(arguments: ["CREATE VIEW Object_States AS SELECT id FROM objects", "CREATE TABLE object_states (x)"])
    func `something else with the name of a new table stops the upgrade, and is named`(sql: String) throws {
        try keep(StreamLedger(seeing: [object("x")]), asVersion: 4)
        try execute(sql, on: path)
        let before = try bytes(of: path)
        #expect(opened == .unusable)
        #expect(try bytes(of: path) == before)
        try execute("DROP \(sql.split(separator: " ")[1]) object_states", on: path)
        #expect(opened == nil)
    }

    @Test func `a new file goes through all migrations`() throws {
        var store = try LedgerStore.open(path: path, schema: Self.later)
        try store.add(["s": .full])
        _ = consume store
        #expect(errorKind { _ = try LedgerStore.open(path: path, schema: Self.later) } == nil)
        #expect(opened == .newer)
    }

    @Test func `a failed migration leaves the file unchanged`() throws {
        try keep()
        let before = try bytes(of: path)
        let failing = Schema(steps: Schema.current.steps + [addNotes, fail])
        #expect(errorKind { _ = try LedgerStore.open(path: path, schema: failing) } != nil)
        #expect(opened == nil)
        #expect(try bytes(of: path).count == before.count)
    }

    @Test func `a reader does not migrate an older file`() throws {
        try keep()
        #expect(errorKind { _ = try LedgerReader.runs(path: path, schema: Self.later) } == .unusable)
        #expect(opened == nil)
    }
}

private func addNotes(_ database: inout Database) throws(StoreFailure) {
    try database.execute("CREATE TABLE notes (text TEXT) STRICT; INSERT INTO notes VALUES ('new')")
}

private func fail(_ database: inout Database) throws(StoreFailure) {
    try database.execute("CREATE TABLE other (text TEXT) STRICT; INSERT INTO nowhere VALUES (1)")
}
