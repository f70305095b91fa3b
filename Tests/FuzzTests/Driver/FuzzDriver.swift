import Glibc

/// The target that the environment variable FUZZ names.
private let target: FuzzTarget = {
    let name = getenv("FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        print("FUZZ=\(name): name one of \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
        exit(2)
    }
    return target
}()

/// What libFuzzer calls for each input; a violation ends the process as a trap does.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try target.run(Array(UnsafeBufferPointer(start: data, count: count)))
    } catch {
        var text = "\(target.name): \(error)\n"
        _ = text.withUTF8 { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        abort()
    }
    return 0
}
