internal import CISAL

/// Decompresses the text of a part.
enum Inflater {
    static func text(of part: [UInt8], count: Int) -> [UInt8] {
        let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
        defer { state.deallocate() }
        isal_inflate_init(state)
        return [UInt8](unsafeUninitializedCapacity: count) { output, written in
            part.withUnsafeBufferPointer { input in
                state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                state.pointee.avail_in = UInt32(input.count)
                state.pointee.next_out = output.baseAddress
                state.pointee.avail_out = UInt32(output.count)
                // The part has no last block; that is not an error here.
                isal_inflate_stateless(state)
                written = output.count - Int(state.pointee.avail_out)
            }
        }
    }
}
