internal import Datastream
internal import Exposition

/// The text of one stream's objects, in blocks of a fixed number of objects.
///
/// A block keeps the compressed part of each family. A part is rendered again only when the block shows other objects,
/// or when the family's samples of one of them differ: only then does its text change.
struct ObjectBlocks: Sendable {
    /// Objects per block: enough for a part to compress well, few enough that a change affects little.
    static let standardSize = 768

    /// All parts of a family, indexed by row.
    private(set) var runs: [PartRun]
    private var shown: ShownObjects?
    /// The parts, indexed by block and row.
    private var blocks: [[PartRun]] = []

    private let size: Int

    init(rows: Int, size: Int) {
        self.size = size
        runs = Array(repeating: PartRun(), count: rows)
    }

    /// Renders the outdated parts again.
    mutating func show(_ objects: ShownObjects, _ press: inout ObjectPress) {
        defer { shown = objects }
        if let shown, objects.isSame(as: shown) { return }
        let count = (objects.objects.count + size - 1) / size
        var stale = RowSet(all: blocks.count > count ? runs.count : 0)
        blocks.removeLast(max(0, blocks.count - count))
        for block in 0..<count {
            let range = block * size..<min((block + 1) * size, objects.objects.count)
            let rows = staleRows(of: block, range, objects, &press)
            if rows.isEmpty { continue }
            if block == blocks.count { blocks.append(Array(repeating: PartRun(), count: runs.count)) }
            press.render(objects, range, rows) { blocks[block][$0] = $1 }
            stale.formUnion(rows)
        }
        for row in runs.indices where stale.contains(row) {
            runs[row] = blocks.reduce(into: PartRun()) { $0.append($1[row]) }
        }
    }

    /// The rows whose part of a block is outdated.
    private func staleRows(
        of block: Int, _ range: Range<Int>, _ objects: ShownObjects, _ press: inout ObjectPress
    ) -> RowSet {
        let all = RowSet(all: runs.count)
        guard let shown, block < blocks.count,
            range.upperBound == min(range.lowerBound + size, shown.objects.count),
            objects.hasSameLines(as: shown, in: range)
        else { return all }
        var stale = RowSet()
        for index in objects.changes(since: shown, in: range) where stale != all {
            press.compare(shown.status(index), objects.status(index), &stale)
        }
        return stale
    }
}
