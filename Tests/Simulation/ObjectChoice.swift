/// Which objects have series of their own, and which: what the flags about objects say.
struct ObjectChoice {
    /// The value of `--objects.detail`.
    var detail = "all"
    /// How many objects of all streams may have series; 0 for no limit.
    var limit = 0
    var showsAllStates = false
    var showsExtra = false
    /// How many objects are rendered at a time.
    var blockSize = 768
    /// Objects whose labels end so are excluded.
    var excludedEnd: String?

    init(_ chance: Chance) {
        if chance.happens(250) { detail = chance.one(of: ["attention", "attention", "none"]) ?? "all" }
        if chance.happens(300) { limit = chance.one(of: [1, 2, 3, 5, 8]) ?? 1 }
        showsAllStates = chance.happens(200)
        showsExtra = chance.happens(300)
        blockSize = chance.one(of: [1, 3, 5, 768]) ?? 768
        if chance.happens(100) { excludedEnd = "\(chance.among(0...9))" }
    }
}
