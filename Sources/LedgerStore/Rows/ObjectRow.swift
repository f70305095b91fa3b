internal import Datastream
internal import Notation

/// What an object is: all that a backfill does not change.
struct ObjectRow: StoredRow {
    private(set) var id = ""
    /// The id of the previous object, so that a new object changes one other row instead of all after it; nil for the
    /// first.
    private(set) var previous: String?
    private(set) var displayName = ""
    private(set) var source: SourceObject?
    private(set) var createTime: Timestamp?

    static let table = Table.objects

    init() {}

    init(_ object: StreamObject, after previous: String?) {
        id = object.id
        self.previous = previous
        displayName = object.displayName
        source = object.sourceObject
        createTime = object.createTime
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("id", &id)
        try columns.column("previous", &previous)
        try columns.column("display_name", &displayName)
        try visitSource(&columns)
        try columns.column("create", &createTime)
    }

    private mutating func visitSource<C: Columns>(_ columns: inout C) throws(C.Failure) {
        var (type, namespace, table) = (source?.type, source?.namespace, source?.table)
        try columns.column("source_type", &type)
        try columns.column("namespace_name", &namespace)
        try columns.column("table_name", &table)
        source = nil
        if let type, let namespace, let table {
            source = SourceObject(type: type, namespace: namespace, table: table)
        }
        try columns.check(
            source != nil || (type == nil && namespace == nil && table == nil), "has an incomplete source object")
    }
}
