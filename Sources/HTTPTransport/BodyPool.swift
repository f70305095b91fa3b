/// The memory that large response bodies share while they arrive.
///
/// Confined to the loop's thread.
final class BodyPool {
    /// The bytes that every body may use outside the pool; anything larger draws on the pool.
    static let own = 4 << 20
    /// The pool hands out bytes in steps of this size.
    private static let step = 1 << 20

    /// The bytes that all bodies together may use beyond their own.
    let size: Int
    private var free: Int

    init(size: Int) {
        self.size = size
        free = size
    }

    /// Raises a share to what a body of this size needs; false if the pool has too little left.
    func raise(_ share: inout Int, for bytes: Int) -> Bool {
        let above = max(0, bytes - Self.own)
        guard above > share else { return true }
        let more = (above - share + Self.step - 1) / Self.step * Self.step
        guard more <= free else { return false }
        free -= more
        share += more
        return true
    }

    /// Returns a share to the pool.
    func takeBack(_ share: inout Int) {
        free += share
        share = 0
    }
}
