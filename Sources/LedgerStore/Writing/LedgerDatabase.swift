internal import CSQLite
internal import Glibc
internal import System

extension Database {
    /// Opens a ledger for writing: checks the whole file, creates or upgrades its tables, reads it, and tests that it
    /// is writable.
    ///
    /// A file that `read` rejects is refused. A refused file stays byte for byte as it was.
    static func ledger(
        at location: LedgerLocation, _ schema: Schema, _ read: (inout Database) throws(StoreFailure) -> Void
    ) throws(StoreFailure) -> Database {
        try location.prepare()
        try location.checkSideFiles()
        return try identified(location) { () throws(StoreFailure) in
            let isWriteAhead = try FileHeader(path: location.path).isWriteAhead
            let needsCopy = location.hasUnfinishedWrite || isWriteAhead
            if needsCopy {
                let copy = try LedgerCopy.made(of: location)
                var database = try Database(path: copy.path, .readWrite)
                try database.check(for: schema, at: copy.path, read)
            }
            var database = try Database(path: location.path, .readWrite)
            let version: Int
            do throws(StoreFailure) { version = try database.check(for: schema, at: location.path, read) } catch {
                // What was a ledger when it was copied is not broken: SQLite could not read its journal.
                if needsCopy, error.isDamage { throw .sqlite(SQLITE_IOERR, "disk I/O error") }
                throw error
            }
            try location.makePrivate()
            try database.settle(version)
            return database
        }
    }

    /// Reads a ledger in one transaction, even while it is being written.
    ///
    /// The unfinished write of a killed writer is rolled back on a copy: the file itself is never changed.
    static func reading<Value>(
        _ location: LedgerLocation, _ schema: Schema, _ read: (inout Database) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        guard try location.exists() else { throw .path(SystemError.text(ENOENT)) }
        try location.checkSideFiles()
        if try FileHeader(path: location.path).isWriteAhead {
            throw .path("it is in write-ahead mode: start the exporter on it once to convert it")
        }
        return try identified(location) { () throws(StoreFailure) in
            do throws(StoreFailure) {
                var database = try reading(location.path, .readOnly, schema)
                return try read(&database)
            } catch {
                guard error.isOfUnfinishedWrite else { throw error }
            }
            let copy = try LedgerCopy.made(of: location)
            var database = try reading(copy.path, .readWrite, schema)
            return try read(&database)
        }
    }

    private static func reading(_ path: String, _ access: Access, _ schema: Schema) throws(StoreFailure) -> Database {
        let database = try Database(path: path, access)
        try database.execute("BEGIN")
        let version = try database.version(in: schema)
        guard version == 0 || version == schema.version else { throw .older(version) }
        try database.checkDefinitions(schema, version)
        return database
    }

    /// How often a file is read that cannot be read or looks broken: what a failing disk does may pass.
    private static let attempts = 3

    /// Opens a file unless it belongs to another program, for which SQLite's own messages would not help.
    private static func identified<Value: ~Copyable>(
        _ location: LedgerLocation, _ open: () throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        func attempt() throws(StoreFailure) -> Value {
            // If there is a journal, only SQLite can tell what the file is.
            if !location.hasJournal {
                let header = try FileHeader(path: location.path)
                if header.kind == .foreign { throw .foreign }
                if header.kind == .ledger, !header.isWhole { throw .damage("its header is broken") }
            }
            return try open()
        }
        do throws(StoreFailure) {
            for _ in 1..<attempts {
                do throws(StoreFailure) { return try attempt() } catch {
                    guard error.isDamage || error.code == SQLITE_IOERR else { throw error }
                }
            }
            return try attempt()
        } catch {
            if error.tellsOfTheFile, try FileHeader(path: location.path).isAnothers { throw .foreign }
            throw error
        }
    }
}

extension Database {
    /// Checks that the file is intact, upgrades it if it has an earlier version, and reads it.
    ///
    /// A refused file is never written to: SQLite keeps the pages of a transaction in memory until it commits.
    ///
    /// - Returns: the version that the file has now.
    @discardableResult
    private mutating func check(
        for schema: Schema, at path: String, _ read: (inout Database) throws(StoreFailure) -> Void
    ) throws(StoreFailure) -> Int {
        let version = try version(in: schema)
        try execute("PRAGMA synchronous = EXTRA; PRAGMA secure_delete = OFF; PRAGMA cache_size = -12288")
        try checkDefinitions(schema, version)
        // SQLite reads the missing part of the last page as zeros.
        let size = try FileHeader.size(of: path)
        guard try integer("PRAGMA page_count") * integer("PRAGMA page_size") <= size else {
            throw .damage("it is truncated")
        }
        try checkPages()
        guard version < schema.version else {
            try read(&self)
            return version
        }
        try execute("PRAGMA cache_spill = OFF")
        try transaction { database throws(StoreFailure) in
            try database.upgrade(from: version, to: schema)
            try read(&database)
        }
        try execute("PRAGMA cache_spill = ON")
        return schema.version
    }

    /// Sets the journal mode, and makes sure that the file can be written.
    private mutating func settle(_ version: Int) throws(StoreFailure) {
        // A power failure must not undo a commit, because its counters may have been published.
        try execute("PRAGMA journal_mode = DELETE")
        try probe(version)
    }

    /// The version of the file; 0 if the file is empty.
    func version(in schema: Schema) throws(StoreFailure) -> Int {
        let mark = try integer("PRAGMA application_id")
        let version = try integer("PRAGMA user_version")
        if mark == 0, version == 0, try definitions().isEmpty { return 0 }
        guard mark == Schema.applicationID else { throw .foreign }
        guard version > 0 else { throw .damage("its version is \(version)") }
        guard version <= Int64(schema.version) else { throw .newer(Int(version)) }
        return Int(version)
    }

    /// Checks that the file has the tables of the version; other tables do no harm.
    private func checkDefinitions(_ schema: Schema, _ version: Int) throws(StoreFailure) {
        guard version > 0 else { return }
        guard try Set(schema.definitions(of: version)).isSubset(of: definitions()) else {
            throw .damage("its tables are not those of version \(version)")
        }
    }

    /// Checks that nothing else in the file has the name of a table that an upgrade creates.
    private func checkNames(_ schema: Schema, _ version: Int) throws(StoreFailure) {
        guard version > 0 else { return }
        let created = try Set(schema.definitions(of: schema.version).map(\.name))
            .subtracting(schema.definitions(of: version).map(\.name))
        guard let taken = try definitions().first(where: { created.contains($0.name.lowercased()) }) else { return }
        throw .path("its \(taken.type) \(taken.name) has the name of a table of this version: drop or rename it")
    }

    /// Upgrades the tables from a version to the schema's.
    private mutating func upgrade(from version: Int, to schema: Schema) throws(StoreFailure) {
        try checkNames(schema, version)
        for step in schema.steps.dropFirst(version) { try step(&self) }
        if version == 0 { try put(LedgerRow(generation: 0, streams: 0), of: LedgerRow.id) }
        try execute("PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(schema.version)")
    }

    /// Writes the current version again, to find out early whether the file can be written.
    ///
    /// A full disk is no error here: space may be freed later.
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
