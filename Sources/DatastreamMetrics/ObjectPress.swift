internal import Datastream
internal import Exposition

/// Renders and compresses blocks of objects; all blocks share its buffers.
struct ObjectPress: ~Copyable {
    private let rows: [MetricRow<ObjectStatus>]
    private var stream = RenderedLabels()
    private var writer = SampleWriter()
    private var labels = TextBuffer()
    private var deflater = Deflater()

    init(_ rows: [MetricRow<ObjectStatus>]) { self.rows = rows }

    /// Switches to the objects of a stream.
    mutating func begin(_ stream: StreamName) { self.stream = stream.labels }

    /// Adds the rows whose text for an object has changed; rows already in the set are not checked.
    mutating func compare(_ old: ObjectStatus, _ new: ObjectStatus, _ rows: inout RowSet) {
        for index in self.rows.indices where !rows.contains(index) {
            writer.removeAll()
            self.rows[index].write(old, &writer)
            let end = writer.text.count
            self.rows[index].write(new, &writer)
            if !writer.text.bytes.repeats(after: end) { rows.insert(index) }
        }
    }

    /// Renders and compresses the wanted rows for the visible objects of a range.
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
    /// Whether the second half, from `place` on, repeats the first.
    ///
    /// It compares eight bytes at a time, because it runs for every changed object.
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
