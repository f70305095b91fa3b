internal import CSimdjson

/// Keys that are looked up together; to be made once, since their list is never freed.
package struct JSONKeys: @unchecked Sendable {  // nobody writes to the list, or to the bytes of the keys
    /// Most keys that can be looked up together.
    package static let limit = 8

    let raw: UnsafeBufferPointer<json_key>

    /// Lists at most ``limit`` keys; more are ignored.
    package init(_ keys: JSONKey...) { self.init(keys) }

    /// Lists at most ``limit`` keys; more are ignored.
    package init(_ keys: [JSONKey]) {
        let list = UnsafeMutableBufferPointer<json_key>.allocate(capacity: min(keys.count, Self.limit))
        _ = list.initialize(fromContentsOf: keys.prefix(list.count).map(\.raw))
        raw = UnsafeBufferPointer(list)
    }
}
