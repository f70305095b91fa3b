/// A shell-style pattern for names: `*` matches any text, `?` any character, `[a-z]` one of a set, `[!a-z]` none of it.
package struct Glob: Hashable, Sendable {
    /// An element of the pattern.
    fileprivate enum Piece: Hashable, Sendable {
        case literal(Unicode.Scalar)
        case any
        case run
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    }

    private let pieces: [Piece]

    /// Maximum length of a pattern in bytes.
    private static let maximumBytes = 1_024

    /// Parses a pattern; nil if it is empty, too long, or has an unclosed bracket.
    package init?(_ pattern: String) {
        guard !pattern.isEmpty, pattern.utf8.count <= Self.maximumBytes else { return nil }
        var rest = Array(pattern.unicodeScalars)[...]
        var pieces: [Piece] = []
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": if pieces.last != .run { pieces.append(.run) }
            case "?": pieces.append(.any)
            case "[":
                guard let set = Self.set(&rest) else { return nil }
                pieces.append(set)
            case "\\":
                guard let literal = rest.popFirst() else { return nil }
                pieces.append(.literal(literal))
            default: pieces.append(.literal(scalar))
            }
        }
        self.pieces = pieces
    }

    /// Parses a set after its opening bracket; a closing bracket in first place is a member.
    private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Piece? {
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        let isNegated = rest.first == "!" || rest.first == "^"
        if isNegated { rest.removeFirst() }
        while let low = rest.popFirst() {
            if low == "]", !ranges.isEmpty { return .set(ranges, isNegated: isNegated) }
            guard rest.first == "-", rest.count > 2, rest[rest.startIndex + 1] != "]" else {
                ranges.append(low...low)
                continue
            }
            rest.removeFirst()
            guard let high = rest.popFirst(), low <= high else { return nil }
            ranges.append(low...high)
        }
        return nil
    }

    /// Whether the whole name matches.
    ///
    /// Only the last `*` is ever backtracked, so no pattern takes long.
    package func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        var (place, piece) = (0, 0)
        var back: (place: Int, piece: Int)?
        while place < scalars.count {
            if piece < pieces.count, pieces[piece] == .run {
                back = (place, piece)
                piece += 1
            } else if piece < pieces.count, pieces[piece].takes(scalars[place]) {
                place += 1
                piece += 1
            } else if let last = back {
                back = (last.place + 1, last.piece)
                (place, piece) = (last.place + 1, last.piece + 1)
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .run }
    }
}

extension Glob.Piece {
    fileprivate func takes(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .literal(let literal): literal == scalar
        case .any: true
        case .run: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
        }
    }
}
