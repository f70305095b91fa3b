/// The byte classes of HTTP's grammar and other formats in ASCII.
extension UInt8 {
    package static let carriageReturn: UInt8 = 0x0D
    package static let lineFeed: UInt8 = 0x0A
    package static let tab: UInt8 = 0x09
    package static let space: UInt8 = 0x20

    /// A visible ASCII character: 0x21 to 0x7E.
    package var isVisibleASCII: Bool { (0x21...0x7E).contains(self) }

    /// Whether the byte may occur in a header value: visible, blank, or above ASCII (RFC 9110 5.5).
    package var isFieldContent: Bool { isVisibleASCII || isBlank || self >= 0x80 }

    package var isBlank: Bool { self == .space || self == .tab }

    package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    package var isLowercaseLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

    package var isAlphanumeric: Bool { isDigit || loweredASCII.isLowercaseLetter }

    /// Whether the byte may occur in a method or a header name (RFC 9110 5.6.2).
    package var isToken: Bool {
        if isAlphanumeric { return true }
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            return true
        default:
            return false
        }
    }

    /// The byte, with an ASCII letter in lower case.
    package var loweredASCII: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}

extension Character {
    package var isASCIIDigit: Bool { asciiValue?.isDigit ?? false }

    /// Whether the character is an ASCII letter or digit.
    package var isASCIIAlphanumeric: Bool { asciiValue?.isAlphanumeric ?? false }
}

extension StringProtocol {
    /// Whether the text is one ASCII digit or more, and nothing else.
    package var isDigits: Bool { !isEmpty && utf8.allSatisfy(\.isDigit) }
}

extension String {
    /// Whether both are equal, ignoring the case of ASCII letters.
    ///
    /// Header names and tokens are compared this way.
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8.elementsEqual(other.utf8) { $0.loweredASCII == $1.loweredASCII }
    }
}
