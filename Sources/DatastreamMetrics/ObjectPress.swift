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

    /// Adds the rows whose samples of an object have changed; rows already in the set are not checked.
    func compare(_ old: ObjectStatus, _ new: ObjectStatus, _ rows: inout RowSet) {
        for index in self.rows.indices where !rows.contains(index) {
            if !self.rows[index].areSame(old, new) { rows.insert(index) }
        }
    }

    /// Renders and compresses the wanted rows for the visible objects of a range.
    mutating func render(
        _ objects: ShownObjects, _ range: Range<Int>, _ wanted: RowSet, keep: (Int, PartRun) -> Void
    ) {
        // The own labels of all objects in one text, for all rows.
        labels.removeAll()
        var ends: [Int] = [0]
        var subjects: [ObjectStatus] = []
        ends.reserveCapacity(range.count + 1)
        subjects.reserveCapacity(range.count)
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
            subjects.withUnsafeBufferPointer { subjects in
                for index in subjects.indices {
                    let own = UnsafeRawBufferPointer(rebasing: bytes[ends[index]..<ends[index + 1]])
                    writer.subject(own) { write(subjects[index], &$0) }
                }
            }
            keep(row, PartRun(ExpositionPart.parts(of: writer.text.bytes, &deflater)))
        }
    }
}
