extension Int {
    /// Adds, but stops at the largest number: a counter that no longer moves is better than a trap.
    mutating func addSaturating(_ amount: Int) {
        let (sum, overflow) = addingReportingOverflow(amount)
        self = overflow ? .max : sum
    }
}
