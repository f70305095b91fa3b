/// Which file a path leads to, and in which state.
struct FileMark: Sendable, Equatable {
    var device: UInt64
    var inode: UInt64
    var count: Int
    /// Of the last change of the contents and of the file's metadata.
    var seconds: [Int]
    var nanoseconds: [Int]
}
