internal import Datastream
internal import Exposition

/// Renders and compresses blocks of objects; what it needs for that is there once, not once a block.
struct ObjectPress: ~Copyable {
    private let rows: [MetricRow<ObjectStatus>]
    private var stream = RenderedLabels()
    private var writer = SampleWriter()
    private var labels = TextBuffer()
    private var deflater = Deflater()

    init(_ rows: [MetricRow<ObjectStatus>]) { self.rows = rows }

    /// Turns to the objects of a stream.
    mutating func begin(_ stream: StreamName) { self.stream = stream.labels }

    /// Adds the rows that show something else of an object than they did; those that are in already are not looked at.
    mutating func compare(_ old: ObjectStatus, _ new: ObjectStatus, _ rows: inout RowSet) {
        for index in self.rows.indices where !rows.contains(index) {
            writer.removeAll()
            self.rows[index].write(old, &writer)
            let end = writer.text.count
            self.rows[index].write(new, &writer)
            if !writer.text.bytes.repeats(after: end) { rows.insert(index) }
        }
    }

    /// Makes the parts of some rows for the visible objects of a range.
    mutating func render(
        _ objects: ShownObjects, _ range: Range<Int>, _ wanted: RowSet, keep: (Int, PartRun) -> Void
    ) {
        labels.removeAll()
        var ends: [Int] = [0]
        var subjects: [ObjectStatus] = []
        for index in range where objects.isVisible[index] {
            labels.append(label: "object", objects.labels[index])
            ends.append(labels.count)
            subjects.append(objects.status(index))
        }
        let bytes = labels.bytes
        for row in rows.indices where wanted.contains(row) {
            writer.removeAll()
            writer.begin(rows[row].family, sharing: stream)
            let write = rows[row].write
            for (index, subject) in subjects.enumerated() {
                let own = UnsafeRawBufferPointer(rebasing: bytes[ends[index]..<ends[index + 1]])
                writer.subject(own) { write(subject, &$0) }
            }
            keep(row, PartRun(ExpositionPart.parts(of: writer.text.bytes, &deflater)))
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes from a place on are the same as those before it; eight at a time, as it is asked of all that changed.
    fileprivate func repeats(after place: Int) -> Bool {
        guard count == 2 * place else { return false }
        var index = 0
        while index + 8 <= place {
            if loadUnaligned(fromByteOffset: index, as: UInt64.self)
                != loadUnaligned(fromByteOffset: place + index, as: UInt64.self)
            {
                return false
            }
            index += 8
        }
        return (index..<place).allSatisfy { self[$0] == self[place + $0] }
    }
}
