/// Whether an object's bytes are known.
enum Recognised: Sendable {
    /// The object is known.
    case known(StreamObject)
    /// The object must be decoded; usually the former object is its earlier version.
    case new(Fingerprint, former: StreamObject?)
}
