// What a sanitizer must find, and what it must not: `.ci/sanitizers` runs these first, so that a sanitizer that sees nothing, or a lock
// that it does not know, cannot pass for a program without fault.
import Foundation
import Synchronization

final class Shared: @unchecked Sendable {
    let locked = Mutex<[Int]>([])
    var bare = [0]
}

/// Runs the body on four threads at once, again and again.
func together(_ body: @escaping @Sendable (Int) -> Void) {
    let (all, done) = (DispatchSemaphore(value: 0), 4)
    for number in 0..<done {
        Thread.detachNewThread {
            for turn in 0..<20_000 { body(number * turn) }
            all.signal()
        }
    }
    for _ in 0..<done { all.wait() }
}

let shared = Shared()
switch CommandLine.arguments.last {
case "lock": together { number in shared.locked.withLock { $0 = [number] } }
case "race": together { number in shared.bare.withUnsafeMutableBufferPointer { $0[0] = number } }
case "freed":
    let pointer = UnsafeMutablePointer<Int>.allocate(capacity: 4)
    pointer.initialize(repeating: 1, count: 4)
    pointer.deallocate()
    print(pointer[2])
case "lost":
    for _ in 0..<100 { UnsafeMutablePointer<Int>.allocate(capacity: 1_000).initialize(repeating: 1, count: 1_000) }
    // As the program ends.
    _exit(0)
default: break
}
