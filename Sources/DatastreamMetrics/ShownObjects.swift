internal import Datastream
internal import Ledger

/// One stream's objects for a scrape: everything that determines their text.
struct ShownObjects: Sendable {
    let objects: [StreamObject]
    let labels: ObjectLabels
    /// What the ledger remembers about each object; empty if no family shows it.
    let records: [ObjectRecord]
    let isVisible: [Bool]
    let names: ErrorNames?

    init(_ snapshot: Snapshot, _ records: [ObjectRecord], _ selection: ObjectSelection) {
        objects = snapshot.objects
        labels = snapshot.labels
        self.records = records
        isVisible = selection.isVisible
        names = ErrorNames(snapshot.summary)
    }

    /// The status of an object, from which the rows are read.
    func status(_ index: Int) -> ObjectStatus {
        if records.isEmpty { return ObjectStatus(object: objects[index], since: nil, names: names) }
        return ObjectStatus(
            object: objects[index], since: records[index].since, previousDuration: records[index].previousDuration,
            names: names)
    }

    /// A quick check that nothing has changed.
    func isSame(as other: ShownObjects) -> Bool {
        objects.sharesStorage(with: other.objects) && labels.isShared(with: other.labels)
            && records.sharesStorage(with: other.records) && isVisible.sharesStorage(with: other.isVisible)
            && names == other.names
    }

    /// Whether both show objects with the same labels in the same places of a range.
    func hasSameLines(as other: ShownObjects, in range: Range<Int>) -> Bool {
        (isVisible.sharesStorage(with: other.isVisible) || isVisible[range] == other.isVisible[range])
            && labels.isSame(as: other.labels, in: range)
    }

    /// The visible objects of a range for which a row may have changed.
    func changes(since other: ShownObjects, in range: Range<Int>) -> [Int] {
        let hasOtherNames = names != other.names
        return range.filter { index in
            isVisible[index]
                && (hasOtherNames || objects[index] !== other.objects[index] || !hasSameRecord(as: other, at: index))
        }
    }

    private func hasSameRecord(as other: ShownObjects, at index: Int) -> Bool {
        if records.isEmpty && other.records.isEmpty { return true }
        return records[index].since == other.records[index].since
            && records[index].previousDuration == other.records[index].previousDuration
    }
}
