import Testing

@testable import DatastreamMetrics

struct WantedLabelsTests {
    @Test func `without a filter every label is selected`() {
        #expect(WantedLabels([String](), asking: nil).contains("a"))
    }

    @Test func `the filter is asked once for each label while it exists`() {
        var asked: [String] = []
        func isWanted(_ label: String) -> Bool {
            asked.append(label)
            return label != "b"
        }
        let first = WantedLabels(["a", "b"], asking: isWanted)
        let second = WantedLabels(["b", "c"], asking: isWanted, knowing: first)
        let third = WantedLabels(["a", "b", "c"], asking: isWanted, knowing: second)
        #expect(asked == ["a", "b", "c", "a"])
        #expect(["a", "b", "c"].filter { third.contains($0) } == ["a", "c"])
    }

    @Test func `labels are compared by their bytes`() {
        let labels = WantedLabels(["\u{E9}", "e\u{301}"], asking: { $0.utf8.count == 2 })
        #expect(labels.contains("\u{E9}"))
        #expect(!labels.contains("e\u{301}"))
    }
}
