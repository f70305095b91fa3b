internal import CSimdjson

/// The values of some keys of an object, found in one pass over its members.
package struct JSONFields {
    /// Most keys that can be found in one pass.
    package static let maximumKeys = 8

    private let keys: [JSONKey]
    private var found: InlineArray<8, json_field>

    init(_ keys: JSONKeys, of object: json_element) {
        self.keys = keys.keys
        found = InlineArray(repeating: json_field())
        var span = found.mutableSpan
        span.withUnsafeMutableBufferPointer { fields in
            keys.raw.withUnsafeBufferPointer { raw in
                guard let fields = fields.baseAddress, let start = raw.baseAddress else { return }
                json_find_all(object, start, raw.count, fields)
            }
        }
    }

    /// The field of a key, by the key's index.
    package subscript(index: Int) -> JSONField { JSONField(key: keys[index], found: found[index]) }
}
