import Datastream
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct StateRowsTests {
    /// The rows of one object a letter: those of a file, oldest first, and what a write makes of them.
    ///
    /// An object that changed is in upper case.
    private struct File {
        var ledger: StreamLedger?
        var rows = StateRows()
        var text: [String] = []

        /// Writes a listing of these objects; those in upper case have changed.
        mutating func write(_ listed: String, at minute: Int) {
            let objects = listed.map { letter in
                object(letter.lowercased(), letter.isUppercase ? job(.active, minute) : nil)
            }
            let after = StreamLedger(seeing: objects)
            let update = ObjectUpdate(from: ledger, in: rows, to: after)
            let written = update.comparison.changed.map(\.index) + update.renewed
            text += written.map { index in after.objects[index].id }
            text.removeFirst(update.states.all.lowerBound - rows.all.lowerBound)
            (ledger, rows) = (after, update.states)
        }
    }

    @Test(
        arguments: [
            (["abc"], "a b c"), (["abc", "abc"], "a b c"), (["abc", "aBc"], "a b c b"),
            (["abc", "aBc", "aBC"], "a b c b b c"),
            // Six rows may stay. The first two leave; an object that has no later row gets one before.
            (["abc", "aBc", "aBC", "aBc"], "c b b c b c a"),
            (["ab", "a"], "a b"), (["abc", "c"], "b c"), (["abcd", "d"], "c d"), (["ab", ""], ""), (["", "ab"], "a b"),
            (["ab", "a", "ab"], "a b b"), (["ab", "ba"], "a b"),
        ] as [([String], String)])
    func `changed objects get new rows, and the first rows leave`(listings: [String], rows: String) {
        var file = File()
        for (minute, listed) in listings.enumerated() { file.write(listed, at: minute) }
        #expect(file.text.joined(separator: " ") == rows)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `the last row of each object stays`(seed: UInt64) {
        var numbers = SeededGenerator(seed: seed)
        var file = File()
        for minute in 0..<60 {
            let letters = "abcdefghij".filter { _ in Int.random(in: 0..<5, using: &numbers) > 0 }
            let listed = letters.map { letter in
                Int.random(in: 0..<4, using: &numbers) == 0 ? letter.uppercased() : String(letter)
            }
            file.write(listed.joined(), at: minute)
            let objects = file.ledger?.objects.map(\.id) ?? []
            #expect(file.text.count == file.rows.all.count)
            for (object, row) in zip(objects, file.rows.last) {
                #expect(file.text[row - file.rows.all.lowerBound] == object)
                #expect(file.text.lastIndex(of: object) == row - file.rows.all.lowerBound)
            }
        }
    }

    @Test(arguments: ["a", "ab", "abcdefghij", "abcdefghijklmnopqrst"])
    func `however few objects change, a write adds few rows, and the file stays small`(hot: String) {
        let all = "abcdefghijklmnopqrstuvwxyz"
        var file = File()
        file.write(all, at: 0)
        for minute in 1..<300 {
            let before = file.rows.all
            file.write(String(all.map { hot.contains($0) ? Character($0.uppercased()) : $0 }), at: minute)
            let added = file.rows.all.upperBound - before.upperBound
            #expect(added <= (1 + StateRows.renewals) * hot.count)
            #expect(file.rows.all.count <= all.count * 5 / 2 + added)
        }
    }

    @Test func `while objects leave, the file stays small, too`() {
        var file = File()
        let all = "abcdefghijklmnopqrstuvwxyz"
        file.write(all, at: 0)
        for minute in 1..<50 { file.write(all.dropLast() + "Z", at: minute) }
        for gone in 1...all.count {
            let before = file.rows.all
            file.write(String(all.dropFirst(gone)), at: 50)
            #expect(file.rows.all.upperBound - before.upperBound <= StateRows.renewals)
            #expect(file.rows.all.count <= 3 * (all.count - gone))
        }
    }
}
