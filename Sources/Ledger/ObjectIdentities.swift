package import Datastream

/// Compares lists of objects by identity.
package enum ObjectIdentities {
    /// The positions where the new list has a different reference, or the old one has none.
    ///
    /// It compares addresses only: to retain an object, or just to look at one, costs a hundred times as much.
    package static func changed(from then: [StreamObject], to now: [StreamObject]) -> [Int] {
        var changed: [Int] = []
        let shared = min(then.count, now.count)
        then.withUnsafeBytes { then in
            now.withUnsafeBytes { now in
                let size = MemoryLayout<StreamObject>.stride
                for position in 0..<shared
                where then.load(fromByteOffset: position * size, as: UInt.self)
                    != now.load(fromByteOffset: position * size, as: UInt.self)
                {
                    changed.append(position)
                }
            }
        }
        changed.append(contentsOf: shared..<now.count)
        return changed
    }
}
