internal import Datastream
internal import Notation

/// The errors that the simulated sources and BigQuery report, in Google's two styles: codes and titles.
enum ErrorTexts {
    /// A reason and its message, in which `%t` stands for the table.
    struct Text: Hashable, Sendable {
        var reason: String
        var message: String
    }

    /// Why a backfill from a source of this kind fails.
    static func backfill(of sourceType: String) -> [Text] {
        (ofSource[sourceType] ?? []) + [
            Text(
                reason: "BIGQUERY_UNSUPPORTED_PRIMARY_KEY_CHANGE",
                message: "Failed to write to BigQuery due to an unsupported primary key change:\n"
                    + "adding primary keys to existing tables is not supported. Table: \"%t\"."),
            Text(
                reason: "Backfill timed out",
                message: "The query on %t ran for longer than the source allows.\nTry again outside of peak hours."),
        ]
    }

    /// Why an object has errors although its backfill has completed.
    static let changes = [
        Text(
            reason: "BIGQUERY_TOO_MANY_COLUMNS",
            message: "Discarded 1265 unsupported events for BigQuery destination: %t, with reason code: "
                + "BIGQUERY_TOO_MANY_COLUMNS, details: a table has at most 10,000 columns.."),
        Text(
            reason: "Unsupported column type", message: "Column \"geometry\" of %t was replaced by NULL <unsupported>."),
    ]

    /// Why a table cannot be backfilled at all.
    static let unsupported = [
        Text(
            reason: "Unsupported table structure",
            message: "The table %t has more than 100,000,000 rows and no unique index, so it cannot be backfilled.")
    ]

    /// Why a whole stream fails.
    static let stream = [
        Text(
            reason: "POSTGRES_CDC_FETCH_FAILED",
            message: "CDC fetch failed: Datastream failed to read from the PostgreSQL replication slot because it is "
                + "in use.\nreplication slot \"datastream_slot\" is active for PID 2777278\n")
    ]

    private static let ofSource: [String: [Text]] = [
        "mysql": [
            Text(
                reason: "MYSQL_BACKFILL_QUERY_FAILED",
                message: "Lost connection to MySQL server at 'db-7.internal' during query SELECT * FROM `%t`.")
        ],
        "oracle": [
            Text(
                reason: "ORACLE_BACKFILL_SNAPSHOT_TOO_OLD",
                message: "ORA-01555: snapshot too old: rollback segment number 9 with name \"_SYSSMU9$\" too small (%t)"
            )
        ],
        "postgresql": [
            Text(
                reason: "POSTGRES_BACKFILL_PERMISSION_DENIED",
                message: "ERROR: permission denied for table %t\nHINT: GRANT SELECT ON %t TO \"datastream\";")
        ],
        "sqlServer": [
            Text(
                reason: "SQLSERVER_BACKFILL_DEADLOCK",
                message: "Transaction (Process ID 61) was deadlocked on %t and has been chosen as the deadlock victim.")
        ],
        "salesforce": [
            Text(
                reason: "Bulk API limit reached", message: "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded (%t).")
        ],
        "mongodb": [
            Text(reason: "MONGODB_BACKFILL_CURSOR_LOST", message: "cursor id 8413 not found in collection \"%t\"")
        ],
        "spanner": [
            Text(
                reason: "SPANNER_BACKFILL_ABORTED",
                message: "Partitioned read of %t was aborted: \u{201C}session gone\u{201D}.")
        ],
    ]
}

extension ReportedError {
    /// Draws one to three errors from these texts.
    static func drawn(
        from texts: [ErrorTexts.Text], table: String, time: Timestamp, seed: UInt64
    ) -> [ReportedError] {
        var generator = SplitMix64(seed: seed)
        let share = generator.share()
        return (0..<(share < 0.7 ? 1 : share < 0.95 ? 2 : 3)).compactMap { _ in
            guard let text = generator.element(of: texts) else { return nil }
            return ReportedError(
                reason: text.reason, errorUuid: generator.uuid(),
                message: text.message.split(separator: "%t", omittingEmptySubsequences: false).joined(separator: table),
                errorTime: time)
        }
    }
}
