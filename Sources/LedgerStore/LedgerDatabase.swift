internal import CSQLite
internal import Glibc

extension Database {
    /// Opens a ledger to write it: makes its tables or brings them up to date, and checks the whole file.
    static func ledger(at location: LedgerLocation, _ schema: Schema) throws(StoreFailure) -> Database {
        try location.prepare()
        return try identified(location) { () throws(StoreFailure) in
            var database = try Database(path: location.path, .readWrite)
            try database.prepare(for: schema, at: location)
            return database
        }
    }

    /// Opens a ledger to read it, also while it is written; the transaction that begins is never ended but by closing.
    ///
    /// What a writer that was killed left half done is undone first, for which the file must be writable.
    static func ledger(reading location: LedgerLocation, _ schema: Schema) throws(StoreFailure) -> Database {
        guard try location.exists() else { throw .path(LedgerLocation.text(ENOENT)) }
        if try FileHeader(path: location.path).isWriteAhead {
            throw .path("it is in write-ahead mode: start the exporter on it once")
        }
        return try identified(location) { () throws(StoreFailure) in
            do throws(StoreFailure) {
                return try reading(location, .readOnly, schema)
            } catch {
                guard error.isOfUnfinishedWrite else { throw error }
                return try reading(location, .readWrite, schema)
            }
        }
    }

    private static func reading(
        _ location: LedgerLocation, _ access: Access, _ schema: Schema
    ) throws(StoreFailure) -> Database {
        let database = try Database(path: location.path, access)
        try database.execute("BEGIN")
        let version = try database.version(in: schema)
        guard version == 0 || version == schema.version else { throw .older(version) }
        try database.checkDefinitions(schema, version)
        return database
    }

    /// Opens a file unless it is none of ours; what SQLite makes of a file that is none of ours is not told.
    private static func identified(
        _ location: LedgerLocation, _ open: () throws(StoreFailure) -> Database
    ) throws(StoreFailure) -> Database {
        // While there is a journal only SQLite can tell what the file is.
        if !location.hasJournal {
            let header = try FileHeader(path: location.path)
            if header.kind == .foreign { throw .foreign }
            if header.kind == .ledger, !header.isWhole { throw .damage("its header is broken") }
        }
        do throws(StoreFailure) {
            return try open()
        } catch {
            if error.tellsOfTheFile, try FileHeader(path: location.path).kind == .foreign { throw .foreign }
            throw error
        }
    }
}

extension Database {
    /// Brings the file up to date and makes sure that it is whole and can be written.
    private mutating func prepare(for schema: Schema, at location: LedgerLocation) throws(StoreFailure) {
        let version = try version(in: schema)
        // A power cut must not undo what was committed, as it has been published then.
        try execute(
            """
            PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = OFF;
            PRAGMA cache_size = -8192
            """)
        try checkDefinitions(schema, version)
        // SQLite takes what is missing of the last page for zeros.
        guard try integer("PRAGMA page_count") * integer("PRAGMA page_size") <= location.size else {
            throw .damage("its end is missing")
        }
        guard case .text("ok") = try rows("PRAGMA integrity_check(1)").first?.first else {
            throw .damage("its pages do not hang together")
        }
        if version < schema.version { try upgrade(from: version, to: schema) } else { try probe(version) }
    }

    /// The version of the file; 0 when there is nothing in it.
    func version(in schema: Schema) throws(StoreFailure) -> Int {
        let mark = try integer("PRAGMA application_id")
        let version = try integer("PRAGMA user_version")
        if mark == 0, version == 0, try definitions().isEmpty { return 0 }
        guard mark == Schema.applicationID else { throw .foreign }
        guard version > 0 else { throw .damage("it has \(version) for a version") }
        guard version <= Int64(schema.version) else { throw .newer(Int(version)) }
        return Int(version)
    }

    /// Makes sure that the tables are those of the version; what someone added to them does no harm.
    private func checkDefinitions(_ schema: Schema, _ version: Int) throws(StoreFailure) {
        guard version > 0 else { return }
        guard try Set(schema.definitions(of: version)).isSubset(of: definitions()) else {
            throw .damage("its tables are not those of version \(version)")
        }
    }

    /// Goes the steps that lead from a version to the schema's, all or none.
    private mutating func upgrade(from version: Int, to schema: Schema) throws(StoreFailure) {
        try transaction { database throws(StoreFailure) in
            for step in schema.steps.dropFirst(version) { try step(&database) }
            if version == 0 { try database.put(LedgerRow(generation: 0, streams: 0)) }
            try database.execute(
                "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(schema.version)")
        }
    }

    /// Writes what is there already, to know at the start that a file cannot be written; a full disk may yet be emptied.
    private mutating func probe(_ version: Int) throws(StoreFailure) {
        do throws(StoreFailure) {
            try transaction { database throws(StoreFailure) in
                try database.execute("PRAGMA user_version = \(version)")
            }
        } catch {
            if [SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH].contains(error.code) { throw error }
        }
    }
}
