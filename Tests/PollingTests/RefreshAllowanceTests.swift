import Datastream
import GoogleAuth
import Synchronization
import Testing

@testable import Polling

@Suite struct RefreshAllowanceTests {
    @Test func `a poll may replace two tokens`() {
        let allowance = RefreshAllowance()
        #expect([allowance.take(), allowance.take(), allowance.take()] == [true, true, false])
    }

    @Test func `a listing whose tokens are refused on every page ends after two refreshes`() async {
        let api = ScriptedAPI()
        let fetched = Mutex(0)
        let tokens = AccessTokens(source: "test") { refused, _ throws(TokenFailure) in
            Secret("\(fetched.withLock { if refused != nil { $0 += 1 }; return $0 })")
        }
        let path = "projects/p/locations/l/streams/s/objects"
        // Each token is valid for one page.
        api.on(path) { asked in
            let page = Int(asked.pageToken ?? "0") ?? 0
            guard asked.authorization == "Bearer \(page)" else { return .json("{}", status: 401) }
            return .json(#"{"nextPageToken":"\#(page + 1)"}"#)
        }
        let stream = StreamName(project: "p", location: "l", stream: "s")
        await #expect(throws: CallFailure.self) {
            try await DatastreamClient(api.caller(tokens: tokens)).objects(of: stream, deadline: .seconds(60))
        }
        #expect(fetched.withLock { $0 } == 2)
    }
}
