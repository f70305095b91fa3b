/// A pattern of names as shells have it: `*` is any text, `?` any character, `[a-z]` one of some, `[!a-z]` none of them.
package struct Glob: Hashable, Sendable {
    /// A place of the pattern.
    fileprivate enum Piece: Hashable, Sendable {
        case literal(Unicode.Scalar)
        case any
        case run
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    }

    private let pieces: [Piece]

    /// Longest pattern that is taken, in bytes.
    private static let maximumBytes = 1_024

    /// Reads a pattern; nil when it is empty, too long, or has a bracket without its end.
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

    /// Reads what follows an opening bracket; one that follows at once is a member.
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

    /// Whether the whole of a name matches; only the last `*` is ever taken back, so that no pattern takes long.
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
