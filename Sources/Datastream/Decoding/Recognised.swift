/// What the bytes of an object tell.
enum Recognised: Sendable {
    /// The object is known.
    case known(StreamObject)
    /// The object must be decoded; usually the former object is its earlier version.
    case new(Fingerprint, former: StreamObject?)
}
