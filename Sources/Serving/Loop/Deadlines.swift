/// The connections ordered by deadline, in one list per kind of wait.
///
/// Each kind has a fixed length, so a connection goes to the end of its list. The cost of an event does not grow with
/// the number of connections.
struct Deadlines {
    typealias Instant = ContinuousClock.Instant
    typealias ID = UInt64

    private struct Node {
        var kind: Wait
        var deadline: Instant
        var earlier: ID?
        var later: ID?
    }

    private struct Ends {
        var first: ID?
        var last: ID?
    }

    private var nodes: [ID: Node] = [:]
    private var lists: [Wait: Ends] = [:]

    /// The earliest deadline of all.
    var next: (id: ID, deadline: Instant)? {
        var next: (id: ID, deadline: Instant)?
        for ends in lists.values {
            guard let first = ends.first, let node = nodes[first] else { continue }
            if next.map({ node.deadline < $0.deadline }) ?? true { next = (first, node.deadline) }
        }
        return next
    }

    /// The connections of one kind, earliest deadline first.
    func ordered(_ kind: Wait) -> some Sequence<ID> {
        sequence(first: lists[kind]?.first) { id in id.map { nodes[$0]?.later } }.lazy.compactMap(\.self)
    }

    /// Sets or moves the deadline of a connection.
    mutating func set(_ id: ID, _ kind: Wait, _ deadline: Instant) {
        if let node = nodes[id] {
            if node.kind == kind, node.deadline == deadline { return }
            remove(id)
        }
        var later: ID?
        var earlier = lists[kind]?.last
        // Only delays differ in length; for every other kind the loop ends at once.
        while let id = earlier, let node = nodes[id], node.deadline > deadline {
            later = id
            earlier = node.earlier
        }
        nodes[id] = Node(kind: kind, deadline: deadline, earlier: earlier, later: later)
        link(kind, earlier, id)
        link(kind, id, later)
    }

    /// Forgets a connection.
    mutating func remove(_ id: ID) {
        guard let node = nodes.removeValue(forKey: id) else { return }
        link(node.kind, node.earlier, node.later)
    }

    /// Makes two nodes neighbours; nil stands for an end of the list.
    private mutating func link(_ kind: Wait, _ earlier: ID?, _ later: ID?) {
        if let earlier { nodes[earlier]?.later = later } else { lists[kind, default: Ends()].first = later }
        if let later { nodes[later]?.earlier = earlier } else { lists[kind, default: Ends()].last = earlier }
    }
}
