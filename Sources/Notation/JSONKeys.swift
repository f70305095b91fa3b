internal import CSimdjson

/// Keys that are looked up together.
package struct JSONKeys: @unchecked Sendable {  // the bytes of the keys are constants of the program
    let keys: [JSONKey]
    let raw: [json_key]

    /// Lists at most ``JSONFields/maximumKeys`` keys; more are ignored.
    package init(_ keys: JSONKey...) {
        self.keys = Array(keys.prefix(JSONFields.maximumKeys))
        raw = self.keys.map(\.raw)
    }
}
