/// Queued work, served round robin by address, so that no address can hold up the others.
struct CheckQueue<Item> {
    typealias Host = SocketAddress.Host

    private struct Entry {
        var id: UInt64
        var item: Item
    }

    private let limit: Int
    private let limitPerHost: Int
    private var lanes: [Host: [Entry]] = [:]
    /// The hosts with queued work, in the order of their turns.
    private var turns: [Host] = []
    private(set) var count = 0

    /// A queue with these limits, in total and per address.
    init(limit: Int, perHost: Int) {
        self.limit = limit
        limitPerHost = perHost
    }

    /// Adds work; false if there is no room.
    mutating func push(_ item: Item, id: UInt64, of host: Host) -> Bool {
        guard count < limit, lanes[host, default: []].count < limitPerHost else { return false }
        if lanes[host, default: []].isEmpty { turns.append(host) }
        lanes[host, default: []].append(Entry(id: id, item: item))
        count += 1
        return true
    }

    /// Takes the next piece of work.
    mutating func pop() -> (id: UInt64, item: Item)? {
        guard let host = turns.first, let entry = lanes[host]?.first else { return nil }
        turns.removeFirst()
        lanes[host]?.removeFirst()
        count -= 1
        if lanes[host]?.isEmpty == true { lanes[host] = nil } else { turns.append(host) }
        return (entry.id, entry.item)
    }

    /// Drops the work of a client that has left.
    mutating func remove(_ id: UInt64, of host: Host) {
        guard let index = lanes[host]?.firstIndex(where: { $0.id == id }) else { return }
        lanes[host]?.remove(at: index)
        count -= 1
        guard lanes[host]?.isEmpty == true else { return }
        lanes[host] = nil
        turns.removeAll { $0 == host }
    }
}
