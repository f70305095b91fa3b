extension Schema {
    /// The tables of this program.
    static let current = Schema(steps: [makeVersion1, makeVersion2, makeVersion3, makeVersion4, makeVersion5])
}

private func makeVersion1(_ database: inout Database) throws(StoreFailure) { try database.execute(version1) }

/// Version 1's columns of a listed object, and of an object that left.
private let objectColumns1 = "stream INTEGER NOT NULL, id TEXT NOT NULL, \(objectDetails1)"
/// What follows the key of a listed object's row until version 4.
private let objectDetails1 = """
    previous TEXT, display_name TEXT NOT NULL,
        source_type TEXT, namespace_name TEXT, table_name TEXT, \(jobColumns1),
        create_seconds INTEGER, create_nanoseconds INTEGER, update_seconds INTEGER, update_nanoseconds INTEGER
    """
/// Version 1's columns of an object's job, and of the numbers of errors.
private let jobColumns1 = """
    job_state TEXT, job_trigger TEXT,
        job_start_seconds INTEGER, job_start_nanoseconds INTEGER, job_end_seconds INTEGER, job_end_nanoseconds INTEGER,
        job_where TEXT, job_errors INTEGER, errors INTEGER NOT NULL
    """
private let departedColumns1 = "stream INTEGER NOT NULL, id TEXT NOT NULL, left_as INTEGER NOT NULL"

/// Version 1's columns of an object's record.
private let recordColumns1 = """
    state TEXT NOT NULL, since_seconds INTEGER NOT NULL, since_nanoseconds INTEGER NOT NULL,
        created_seconds INTEGER, created_nanoseconds INTEGER, missing INTEGER NOT NULL,
        run_start_seconds INTEGER, run_start_nanoseconds INTEGER, run_end_seconds INTEGER, run_end_nanoseconds INTEGER,
        run_result TEXT, run_measured INTEGER,
        earlier_start_seconds INTEGER, earlier_start_nanoseconds INTEGER, earlier_end_seconds INTEGER,
        earlier_end_nanoseconds INTEGER, earlier_result TEXT, earlier_measured INTEGER
    """

/// Version 1.
///
/// Times are seconds since 1970-01-01T00:00:00Z plus nanoseconds; NULL means absent. The row of a stream or an object
/// holds the number of its rows in other tables, so that a lost row is noticed.
private let version1 = """
    CREATE TABLE ledger (
        id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, streams INTEGER NOT NULL, checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE streams (
        stream INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, counters INTEGER NOT NULL, reasons INTEGER NOT NULL,
        latest_errors INTEGER NOT NULL, objects INTEGER NOT NULL, departed_objects INTEGER NOT NULL,
        seen_errors INTEGER NOT NULL, runs INTEGER NOT NULL, next_run INTEGER NOT NULL,
        duration_seconds_sum REAL NOT NULL, checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE counters (
        stream INTEGER NOT NULL, counter TEXT NOT NULL, labels TEXT NOT NULL, value INTEGER NOT NULL,
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, counter, labels)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reasons (
        stream INTEGER NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, value INTEGER NOT NULL, waiting INTEGER,
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, source, reason)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE latest_errors (
        stream INTEGER NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, error_uuid TEXT NOT NULL,
        seconds INTEGER, nanoseconds INTEGER, object TEXT, checksum INTEGER NOT NULL, PRIMARY KEY (stream, source)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE objects (
        \(objectColumns1),
        \(recordColumns1),
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE object_errors (
        stream INTEGER NOT NULL, object TEXT NOT NULL, source TEXT NOT NULL, position INTEGER NOT NULL,
        reason TEXT NOT NULL, error_uuid TEXT NOT NULL, message TEXT NOT NULL, seconds INTEGER, nanoseconds INTEGER,
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, object, source, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE departed_objects (
        \(departedColumns1),
        \(recordColumns1),
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE seen_errors (
        stream INTEGER NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL, left_as INTEGER, -- NULL: still listed
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, source, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE runs (
        stream INTEGER NOT NULL, sequence INTEGER NOT NULL, object_id TEXT NOT NULL, object TEXT NOT NULL,
        trigger TEXT NOT NULL, result TEXT NOT NULL,
        start_seconds INTEGER, start_nanoseconds INTEGER, end_seconds INTEGER, end_nanoseconds INTEGER,
        reasons INTEGER NOT NULL, partial INTEGER NOT NULL,
        seen_seconds INTEGER NOT NULL, seen_nanoseconds INTEGER NOT NULL,
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE run_reasons (
        stream INTEGER NOT NULL, run INTEGER NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL,
        checksum INTEGER NOT NULL, PRIMARY KEY (stream, run, position)
    ) STRICT, WITHOUT ROWID;
    """

