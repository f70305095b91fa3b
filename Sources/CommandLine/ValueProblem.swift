/// What is wrong with a value, in words that follow the flag's name.
package struct ValueProblem: Error, Equatable {
    package let text: String

    package init(_ text: String) { self.text = text }
}
