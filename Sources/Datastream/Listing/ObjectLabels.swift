/// Values of the label `object`: the readable name of an object, made unique in its stream.
public enum ObjectLabels {
    /// One unique label per object; the order of the objects does not change their labels.
    ///
    /// All objects that would share a value get `#id` appended. This can produce a value that another object already
    /// has, so it is done twice. Labels that still collide come from names or ids made to collide, and are numbered.
    public static func unique(for objects: [StreamObject]) -> [String] {
        var labels = objects.map { $0.hasPlainTexts ? $0.label : LabelText.bounded($0.label) }
        for _ in 0..<2 {
            for index in sharedIndices(labels) {
                labels[index] = LabelText.bounded("\(labels[index])#\(objects[index].id)")
            }
        }
        number(sharedIndices(labels), of: objects, in: &labels)
        return labels
    }

    /// Numbers objects in the order of their ids, with a suffix that no other label ends in.
    private static func number(_ shared: [Int], of objects: [StreamObject], in labels: inout [String]) {
        guard !shared.isEmpty else { return }
        let taken = Set(labels.compactMap { label in label.split(separator: "#").last.flatMap { Int($0) } })
        let mark = (0...labels.count).first { !taken.contains($0) } ?? labels.count
        let ordered = shared.sorted { objects[$0].id.utf8.lexicographicallyPrecedes(objects[$1].id.utf8) }
        for (rank, index) in ordered.enumerated() { labels[index] = "#\(rank)#\(mark)" }
    }

    private static func sharedIndices(_ labels: [String]) -> [Int] {
        var first: [ByteText: Int] = [:]
        first.reserveCapacity(labels.count)
        var shared: Set<Int> = []
        for (index, label) in labels.enumerated() {
            if let other = first.updateValue(index, forKey: ByteText(label)) {
                shared.insert(other)
                shared.insert(index)
            }
        }
        return shared.sorted()
    }
}
