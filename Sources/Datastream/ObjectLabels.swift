/// The values of the label `object`: what people call an object, made unique in its stream.
public enum ObjectLabels {
    /// One label an object, in the objects' order, no two equal, whatever order the objects come in.
    ///
    /// All objects that would share a value get `#id` after it. That can make a value that another object has by nature,
    /// so it is repeated until no two are equal; ids are unique in a stream, so it ends.
    public static func unique(for objects: [StreamObject]) -> [String] {
        var labels = objects.map { LabelText.bounded($0.label) }
        var shared = sharedIndices(labels)
        var rounds = 0
        while !shared.isEmpty {
            for index in shared {
                // After two rounds only names made to collide are left, and an id told with its length cannot.
                let id = objects[index].id
                labels[index] = LabelText.bounded(
                    rounds < 2 ? "\(labels[index])#\(id)" : "#\(id.utf8.count)#\(id)#\(rounds)")
            }
            shared = sharedIndices(labels)
            rounds += 1
        }
        return labels
    }

    private static func sharedIndices(_ labels: [String]) -> [Int] {
        var first: [LabelText: Int] = [:]
        first.reserveCapacity(labels.count)
        var shared: Set<Int> = []
        for (index, label) in labels.enumerated() {
            if let other = first.updateValue(index, forKey: LabelText(label)) {
                shared.insert(other)
                shared.insert(index)
            }
        }
        return shared.sorted()
    }
}
