/// A body of immutable chunks, which all clients share without copies.
package struct HTTPBody: Sendable {
    /// The total bytes, for `Content-Length`; a response with fewer is cut.
    package let count: Int
    /// How many chunks there are.
    package let chunkCount: Int
    /// The chunk at an index from 0 up to `chunkCount`; called when it is about to be sent.
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
    ///   - count: The bytes of all chunks together.
    ///   - chunkCount: How many chunks there are.
    ///   - chunk: Gives the chunk at an index; runs on the listener's thread, so it must not wait.
    package init(count: Int, chunkCount: Int, chunk: @escaping @Sendable (Int) -> [UInt8]) {
        self.count = max(count, 0)
        self.chunkCount = max(chunkCount, 0)
        self.chunk = chunk
    }
}
