import Datastream
import Testing

@testable import StatusPage

@Suite struct BackfillBarTests {
    @Test(arguments: [[1], [1, 1], [1_000_000, 1], [0, 5], Array(repeating: 1, count: 9), [.max / 2, 3, .max / 2]])
    func `the parts fill the bar, and none is too small to see`(counts: [Int]) {
        let widths = BackfillBar.widths(counts)
        #expect(widths.reduce(0, +) == 1_000)
        #expect(widths.allSatisfy { $0 >= 8 })
    }

    @Test func `states without objects are left out`() {
        var html = HTMLText()
        BackfillBar(objects: [.completed: 3, .failed: 1, .active: 0]).render(&html)
        let text = String(decoding: html.bytes, as: UTF8.self)
        #expect(
            text.contains("<li class=\"COMPLETED\"><b>3</b> COMPLETED</li><li class=\"FAILED\"><b>1</b> FAILED</li>"))
        #expect(!text.contains("ACTIVE"))
    }
}
