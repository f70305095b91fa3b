internal import Datastream
internal import Exposition

/// Renders and compresses blocks of objects; all blocks share its buffers.
struct ObjectPress: ~Copyable {
    private let rows: [MetricRow<ObjectStatus>]
    /// The lines of each row.
    private let writers: UnsafeMutablePointer<SampleWriter>
    private var stream = RenderedLabels()
    private var label = TextBuffer()
    private var deflater = Deflater()

    init(_ rows: [MetricRow<ObjectStatus>]) {
        self.rows = rows
        writers = .allocate(capacity: rows.count)
        for row in rows.indices { (writers + row).initialize(to: SampleWriter()) }
    }

    deinit {
        writers.deinitialize(count: rows.count)
        writers.deallocate()
    }

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
        let rows = rows
        let wanted = rows.indices.filter(wanted.contains)
        for row in wanted {
            writers[row].removeAll()
            writers[row].begin(rows[row].family, sharing: stream)
        }
        // Object by object, so that each is looked up once and its label rendered once for all rows.
        for index in range where objects.isVisible[index] {
            label.removeAll()
            objects.labels.withUTF8(at: index) { label.append(label: "object", $0, isPlain: $1) }
            let status = objects.status(index)
            for row in wanted { writers[row].subject(label.bytes) { rows[row].write(status, &$0) } }
        }
        for row in wanted { keep(row, PartRun(ExpositionPart.parts(of: writers[row].text.bytes, &deflater))) }
    }
}
