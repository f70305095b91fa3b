internal import CommandLine
internal import Glibc
internal import System

prepareStandardStreams()
let arguments = ProgramArguments.all(found: Swift.CommandLine.arguments) {
    Array((KernelFiles.text(of: "/proc/self/cmdline") ?? "").utf8)
}
let manner: StopSignals.Manner = CommandTable.program.command(named: arguments)?.isDaemon == true ? .daemon : .command
// Block signals before any other thread exists, so that every thread leaves them to this one.
StopSignals.block(manner)
do throws(SystemError) {
    // A few threads of Swift's pool, which grows only as far as it can, and those for transfers, signals and blocking work.
    try BlockingThread.rehearse(min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 4) + 4)
} catch {
    let places = "ulimit -u, -d and -v, systemd's TasksMax, the container's limit of processes"
    Program.fail("cannot start threads: \(error.reason); see \(places)")
    _exit(ExitCode.runtimeFailure.rawValue)
}
Task.detached { [arguments] in
    // Not `exit`: it runs library destructors while other threads still use what they destroy. Nothing is buffered.
    _exit(await Program.main(arguments, environment: ProgramEnvironment.variables).rawValue)
}
StopSignals.deliver(manner, patience: Exporter.patience)
