internal import Notation

/// HTML being written: markup from the source code is added as is, everything else is escaped.
struct HTMLText {
    private(set) var bytes: [UInt8] = []

    /// Adds markup.
    mutating func markup(_ text: StaticString) {
        text.withUTF8Buffer { bytes += $0 }
    }

    /// Adds a text to an element or a quoted attribute.
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

    /// Whether a page may show the character; control characters and marks that change the text direction are replaced.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }

    /// Adds a text whose direction does not affect its surroundings.
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
        // Groups of three, separated by a narrow no-break space.
        for (index, digit) in digits.utf8.enumerated() {
            let left = digits.utf8.count - index
            if index > 0, left.isMultiple(of: 3), digit != UInt8(ascii: "-") { bytes += "\u{202F}".utf8 }
            bytes.append(digit)
        }
    }
}

extension HTMLText {
    /// Adds how long ago a moment was, with the exact time as a tooltip.
    mutating func age(_ moment: Timestamp, _ now: Timestamp) {
        let exact = Timestamp(seconds: moment.seconds).description
        markup("<time datetime=\"")
        text(exact)
        markup("\" title=\"")
        text(exact)
        markup("\">")
        text(Age.text(from: moment, to: now))
        markup(" ago</time>")
    }

    /// Adds a command of this program, ready to paste into a shell; one click selects all of it.
    mutating func command(_ words: [String]) {
        markup("<code>")
        text((["datastream-exporter"] + words).map(ShellWord.quoted).joined(separator: " "))
        markup("</code>")
    }
}
