internal import Notation

/// The values of the label `object` of the objects of a snapshot, unique in their stream.
///
/// Nearly all are the readable names that the objects have already, so only the others are stored.
public struct ObjectLabels: Sendable, Equatable {
    private let objects: [StreamObject]
    private let others: Others

    /// The labels that are not the names of their objects, by position.
    ///
    /// It is a class so that snapshots with the same labels are known by sharing it.
    private final class Others: Sendable {
        let labels: [Int: String]

        init(_ labels: [Int: String]) { self.labels = labels }
    }

    /// Finds a unique label for each object; the order of the objects does not change their labels.
    ///
    /// All objects that would share a value get `#id` appended. This can produce a value that another object already
    /// has, so it is done twice. Labels that still collide come from names or ids made to collide, and are numbered.
    public init(_ objects: [StreamObject]) {
        self.objects = objects
        var others: [Int: String] = [:]
        var labels = objects.map(\.label)
        for index in objects.indices where !objects[index].hasPlainTexts {
            labels[index] = LabelText.bounded(labels[index])
            others[index] = labels[index]
        }
        for _ in 0..<2 {
            for index in Self.sharedIndices(labels) {
                labels[index] = LabelText.bounded("\(labels[index])#\(objects[index].id)")
                others[index] = labels[index]
            }
        }
        others.merge(Self.numbers(Self.sharedIndices(labels), of: objects, labels)) { $1 }
        self.others = Others(others)
    }

    /// The labels of objects with the same ids and names in the same order.
    init(_ objects: [StreamObject], sharing labels: ObjectLabels) {
        self.objects = objects
        others = labels.others
    }

    /// Numbers objects in the order of their ids, with a suffix that no other label ends in.
    private static func numbers(_ shared: [Int], of objects: [StreamObject], _ labels: [String]) -> [Int: String] {
        if shared.isEmpty { return [:] }
        let taken = Set(labels.compactMap { label in label.split(separator: "#").last.flatMap { Int($0) } })
        let mark = (0...labels.count).first { !taken.contains($0) } ?? labels.count
        let ordered = shared.sorted { objects[$0].id.utf8.lexicographicallyPrecedes(objects[$1].id.utf8) }
        return Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, "#\($0)#\(mark)") })
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

extension ObjectLabels: RandomAccessCollection {
    /// The position of the first object.
    public var startIndex: Int { 0 }
    /// The position after the last object.
    public var endIndex: Int { objects.count }

    /// The label of the object at a position.
    public subscript(position: Int) -> String { others.labels[position] ?? objects[position].label }

    /// Passes the UTF-8 of a label to `read`, and whether it has no character to escape, without making a string.
    @inline(__always)
    package func withUTF8<Value>(at position: Int, _ read: (UnsafeBufferPointer<UInt8>, Bool) -> Value) -> Value {
        if !others.labels.isEmpty, var label = others.labels[position] { return label.withUTF8 { read($0, false) } }
        return objects[position].withUTF8(of: .label) { read($0, true) }
    }
}

extension ObjectLabels {
    /// A quick check that proves both to have the same labels.
    package func isShared(with other: ObjectLabels) -> Bool { others === other.others }

    /// Whether both have the same labels, byte for byte.
    public static func == (left: ObjectLabels, right: ObjectLabels) -> Bool {
        left.count == right.count && left.isSame(as: right, in: left.indices)
    }

    /// Whether both have the same labels in a range of positions, byte for byte; both must contain the range.
    package func isSame(as other: ObjectLabels, in range: Range<Int>) -> Bool {
        isShared(with: other)
            || range.allSatisfy { position in
                withUTF8(at: position) { left, _ in
                    other.withUTF8(at: position) { right, _ in left.hasSameBytes(as: right) }
                }
            }
    }
}
