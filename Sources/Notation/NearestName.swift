/// Suggests the name that a user may have meant.
package enum NearestName {
    /// The nearest of the known names; nil if none is near.
    ///
    /// A name is near if it differs only in a few letters (changed, added, left out or swapped), in the order of its
    /// words, or in the separators between them. The shorter the name, the fewer letters may differ.
    package static func of(_ name: String, in known: [String]) -> String? {
        let meant = Spelling(name)
        let near = known.compactMap { known -> (name: String, distance: Int)? in
            meant.distance(to: Spelling(known)).map { (known, $0) }
        }
        return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// A name prepared for comparison: in lower case, as letters and as words.
    private struct Spelling {
        private let letters: [UInt8]
        private let words: [[UInt8]]

        init(_ name: String) {
            // No real name is this long, and the comparison's cost grows with the square of the length.
            letters = Array(name.lowercased().utf8.prefix(100))
            words = letters.split { ".-_ /".utf8.contains($0) }.map(Array.init).sorted {
                $0.lexicographicallyPrecedes($1)
            }
        }

        /// The distance to another name; nil if it is not near.
        func distance(to other: Spelling) -> Int? {
            let limit = min(letters.count, other.letters.count) < 5 ? 1 : letters.count < 14 ? 2 : 3
            let plain = Self.distance(letters, other.letters, limit)
            // A different order of words or different separators count as one mistake.
            let sorted = Self.distance(words.flatMap { $0 }, other.words.flatMap { $0 }, limit - 1) + 1
            let least = min(plain, sorted)
            return least <= limit && least < other.letters.count ? least : nil
        }

        /// Counts the letters that are changed, added, left out or swapped with their neighbour.
        ///
        /// Returns more than the limit at once if the lengths differ by more than the limit.
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
