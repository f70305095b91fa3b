/// A body of immutable chunks that all clients share without copying.
package struct HTTPBody: Sendable {
    /// The total number of bytes, for `Content-Length`; a response with fewer bytes is cut off.
    package let count: Int
    /// How many chunks there are.
    package let chunkCount: Int
    /// Returns the chunk at an index below `chunkCount`; called just before it is sent.
    package let chunk: @Sendable (Int) -> [UInt8]

    /// A body of one chunk.
    package init(_ bytes: [UInt8]) {
        self.init(count: bytes.count, chunkCount: bytes.isEmpty ? 0 : 1) { _ in bytes }
    }

    /// A body of the text's UTF-8.
    package init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// A body whose chunks are made on demand.
    ///
    /// - Parameters:
    ///   - count: The total number of bytes in all chunks.
    ///   - chunkCount: How many chunks there are.
    ///   - chunk: Returns the chunk at an index; runs on the listener's thread, so it must not block.
    package init(count: Int, chunkCount: Int, chunk: @escaping @Sendable (Int) -> [UInt8]) {
        self.count = max(count, 0)
        self.chunkCount = max(chunkCount, 0)
        self.chunk = chunk
    }
}
