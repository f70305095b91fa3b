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

    /// The tables and indexes of a file of a version, as SQLite stores them.
    func definitions(of version: Int) throws(StoreFailure) -> [String] {
        var database = try Database(.memory)
        for step in steps.prefix(version) { try step(&database) }
        return try database.definitions()
    }
}

extension Database {
    /// Everything that the file defines, as SQLite stores it.
    func definitions() throws(StoreFailure) -> [String] {
        try rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").map { row in
            row.map { value in if case .text(let text) = value { text } else { "" } }.joined(separator: "\n")
        }
    }
}