/// Version 2: a stream's row also holds when the stream was created and when it was last listed.
///
/// Version 1 stored neither. It assumed that a stream had been listed until now, so the upgrade stores the current
/// time.
private func makeVersion2(_ database: inout Database) throws(StoreFailure) {
    let rows = try database.rows("SELECT * FROM streams ORDER BY stream")
    let now = try database.integer("SELECT CAST(strftime('%s', 'now') AS INTEGER)")
    try database.execute(
        """
        DROP TABLE streams;
        CREATE TABLE streams (
            \(streamColumns2), checksum INTEGER NOT NULL
        ) STRICT;
        """)
    for row in rows {
        _ = try ColumnReader(RowValues(row), of: .streams)
        let created: [SQLValue] = [.null, .null]
        try database.apply(.put(.streams, RowValues(row.dropLast() + created + [.integer(now), .integer(0)])))
    }
}

/// Version 2's columns of a stream.
private let streamColumns2 = """
    stream INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, counters INTEGER NOT NULL, reasons INTEGER NOT NULL,
        latest_errors INTEGER NOT NULL, objects INTEGER NOT NULL, departed_objects INTEGER NOT NULL,
        seen_errors INTEGER NOT NULL, runs INTEGER NOT NULL, next_run INTEGER NOT NULL,
        duration_seconds_sum REAL NOT NULL, created_seconds INTEGER, created_nanoseconds INTEGER,
        listed_seconds INTEGER, listed_nanoseconds INTEGER
    """

/// Version 3: an object's row also holds the duration of its last completed run of the whole object; an index finds the
/// runs of an object.
///
/// The upgrade takes the duration from the object's job or, failing that, from its finished runs.
private func makeVersion3(_ database: inout Database) throws(StoreFailure) {
    try database.execute(
        """
        CREATE INDEX runs_of_objects ON runs (stream, object_id);
        CREATE TEMP TABLE former_objects AS SELECT * FROM objects;
        CREATE TEMP TABLE former_departed_objects AS SELECT * FROM departed_objects;
        DROP TABLE objects;
        DROP TABLE departed_objects;
        CREATE TABLE objects (
            \(objectColumns1),
            \(recordColumns1),
            previous_duration_seconds REAL,
            checksum INTEGER NOT NULL, PRIMARY KEY (stream, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE departed_objects (
            \(departedColumns1),
            \(recordColumns1),
            previous_duration_seconds REAL,
            checksum INTEGER NOT NULL, PRIMARY KEY (stream, id)
        ) STRICT, WITHOUT ROWID;
        """)
    let ofRun = """
        (SELECT \(durationColumn("")) FROM runs WHERE runs.stream = former.stream AND object_id = former.id
        AND result = 'completed' AND partial = 0 AND \(durationColumn("")) >= 0 ORDER BY sequence DESC LIMIT 1)
        """
    let ofJob = """
        iif(job_state = 'COMPLETED' AND job_where IS NULL AND \(durationColumn("job_")) >= 0, \(durationColumn("job_")), NULL)
        """
    try database.add("coalesce(\(ofJob), \(ofRun))", to: .objects)
    try database.add(ofRun, to: .departedObjects)
    try database.execute("DROP TABLE former_objects; DROP TABLE former_departed_objects")
}

