import Testing

@testable import Datastream

struct FingerprintTableTests {
    @Test func `each object is found at its place, however full the table is`() throws {
        let texts = (0..<200).map { #"{"name":"\#(shop)/objects/\#($0)"}"# }
        var recogniser = Recogniser(known: [], seed: 1)
        let body = Array(#"{"streamObjects":[\#(texts.joined(separator: ","))]}"#.utf8)
        let all = try Page.objects(of: shop, body: body, recognising: &recogniser).decode().items
        let unknown = Fingerprint(of: Array("{}".utf8).span, seed: 1)
        for count in 0...all.count {
            let objects = Array(all[..<count])
            let table = FingerprintTable(objects)
            let places = try objects.map { table.place(of: try #require($0.fingerprint), in: objects) }
            #expect(places == Array(0..<count))
            #expect(table.place(of: unknown, in: objects) == nil)
        }
    }
}
