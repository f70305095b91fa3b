internal import Datastream

/// How urgent the objects of one stream are, and which of them are hidden regardless of the limit.
struct ObjectRanking: Sendable {
    /// The number of candidates of each rank.
    let counts: [Int]
    private let objects: [StreamObject]
    private let labels: ObjectLabels
    private let wanted: WantedLabels
    /// The rank of each object; ``hidden`` for objects that are not candidates.
    private let ranks: [UInt8]
    private let dropped: [ObjectSelection.Reason: Int]
    /// The indices of all objects, sorted by label; built when a limit first needs it.
    private var order: [Int32]?

    private static let hidden = UInt8.max

    /// Ranks the objects of a snapshot; the filter's answers for labels are reused from an earlier ranking.
    init(of snapshot: Snapshot, _ options: ObjectOptions, knowing earlier: ObjectRanking? = nil) {
        let objects = snapshot.objects
        let labels = snapshot.labels
        let wanted = WantedLabels(labels, asking: options.isWanted, knowing: earlier?.wanted)
        var counts = Array(repeating: 0, count: StreamObject.urgencies)
        var dropped: [ObjectSelection.Reason: Int] = [:]
        // Without a limit no rank matters, so no object is looked at unless some may be hidden.
        if options.limit == 0, options.detail == .all, options.isWanted == nil {
            counts[0] = objects.count
            ranks = Array(repeating: 0, count: objects.count)
        } else {
            ranks = Self.ranks(of: objects, labels, wanted, options, &counts, &dropped)
        }
        self.objects = objects
        self.labels = labels
        self.wanted = wanted
        self.counts = counts
        self.dropped = dropped
        if let earlier, let order = earlier.order, labels == earlier.labels { self.order = order }
    }

    private static func ranks(
        of objects: [StreamObject], _ labels: ObjectLabels, _ wanted: WantedLabels, _ options: ObjectOptions,
        _ counts: inout [Int], _ dropped: inout [ObjectSelection.Reason: Int]
    ) -> [UInt8] {
        objects.indices.map { index in
            if let reason = hidden(objects[index], wanted.contains(labels[index]), options.detail) {
                dropped[reason, default: 0] += 1
                return hidden
            }
            let rank = objects[index].urgency
            counts[rank] += 1
            return UInt8(rank)
        }
    }

    private static func hidden(
        _ object: StreamObject, _ isWanted: Bool, _ detail: ObjectOptions.Detail
    ) -> ObjectSelection.Reason? {
        if !isWanted { return .filter }
        switch detail {
        case .all: return nil
        case .none: return .detail
        case .attention: return object.needsAttention ? nil : .detail
        }
    }

    /// Whether ranking this snapshot would give the same result.
    func fits(_ snapshot: Snapshot) -> Bool {
        objects.sharesStorage(with: snapshot.objects) && labels.isShared(with: snapshot.labels)
    }

    /// The objects that a limit keeps: all of the ranks before the cut, and the first ones by label of its rank.
    mutating func selection(_ cut: ObjectCut) -> ObjectSelection {
        let candidates = cut.rank < counts.count ? counts[cut.rank] : 0
        let takesRank = cut.take >= candidates
        var isVisible = ranks.map { $0 < cut.rank || takesRank && $0 == cut.rank }
        if !takesRank, cut.take > 0 {
            for index in inOrder().lazy.map(Int.init).filter({ [ranks] in ranks[$0] == cut.rank }).prefix(cut.take) {
                isVisible[index] = true
            }
        }
        var dropped = dropped
        let shown = counts.prefix(cut.rank).reduce(min(cut.take, candidates), +)
        let limited = counts.reduce(0, +) - shown
        if limited > 0 { dropped[.limit] = limited }
        return ObjectSelection(isVisible: isVisible, dropped: dropped)
    }

    private mutating func inOrder() -> [Int32] {
        if let order { return order }
        var ends: [Int] = [0]
        let bytes = labels.indices.reduce(into: [UInt8]()) { bytes, index in
            labels.withUTF8(at: index) { label, _ in bytes += label }
            ends.append(bytes.count)
        }
        let sorted = bytes.withUnsafeBufferPointer { bytes in
            labels.indices.map { Int32($0) }.sorted { left, right in
                bytes[ends[Int(left)]..<ends[Int(left) + 1]]
                    .lexicographicallyPrecedes(bytes[ends[Int(right)]..<ends[Int(right) + 1]])
            }
        }
        order = sorted
        return sorted
    }
}
