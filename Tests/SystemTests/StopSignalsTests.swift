import Foundation
import Testing

@testable import System

@Suite struct StopSignalsTests {
    private typealias Action = StopSignals.Action

    @Test func `a daemon drains at the first signal and ends at the second`() {
        for number in [SIGTERM, SIGINT] {
            for isAwaited in [true, false] {
                let first = StopSignals.action(on: number, .daemon, isStopping: false, isAwaited: isAwaited)
                #expect(first == .stop)
                let second = StopSignals.action(on: number, .daemon, isStopping: true, isAwaited: isAwaited)
                #expect(second == .end)
            }
        }
    }

    @Test(arguments: [(SIGHUP, Action.reread), (SIGUSR1, .ignore), (SIGUSR2, .ignore)])
    private func `other signals do not end a daemon`(number: Int32, action: Action) {
        for isStopping in [true, false] {
            #expect(StopSignals.action(on: number, .daemon, isStopping: isStopping, isAwaited: true) == action)
        }
    }

    @Test func `any signal ends a command that does not handle it`() {
        for number in [SIGTERM, SIGINT, SIGHUP] {
            #expect(StopSignals.action(on: number, .command, isStopping: false, isAwaited: false) == .end)
            #expect(StopSignals.action(on: number, .command, isStopping: false, isAwaited: true) == .stop)
        }
    }
}
