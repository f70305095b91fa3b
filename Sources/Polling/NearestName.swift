/// The name that somebody may have meant.
enum NearestName {
    /// Most letters that two names may differ in.
    private static let limit = 2

    /// The nearest of the known names, by letters that were changed, added or left out; nil when none is near.
    static func of(_ name: String, in known: [String]) -> String? {
        let near = known.map { (name: $0, distance: distance(name, $0)) }.filter { $0.distance <= limit }
        return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.lowercased().utf8), Array(right.lowercased().utf8))
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var corner = row[0]
            row[0] = index + 1
            for column in right.indices {
                let change = corner + (byte == right[column] ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(change, corner + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