/// Version 4: a changed object gets a new row after all others, so that a write touches few pages.
///
/// An object's row has a sequence number and tells whether the object is present; a stream's row also holds which rows of
/// objects it has.
private func makeVersion4(_ database: inout Database) throws(StoreFailure) {
    let streams = try database.rows(
        "SELECT *, (SELECT count(*) FROM objects WHERE objects.stream = streams.stream) FROM streams ORDER BY stream")
    try database.execute(
        """
        CREATE TEMP TABLE former_objects AS SELECT * FROM objects;
        DROP TABLE objects;
        DROP TABLE streams;
        CREATE TABLE objects (
            stream INTEGER NOT NULL, sequence INTEGER NOT NULL, id TEXT NOT NULL, present INTEGER NOT NULL,
            \(objectDetails1),
            \(recordColumns1),
            previous_duration_seconds REAL,
            checksum INTEGER NOT NULL, PRIMARY KEY (stream, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE streams (
            \(streamColumns2),
            object_rows INTEGER NOT NULL, next_object_row INTEGER NOT NULL, checksum INTEGER NOT NULL
        ) STRICT;
        """)
    let former = """
        SELECT *, row_number() OVER (PARTITION BY stream ORDER BY id) - 1 FROM former_objects ORDER BY stream, id
        """
    try database.prepare(former).rows { row throws(StoreFailure) in
        let row = try row.list()
        let (stored, sequence) = (row.dropLast(), row.suffix(1))
        _ = try ColumnReader(RowValues(stored), of: .objects)
        let key = stored.prefix(1) + sequence + stored[1...1] + [.integer(1)]
        try database.apply(.put(.objects, RowValues(key + stored.dropFirst(2).dropLast())))
    }
    for row in streams {
        let (stored, count) = (row.dropLast(), row.suffix(1))
        _ = try ColumnReader(RowValues(stored), of: .streams)
        try database.apply(.put(.streams, RowValues(stored.dropLast() + count + count)))
    }
    try database.execute("DROP TABLE former_objects")
}

/// Version 5: the states of objects are in rows of their own, so that a write has less to write; there is no index of an
/// object's runs.
///
/// The index served to find the few runs whose times are corrected, and touched a page for nearly each run that was
/// added or removed.
private func makeVersion5(_ database: inout Database) throws(StoreFailure) {
    try database.execute(
        """
        DROP INDEX runs_of_objects;
        CREATE TEMP TABLE former_objects AS SELECT * FROM objects;
        DROP TABLE objects;
        CREATE TABLE objects (
            stream INTEGER NOT NULL, id TEXT NOT NULL, previous TEXT, display_name TEXT NOT NULL,
            source_type TEXT, namespace_name TEXT, table_name TEXT, create_seconds INTEGER, create_nanoseconds INTEGER,
            checksum INTEGER NOT NULL, PRIMARY KEY (stream, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE object_states (
            stream INTEGER NOT NULL, sequence INTEGER NOT NULL, object TEXT NOT NULL, \(jobColumns1), update_seconds INTEGER, update_nanoseconds INTEGER,
            \(recordColumns1),
            previous_duration_seconds REAL,
            checksum INTEGER NOT NULL, PRIMARY KEY (stream, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TEMP TABLE former_streams AS SELECT * FROM streams;
        DROP TABLE streams;
        CREATE TABLE streams (
            \(streamColumns2),
            object_states INTEGER NOT NULL, next_object_state INTEGER NOT NULL, checksum INTEGER NOT NULL
        ) STRICT;
        INSERT INTO streams SELECT * FROM former_streams;
        DROP TABLE former_streams;
        """)
    try database.prepare("SELECT * FROM former_objects ORDER BY stream, sequence").rows { row throws(StoreFailure) in
        let row = try row.list()
        _ = try ColumnReader(RowValues(row), of: .objects)
        // The mark of an object that left becomes the state of an object that is not there.
        let state = row[0...2] + row[9...17] + row[20...]
        try database.apply(.put(.objectStates, RowValues(state.dropLast())))
    }
    let present = """
        SELECT stream, id, previous, display_name, source_type, namespace_name, table_name, create_seconds,
        create_nanoseconds FROM (SELECT *, max(sequence) FROM former_objects GROUP BY stream, id) WHERE present
        """
    try database.prepare(present).rows { row throws(StoreFailure) in try database.apply(.put(.objects, row)) }
    try database.execute("DROP TABLE former_objects")
}

/// Seconds from start to end; NULL if either is not known.
private func durationColumn(_ prefix: String) -> String {
    """
    (\(prefix)end_seconds - \(prefix)start_seconds + (\(prefix)end_nanoseconds - \(prefix)start_nanoseconds) / 1e9)
    """
}

extension Database {
    /// Copies the rows of a table's former version and adds a column.
    fileprivate mutating func add(_ column: String, to table: Table) throws(StoreFailure) {
        let former = try prepare("SELECT *, \(column) FROM former_\(table.rawValue) AS former ORDER BY stream, id")
        try former.rows { row throws(StoreFailure) in
            let row = try row.list()
            _ = try ColumnReader(RowValues(row.dropLast()), of: table)
            try apply(.put(table, RowValues(row.dropLast(2) + row.suffix(1))))
        }
    }
}
