internal import Datastream
internal import Notation

/// Formats a list of objects page by page.
struct ObjectListing {
    private let stream: StreamName
    private let selector: ObjectFilter
    private let isJSON: Bool
    private let columns: Int?
    private var table: ObjectTable?
    private var seen: Set<ByteText> = []
    /// The number of objects written.
    private(set) var count = 0
    /// Whether any object's name matches the selector.
    private(set) var hasNamed = false

    /// Creates an empty list.
    ///
    /// `columns` is the terminal's width; nil if the output is not a terminal.
    init(_ stream: StreamName, _ selector: ObjectFilter, isJSON: Bool, columns: Int?) {
        self.stream = stream
        self.selector = selector
        self.isJSON = isJSON
        self.columns = columns
    }

    /// Formats a page, without objects that were already listed.
    mutating func add(_ page: [Target]) -> String {
        let fresh = page.filter { seen.insert(ByteText($0.name.id)).inserted }
        if !hasNamed { hasNamed = fresh.contains { selector.names($0.object) } }
        let chosen = fresh.filter { selector.selects($0.object) }
        guard !chosen.isEmpty else { return "" }
        count += chosen.count
        if isJSON { return chosen.map { JSON($0).text + "\n" }.joined() }
        var text = ""
        let table = self.table ?? ObjectTable(chosen.map(\.object), columns: columns)
        if self.table == nil { text = table.head }
        self.table = table
        for target in chosen {
            text += table.row(target.object)
            if selector.hasErrors { text += ObjectDetail.errors(of: target, columns: columns) }
        }
        return text
    }

    /// Why the list is empty.
    var emptiness: String {
        seen.isEmpty
            ? "\(stream) has no objects; they appear when it runs"
            : "none of the \(seen.count) objects of \(stream) matches"
    }
}
