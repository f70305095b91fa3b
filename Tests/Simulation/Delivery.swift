/// A good answer of the simulated API that reached the program.
enum Delivery {
    /// A page of the search for streams.
    case streams([TrueStream], from: String?, next: String?, unreachable: [String])
    /// One stream.
    case stream(TrueStream)
    /// A page of the objects of a stream; the next page cannot follow if something in it is wrong.
    case objects([TrueObject], of: String, from: String?, next: String?, isWrong: Bool)
}
