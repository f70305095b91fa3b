/// The tables of the file; ``Schema`` defines their columns.
enum Table: String, CaseIterable, Sendable {
    case ledger
    case streams
    case counters
    case reasons
    case latestErrors = "latest_errors"
    case objects
    case objectStates = "object_states"
    case objectErrors = "object_errors"
    case departedObjects = "departed_objects"
    case seenErrors = "seen_errors"
    case runs
    case runReasons = "run_reasons"

    /// The columns of the primary key, which come first.
    var key: [String] {
        switch self {
        case .ledger: ["id"]
        case .streams: ["stream"]
        case .counters: ["stream", "counter", "labels"]
        case .reasons: ["stream", "source", "reason"]
        case .latestErrors: ["stream", "source"]
        case .objectStates, .runs: ["stream", "sequence"]
        case .objects, .departedObjects: ["stream", "id"]
        case .objectErrors: ["stream", "object", "source", "position"]
        case .seenErrors: ["stream", "source", "digest"]
        case .runReasons: ["stream", "run", "position"]
        }
    }

    /// The order in which the rows of a stream are read: states of objects with the latest first.
    private var order: String { self == .objectStates ? "stream, sequence DESC" : key.joined(separator: ", ") }

    /// The tables whose rows each belong to one stream.
    static let ofStreams = allCases.filter { $0 != .ledger }

    /// An operation on the rows of a table.
    enum Use: Hashable, Sendable {
        case put, remove, removeStream, readStream, readAll
        /// Removes the rows of a stream whose second key column is less than a number.
        case removeBefore
        /// Reads the runs of a stream whose sequence numbers are in a range, the latest first.
        case readRange
        /// Finds the first run, from a sequence number on, that was seen to have ended at or after a given second.
        case firstSeen
    }

    /// The SQL statement for a use; `columns` is the number of columns.
    func sql(for use: Use, columns: Int) -> String {
        let matches = key.map { "\($0) = ?" }.joined(separator: " AND ")
        return switch use {
        case .put:
            "INSERT OR REPLACE INTO \(rawValue) VALUES (\(Array(repeating: "?", count: columns).joined(separator: ",")))"
        case .remove: "DELETE FROM \(rawValue) WHERE \(matches)"
        case .removeStream: "DELETE FROM \(rawValue) WHERE \(key[0]) = ?"
        case .readStream: "SELECT * FROM \(rawValue) WHERE \(key[0]) = ? ORDER BY \(order)"
        case .removeBefore: "DELETE FROM \(rawValue) WHERE \(key[0]) = ? AND \(key[1]) < ?"
        case .readRange: "SELECT * FROM runs WHERE stream = ? AND sequence >= ? AND sequence < ? ORDER BY sequence DESC"
        case .firstSeen:
            "SELECT * FROM runs WHERE stream = ? AND sequence >= ? AND seen_seconds >= ? ORDER BY sequence LIMIT 1"
        case .readAll: "SELECT * FROM \(rawValue) ORDER BY \(key.joined(separator: ", "))"
        }
    }
}
