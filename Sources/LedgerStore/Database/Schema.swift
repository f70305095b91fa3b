/// The steps from an empty file to the tables of this version.
///
/// A released step is never changed. Each new version is a new step, which extends the tables and writes the rows that
/// it changes with their checksums.
struct Schema: Sendable {
    /// The step to version 1, to version 2, and so on.
    let steps: [@Sendable (inout Database) throws(StoreFailure) -> Void]

    /// The version that the steps lead to.
    var version: Int { steps.count }

    /// Marks the file as ours: `PRAGMA application_id`, in ASCII `DSLg`.
    static let applicationID: Int64 = 0x4453_4C67

    /// A table, an index, a view or a trigger, as SQLite stores it.
    struct Definition: Hashable {
        let type: String
        let name: String
        /// The name of its table.
        let table: String
        let sql: String
    }

    /// The tables and indexes of a file of a version.
    func definitions(of version: Int) throws(StoreFailure) -> [Definition] {
        var database = try Database(.memory)
        for step in steps.prefix(version) { try step(&database) }
        return try database.definitions()
    }
}

extension Database {
    /// Everything that the file defines.
    func definitions() throws(StoreFailure) -> [Schema.Definition] {
        try rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").map { row in
            let texts = row.map { value in if case .text(let text) = value { text } else { "" } }
            return Schema.Definition(type: texts[0], name: texts[1], table: texts[2], sql: texts[3])
        }
    }
}
