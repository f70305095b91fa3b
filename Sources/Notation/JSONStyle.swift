/// How to write JSON.
package struct JSONStyle: Sendable {
    /// Which characters to escape beyond those that JSON requires.
    package enum Escapes: Sendable {
        /// Characters that could affect a terminal, as defined by ``VisibleText``.
        case visible
        /// All non-ASCII characters, as in Python's `json.dumps`.
        case ascii
        /// Angle brackets, as Google's servers do to protect browsers.
        case angles
    }

    let escapes: Escapes
    let comma: String
    let colon: String
    let indentation: Int

    /// `{"a":1,"b":2}`, for people and scripts.
    package static let line = JSONStyle(escapes: .visible, comma: ",", colon: ":", indentation: 0)
    /// `{"a": 1, "b": 2}` in ASCII, as Python writes by default.
    package static let python = JSONStyle(escapes: .ascii, comma: ", ", colon: ": ", indentation: 0)
    /// `{"a":1,"b":2}` in ASCII, as Python writes without spaces.
    package static let compactPython = JSONStyle(escapes: .ascii, comma: ",", colon: ":", indentation: 0)
    /// One line, as Google's servers write.
    package static let google = JSONStyle(escapes: .angles, comma: ",", colon: ":", indentation: 0)
    /// Indented by two spaces, as Google's servers write.
    package static let prettyGoogle = JSONStyle(escapes: .angles, comma: ",", colon: ": ", indentation: 2)
    /// Indented by two spaces, for people.
    package static let pretty = JSONStyle(escapes: .visible, comma: ",", colon: ": ", indentation: 2)
}
