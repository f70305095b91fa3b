import TestSupport

@testable import Datastream

/// Random pages of objects as the API might write them, and damaged copies of them.
struct RandomPages: RandomNumberGenerator {
    private var generator: SeededGenerator
    private var ids = 0
    private(set) var objects: [String] = []

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        for _ in 0..<Int.random(in: 0...12, using: &self) { objects.append(object()) }
    }

    mutating func next() -> UInt64 { generator.next() }

    private mutating func pick<Element>(_ elements: Element...) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }

    /// An object with texts that look like JSON syntax, and with values that no version knows.
    private mutating func object() -> String {
        ids += 1
        let text = pick(
            "shop", "ü 😀", #"\"}],{"#, #"\\"#, #"\\\""#, "{[", "]}", #"\u00e9"#, String(repeating: "x", count: 70))
        var members = [
            #""name":"\#(shop)/objects/\#(chance(95) ? "o\(ids)" : "o1")""#, #""displayName":"\#(text)""#,
            #""createTime":"\#(pick("2026-11-23T10:00:00Z", "2026-11-23T10:00:00.5+01:00", "yesterday"))""#,
        ]
        if chance(70) {
            let state = pick(#""ACTIVE""#, #""FAILED""#, #""NEW""#, "3", "99", "null")
            let errors = (0..<Int.random(in: 0...2, using: &self)).map {
                #"{"reason":"R\#($0)","errorTime":"\#(text)"}"#
            }
            members.append(#""backfillJob":{"state":\#(state),"errors":[\#(errors.joined(separator: ","))]}"#)
        }
        if chance(20) { members.append(#""display_name":"other","x":[[{"a":1e400}],-0.0,true]"#) }
        if chance(3) { members.append(pick(#""errors":7"#, #""sourceObject":[]"#, #""name":null"#)) }
        members.shuffle(using: &self)
        return "{" + members.joined(separator: pick(",", ", ", "\n , ")) + "}"
    }

    /// Adds, removes, moves, changes and duplicates objects.
    mutating func live() {
        for _ in 0..<Int.random(in: 0...3, using: &self) {
            let place = Int.random(in: 0...objects.count, using: &self)
            switch Int.random(in: 0..<5, using: &self) {
            case 0: objects.insert(object(), at: place)
            case 1 where place < objects.count: objects.remove(at: place)
            case 2 where place < objects.count: objects[place] = object()
            case 3:
                var shuffled = objects
                shuffled.shuffle(using: &self)
                objects = shuffled
            case 4 where place < objects.count: objects.append(objects[place])
            default: break
            }
        }
    }

    /// The page of all objects, mostly in the form that the API uses.
    mutating func page() -> [UInt8] {
        let space = pick("", " ", "\n    ", "\t\r")
        let list = objects.joined(separator: space + "," + space)
        var members = [#""streamObjects"\#(space):\#(space)[\#(space)\#(list)\#(space)]"#]
        if chance(60) { members.append(#""nextPageToken":"\#(pick("CAE=", "", #"a\"b"#, "{"))""#) }
        if chance(30) { members.append(#""unreachable":["x",\#(space)"y]"]"#) }
        if chance(20) { members.append(#""more":\#(pick("1", "[{}]", #"{"a":[1,{"b":"]"}]}"#, "null"))"#) }
        if chance(3) {
            members.append(
                pick(
                    #""streamObjects":[]"#, #""stream_objects":[]"#, #""stream\u004fbjects":[]"#, #""error":{}"#,
                    #""streamObjects":null"#, #""nextPageToken":7"#))
        }
        members.shuffle(using: &self)
        return Array("\(space){\(space)\(members.joined(separator: space + "," + space))\(space)}\(space)".utf8)
    }

    /// The page with some bytes changed.
    mutating func damaged(_ page: [UInt8]) -> [UInt8] {
        var page = page
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let marks: [UInt8] = Array(#"{}[]",:\ 0é"#.utf8) + [0xFF, 0x00]
            let mark = marks[Int.random(in: marks.indices, using: &self)]
            let place = Int.random(in: page.indices, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: page[place] = mark
            case 1: page.insert(mark, at: place)
            case 2 where page.count > 1: page.remove(at: place)
            case 3 where place > 0: page.removeLast(page.count - place)
            default: break
            }
        }
        return page
    }
}
