package import Datastream
internal import Notation
internal import System

/// The read-only methods of the Datastream API.
///
/// A listing reads all its pages.
package struct DatastreamClient: Sendable {
    private let caller: APICaller

    /// Maximum size of all pages of a listing in bytes, after decompression: about half a million objects, fifty times
    /// what a stream may have.
    static let maximumListingBytes = 256 * 1_024 * 1_024
    /// Maximum number of items in a listing, including their errors: items that are small in bytes are
    /// larger in memory.
    static let maximumListingItems = 250_000

    /// The seed of the fingerprints in all listings.
    private let fingerprintSeed: UInt64

    /// Creates a client that uses this caller.
    package init(_ caller: APICaller) {
        self.caller = caller
        fingerprintSeed = caller.environment.clock.random().bitPattern
    }

    /// The result of a search for streams.
    struct StreamListing: Equatable {
        var streams: [StreamName: Stream] = [:]
        /// The IDs of the locations that could not be reached.
        var unreachable: Set<String> = []
    }

    /// The IDs of all locations of a project: `locations.list`.
    func locations(of project: String, deadline: Duration) async throws(CallFailure) -> [String] {
        try await listing(
            deadline, into: [String](), call: { .listLocations(project: project, pageToken: $0) },
            parse: Page.locations
        ) { locations, ids, _ in locations += ids }
    }

    /// All streams of a project in a location, or in all locations for `-`: `streams.list`.
    func streams(
        inProject project: String, location: String, deadline: Duration
    ) async throws(CallFailure) -> StreamListing {
        try await listing(
            deadline, into: StreamListing(),
            call: { .listStreams(project: project, location: location, pageToken: $0) },
            parse: { body throws(DecodingFailure) in
                try Page.streams(inProject: project, location: location, body: body)
            }
        ) { found, streams, unreachable in
            for stream in streams { found.streams[stream.name] = stream }
            found.unreachable.formUnion(unreachable.map(Self.location))
        }
    }

    /// The location in the name of something that the API could not reach; all locations if the name has none.
    private static func location(of unreachable: String) -> String {
        let segments = unreachable.split(separator: "/").map(String.init)
        let index = segments.firstIndex(of: "locations").map { $0 + 1 } ?? 0
        // The name of a location, of something in it, or only its id.
        guard index > 0 || segments.count == 1, index < segments.count, ResourceName.isID(segments[index]) else {
            return Discovery.allLocations
        }
        return segments[index]
    }

    /// One stream: `streams.get`.
    func stream(
        _ name: StreamName, deadline: Duration, refreshes: RefreshAllowance = RefreshAllowance()
    ) async throws(CallFailure) -> Stream {
        try await one(.getStream(name), deadline, refreshes) { body throws(DecodingFailure) in
            try Stream.decode(body, named: name)
        }
    }

    /// All objects of a stream: `objects.list`.
    ///
    /// `previous` holds the objects of the last complete listing. Where an object's bytes have not changed, the
    /// previous object is returned.
    func objects(
        of stream: StreamName, previous: [StreamObject] = [], deadline: Duration,
        refreshes: RefreshAllowance = RefreshAllowance()
    ) async throws(CallFailure) -> [StreamObject] {
        var recogniser = Recogniser(known: previous, seed: fingerprintSeed)
        return try await listing(
            deadline, refreshes, into: Listing(previous: previous),
            call: { .listObjects(of: stream, pageToken: $0) },
            parse: { body throws(DecodingFailure) in
                try Page.objects(of: stream, body: body, recognising: &recogniser)
            }
        ) { listing, objects, _ in listing.add(objects) }.objects
    }

    /// The first page of a stream's objects: shows whether they can be listed, and how many there are at least.
    func firstPage(
        of stream: StreamName, deadline: Duration
    ) async throws(CallFailure) -> (count: Int, isLast: Bool) {
        let body = try await caller.body(of: .listObjects(of: stream, pageToken: nil), deadline: deadline)
        do throws(DecodingFailure) {
            let page = try Page.objects(of: stream, body: body)
            let isLast = page.nextPageToken == nil
            return (try page.decode().items.count, isLast)
        } catch {
            throw .decoding(error)
        }
    }

    /// One object: `objects.get`.
    ///
    /// - Throws: why there is no response, in one line.
    package func object(
        _ id: String, of stream: StreamName, deadline: Duration
    ) async throws(PollFailure) -> StreamObject {
        let call = APICall.getObject(id, of: stream)
        do throws(CallFailure) {
            return try await one(call, deadline) { body throws(DecodingFailure) in
                try StreamObject.decode(body, of: stream)
            }
        } catch {
            throw error.pollFailure(of: call)
        }
    }

    func one<Item: Sendable>(
        _ call: APICall, _ deadline: Duration, _ refreshes: RefreshAllowance = RefreshAllowance(),
        decode: ([UInt8]) throws(DecodingFailure) -> Decoded<Item>
    ) async throws(CallFailure) -> Item {
        let body = try await caller.body(of: call, deadline: deadline, refreshes: refreshes)
        do throws(DecodingFailure) {
            let decoded = try decode(body)
            caller.count { $0.add(decoded.notes) }
            return decoded.item
        } catch {
            throw .decoding(error)
        }
    }
}

