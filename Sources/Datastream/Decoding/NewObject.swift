/// An object of a page that must be decoded.
struct NewObject: Sendable {
    /// The fingerprint of its bytes, to recognise it by later.
    let fingerprint: Fingerprint
    /// The object expected in its place, usually its earlier version; equal texts are shared with it.
    let former: StreamObject?
    /// Where its bytes stand in the page.
    let range: Range<Int>
    /// Its index among all objects of the page.
    let place: Int
}
