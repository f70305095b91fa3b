import Notation

@testable import Datastream

/// A page of a listing, alone or after a zero byte and an earlier page: the scanner that recognises known objects, and
/// the decoder that keeps what the API wrote, give the same objects as the plain decoder, or the same refusal.
enum ListingTarget {
    private static let stream = StreamName(project: "p", location: "l", stream: "s")

    /// All that a page says, or why it is refused.
    private enum Reading: Equatable {
        case page(token: String?, unreachable: [String], objects: [StreamObject], notes: DecodingNotes)
        case refused(String)

        init(_ read: () throws(DecodingFailure) -> Page<StreamObject>) {
            do throws(DecodingFailure) {
                let page = try read()
                let (token, unreachable) = (page.nextPageToken, page.unreachable)
                let items = try page.decode()
                self = .page(token: token, unreachable: unreachable, objects: items.items, notes: items.notes)
            } catch {
                self = .refused(error.description)
            }
        }

        var objects: [StreamObject] {
            guard case .page(_, _, let objects, _) = self else { return [] }
            return objects
        }
    }

    static func run(_ bytes: [UInt8]) throws {
        let pages = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map { Array($0) }
        var known: [StreamObject] = []
        // The last page comes twice, so that the second time nothing in it is new.
        for page in pages + pages.suffix(1) {
            let plain = Reading { () throws(DecodingFailure) in try Page.objects(of: stream, body: page) }
            var recogniser = Recogniser(known: known, seed: 7)
            let scanned = Reading { () throws(DecodingFailure) in
                try Page.objects(of: stream, body: page, recognising: &recogniser)
            }
            try demandSame(scanned, plain, "the scanner and the decoder differ")
            try checkWritten(page, plain)
            known = scanned.objects
        }
        if let page = pages.last {
            // These have no second reading to compare with; they must only end.
            _ = try? Page<Stream>.streams(inProject: "p", location: "-", body: page).decode()
            _ = try? Page<String>.locations(body: page).decode()
            _ = try? Stream.decode(page, named: stream)
        }
    }

    private static func checkWritten(_ page: [UInt8], _ plain: Reading) throws(Violation) {
        let written: [WrittenObject]
        do throws(DecodingFailure) {
            written = try Page.writtenObjects(of: stream, body: page).decode().items
        } catch {
            try demandSame(.refused(error.description), plain, "the decoder that keeps the text differs")
            return
        }
        if case .refused(let reason) = plain { throw Violation("the decoder that keeps the text takes it: \(reason)") }
        try demandSame(written.map(\.object), plain.objects, "the decoder that keeps the text differs")
        for object in written {
            let line = JSON.written(object.json).text
            let again = try? StreamObject.decode(Array(line.utf8), of: stream).item
            try demand(again == object.object, "the text of an object is another object: \(line)")
            try demand(VisibleText.isVisible(line), "the text of an object is not safe to print")
        }
    }
}
