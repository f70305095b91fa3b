/// HTML in the making: markup is what stands in the source, everything else is escaped.
struct HTMLText {
    private(set) var bytes: [UInt8] = []

    /// Adds markup.
    mutating func markup(_ text: StaticString) {
        text.withUTF8Buffer { bytes += $0 }
    }

    /// Adds a text, in an element or in a quoted attribute.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\"": bytes += "&quot;".utf8
            case "'": bytes += "&#39;".utf8
            default: bytes += UTF8.encode(Self.isShown(scalar) ? scalar : "\u{FFFD}").map(Array.init) ?? []
            }
        }
    }

    /// Whether a page may have the character: no control, and none that turns the direction of what stands around it.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }

    /// Adds a text on its own in its direction, so that it turns nothing beside it.
    mutating func name(_ text: String) {
        markup("<bdi>")
        self.text(text)
        markup("</bdi>")
    }

    /// Adds the style sheet.
    mutating func style() { bytes += StatusStyle.text.utf8 }

    /// Adds a number.
    mutating func number(_ number: Int) {
        let digits = String(number)
        // In groups of three, by a space that does not break.
        for (index, digit) in digits.utf8.enumerated() {
            let left = digits.utf8.count - index
            if index > 0, left.isMultiple(of: 3), digit != UInt8(ascii: "-") { bytes += "\u{202F}".utf8 }
            bytes.append(digit)
        }
    }
}
