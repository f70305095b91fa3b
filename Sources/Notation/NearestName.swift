/// The name that somebody may have meant.
package enum NearestName {
    /// The nearest of the known names; nil when none is near.
    ///
    /// Near are names that differ in a few letters (changed, added, left out, or in the other's place), in the order of their
    /// words, or in nothing but the marks between them. The shorter the name, the fewer letters.
    package static func of(_ name: String, in known: [String]) -> String? {
        let meant = Spelling(name)
        let near = known.compactMap { known -> (name: String, distance: Int)? in
            meant.distance(to: Spelling(known)).map { (known, $0) }
        }
        return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// A name as it is compared: in lower case, in letters and in words.
    private struct Spelling {
        private let letters: [UInt8]
        private let words: [[UInt8]]

        init(_ name: String) {
            // Nobody means a name of this length, and the comparison takes the square of it.
            letters = Array(name.lowercased().utf8.prefix(100))
            words = letters.split { ".-_ /".utf8.contains($0) }.map(Array.init).sorted {
                $0.lexicographicallyPrecedes($1)
            }
        }

        /// How far another name is; nil when it is not near.
        func distance(to other: Spelling) -> Int? {
            let limit = min(letters.count, other.letters.count) < 5 ? 1 : letters.count < 14 ? 2 : 3
            let plain = Self.distance(letters, other.letters, limit)
            // The order of words, and what stands between them, counts as one slip.
            let sorted = Self.distance(words.flatMap { $0 }, other.words.flatMap { $0 }, limit - 1) + 1
            let least = min(plain, sorted)
            return least <= limit && least < other.letters.count ? least : nil
        }

        /// Letters that are changed, added, left out or swapped with their neighbour; above the limit at once when too many.
        private static func distance(_ left: [UInt8], _ right: [UInt8], _ limit: Int) -> Int {
            guard abs(left.count - right.count) <= limit else { return limit + 1 }
            var rows = [Array(0...right.count)]
            for (index, byte) in left.enumerated() {
                let above = rows[index]
                var row = [index + 1]
                for (column, other) in right.enumerated() {
                    var least = min(above[column] + (byte == other ? 0 : 1), above[column + 1] + 1, row[column] + 1)
                    if index > 0, column > 0, byte == right[column - 1], left[index - 1] == other {
                        least = min(least, rows[index - 1][column - 1] + 1)
                    }
                    row.append(least)
                }
                rows.append(row)
            }
            return rows[left.count][right.count]
        }
    }
}
