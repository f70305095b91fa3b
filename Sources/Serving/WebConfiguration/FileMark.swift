/// Which file a path leads to, and the state of that file.
struct FileMark: Sendable, Equatable {
    var device: UInt64
    var inode: UInt64
    var count: Int
    /// The times of the last change to the contents and to the metadata.
    var seconds: [Int]
    var nanoseconds: [Int]
}
