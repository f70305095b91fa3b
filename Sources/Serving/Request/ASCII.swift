/// The bytes HTTP's grammar is made of.
extension UInt8 {
    static let carriageReturn: UInt8 = 0x0D
    static let lineFeed: UInt8 = 0x0A
    static let tab: UInt8 = 0x09
    static let space: UInt8 = 0x20

    /// A visible character or nothing: 0x21 to 0x7E.
    var isVisibleASCII: Bool { (0x21...0x7E).contains(self) }

    /// Whether it may stand in a header value: visible, blank, or above ASCII (RFC 9110 5.5).
    var isFieldContent: Bool { isVisibleASCII || isBlank || self >= 0x80 }

    /// A space or a tab.
    var isBlank: Bool { self == .space || self == .tab }

    /// A decimal digit.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// A letter or a digit.
    var isAlphanumeric: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(loweredASCII) }

    /// Whether it may stand in a method or a header name (RFC 9110 5.6.2).
    var isToken: Bool {
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

    /// The byte with an upper-case ASCII letter made lower.
    var loweredASCII: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}
