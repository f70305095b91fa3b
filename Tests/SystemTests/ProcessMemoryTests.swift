import Foundation
import Testing

@testable import System

@Suite struct ProcessMemoryTests {
    @Test func `hidden memory leaves no core dump`() throws {
        ProcessMemory.hide()
        #expect(ProcessMemory.isHidden)
        let limits = try String(contentsOfFile: "/proc/self/limits", encoding: .utf8)
        let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
    }
}