// MARK: - Paging

extension DatastreamClient {
    /// Reads all pages of a listing into one value.
    ///
    /// If a page token is refused midway, starts over once.
    func listing<Item: Sendable, Whole>(
        _ deadline: Duration, _ refreshes: RefreshAllowance = RefreshAllowance(), into empty: Whole,
        call: (_ pageToken: String?) -> APICall,
        parse: ([UInt8]) throws(DecodingFailure) -> Page<Item>,
        add: (inout Whole, _ items: [Item], _ unreachable: [String]) throws(DecodingFailure) -> Void
    ) async throws(CallFailure) -> Whole {
        var isUnderWay = false
        do throws(CallFailure) {
            return try await pages(deadline, refreshes, &isUnderWay, into: empty, call: call, parse: parse, add: add)
        } catch {
            guard case .refused(let refusal) = error, refusal.isRefusedPageToken, isUnderWay else { throw error }
        }
        return try await pages(deadline, refreshes, &isUnderWay, into: empty, call: call, parse: parse, add: add)
    }

    private func pages<Item: Sendable, Whole>(
        _ deadline: Duration, _ refreshes: RefreshAllowance, _ isUnderWay: inout Bool, into empty: Whole,
        call: (_ pageToken: String?) -> APICall,
        parse: ([UInt8]) throws(DecodingFailure) -> Page<Item>,
        add: (inout Whole, _ items: [Item], _ unreachable: [String]) throws(DecodingFailure) -> Void
    ) async throws(CallFailure) -> Whole {
        var whole = empty
        var tokens = PageTokens()
        let first = call(nil)
        var body = try await caller.body(of: first, deadline: deadline, refreshes: refreshes)
        var bytes = 0
        var items = 0
        while true {
            bytes += body.count
            guard bytes <= Self.maximumListingBytes else {
                throw .decoding(DecodingFailure("a listing of more than \(Self.maximumListingBytes) bytes"))
            }
            let next: Result<[UInt8], CallFailure>?
            do throws(DecodingFailure) {
                let page = try parse(body)
                if let token = page.nextPageToken { try tokens.follow(token) }
                let unreachable = page.unreachable
                let nextCall = page.nextPageToken.map(call)
                // The next page is requested before this page's items are decoded.
                async let following = bodyOrFailure(of: nextCall, deadline, refreshes)
                let decoded = try page.decode()
                items += decoded.items.count + decoded.notes.errors
                guard items <= Self.maximumListingItems else {
                    throw DecodingFailure("a listing of more than \(Self.maximumListingItems) items and errors")
                }
                try add(&whole, decoded.items, unreachable)
                caller.count {
                    $0.countPage(method: first.method)
                    $0.add(decoded.notes)
                }
                next = await following
            } catch {
                throw .decoding(error)
            }
            guard let next else { return whole }
            isUnderWay = true
            body = try next.get()
        }
    }

    private func bodyOrFailure(
        of call: APICall?, _ deadline: Duration, _ refreshes: RefreshAllowance
    ) async -> Result<[UInt8], CallFailure>? {
        guard let call else { return nil }
        do throws(CallFailure) {
            return .success(try await caller.body(of: call, deadline: deadline, refreshes: refreshes))
        } catch {
            return .failure(error)
        }
    }
}
