/// How JSON is written.
package struct JSONStyle: Sendable {
    /// What is escaped beside what must be.
    package enum Escapes: Sendable {
        /// What would act on a terminal, as ``VisibleText`` has it.
        case visible
        /// Everything beyond ASCII, as Python's `json.dumps` does.
        case ascii
        /// Angle brackets, as Google's servers do for the sake of browsers.
        case angles
    }

    let escapes: Escapes
    let comma: String
    let colon: String
    let indentation: Int

    /// `{"a":1,"b":2}`, for people and scripts.
    package static let line = JSONStyle(escapes: .visible, comma: ",", colon: ":", indentation: 0)
    /// `{"a": 1, "b": 2}` in ASCII, as Python writes it by default.
    package static let python = JSONStyle(escapes: .ascii, comma: ", ", colon: ": ", indentation: 0)
    /// `{"a":1,"b":2}` in ASCII, as Python writes it without spaces.
    package static let compactPython = JSONStyle(escapes: .ascii, comma: ",", colon: ":", indentation: 0)
    /// One line, as Google's servers write it.
    package static let google = JSONStyle(escapes: .angles, comma: ",", colon: ":", indentation: 0)
    /// Indented by two spaces, as Google's servers write it.
    package static let prettyGoogle = JSONStyle(escapes: .angles, comma: ",", colon: ": ", indentation: 2)
    /// Indented by two spaces, for people.
    package static let pretty = JSONStyle(escapes: .visible, comma: ",", colon: ": ", indentation: 2)
}
