/// What the large bodies that come in at one time may take together; it belongs to the loop's thread.
final class BodyPool {
    /// The bytes of a body that are its own; what is above them comes from the pool.
    static let own = 4 << 20
    /// Bytes are taken by so many.
    private static let step = 1 << 20

    /// The bytes that all bodies may have above their own.
    let size: Int
    private var free: Int

    init(size: Int) {
        self.size = size
        free = size
    }

    /// Raises a share to what a body of so many bytes needs; false when the pool has no more.
    func raise(_ share: inout Int, for bytes: Int) -> Bool {
        let above = max(0, bytes - Self.own)
        guard above > share else { return true }
        let more = (above - share + Self.step - 1) / Self.step * Self.step
        guard more <= free else { return false }
        free -= more
        share += more
        return true
    }

    /// Takes a share back.
    func takeBack(_ share: inout Int) {
        free += share
        share = 0
    }
}
