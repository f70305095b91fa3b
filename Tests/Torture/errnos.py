"""System calls that fail: each call of a start, and each call of polls, scrapes and ledger writes, with the errors that it may have.

strace makes the n-th call of a kind fail in every thread, or all of them for two seconds. Promises: a start succeeds, or ends with a documented exit
code and says why; what runs goes on; no trap, no hang; no counter goes down or shows more than has happened; once the fault is over,
polls succeed and each event is counted once. A sample of the cases, in about 10 minutes (short: 30 s; --every case: 2 hours).

Counted, not blamed: aborts of the C library and libdispatch themselves, by the stack (libdispatch wants its epoll and eventfd). Left out: calls whose failure the C library or the runtime answers by an abort, whatever the program does: memory (mmap, mprotect,
munmap, brk), futex, and what the loader does before the program begins (execve, arch_prctl, set_tid_address, ...).
"""

import contextlib
import http.client
import os
import signal
import time

import api
import harness
import tracer
from harness import keep

DISK = {"EIO", "ENOSPC"}
ERRORS = {
    **{name: {"EMFILE", "ENFILE", "ENOMEM", "EACCES", "EINTR", "EIO"} for name in ("openat", "open")},
    **{name: {"EMFILE", "ENFILE", "ENOMEM", "ENOBUFS"} for name in ("socket", "accept4", "epoll_create1", "eventfd2", "pipe2", "dup", "socketpair")},
    **{name: {"EINTR", "EIO", "EAGAIN"} for name in ("read", "pread64", "readv", "getdents64")},
    **{name: {"EINTR", "EIO", "ENOSPC", "EDQUOT", "EFBIG"} for name in ("write", "pwrite64", "writev", "ftruncate", "fallocate")},
    **{name: DISK for name in ("fsync", "fdatasync", "unlink", "rename", "mkdir")},
    **{name: {"EINTR", "ECONNRESET", "EPIPE", "ENOBUFS", "EAGAIN"} for name in ("recvfrom", "recvmsg", "sendto", "sendmsg")},
    **{name: {"EINTR", "ECONNREFUSED", "ENETUNREACH", "EADDRNOTAVAIL", "ENOBUFS"} for name in ("connect", "bind", "listen")},
    **{name: {"EINTR", "ENOMEM"} for name in ("poll", "ppoll", "epoll_wait", "epoll_pwait", "epoll_pwait2", "select", "pselect6")},
    **{name: {"ENOMEM", "ENOSPC"} for name in ("epoll_ctl",)},
    **{name: {"ENOBUFS", "EINVAL"} for name in ("getsockopt", "setsockopt", "getsockname", "getpeername", "ioctl")},
    **{name: {"EIO", "EINTR"} for name in ("close", "lseek", "fstat", "newfstatat", "stat", "lstat", "statx", "access", "faccessat2", "readlink", "getcwd", "chmod", "fchmod", "fchown", "geteuid")},
    **{name: {"EACCES", "EAGAIN", "ENOLCK", "EINTR"} for name in ("fcntl", "flock")},
    **{name: {"EAGAIN"} for name in ("clone", "clone3")},
    **{name: {"EINTR", "ENOSYS"} for name in ("getrandom", "rt_sigtimedwait", "clock_nanosleep", "nanosleep")},
    **{name: {"EPERM"} for name in ("prlimit64", "prctl", "sched_getaffinity", "setpriority", "sysinfo", "uname", "madvise", "sched_setscheduler")},
}
# What once broke a promise is tried each time.
FOUND = [("socketpair", "EMFILE", 1)]
FOUND_RUNNING = [("sendto", "ECONNRESET", 1)]
# The calls that fail for as long as strace is attached, not once.
LASTING = "1+"


def cases(found, most):
    """Each error of each call that was found: the first calls one by one, and all of them."""
    for name, count in sorted(found.items()):
        for error in sorted(ERRORS.get(name, ())):
            for number in [*range(1, min(count, most) + 1), LASTING]:
                yield name, error, number


def blamed(world, server, ledger, fault):
    """The library that ends a start with this fault by a signal, found by doing it again with a look at the stack."""
    log = world.folder / "again"
    again = harness.Exporter(world, server.url, ledger=ledger, prefix=["strace", "-f", "-k", "-o", log, *fault])
    with contextlib.suppress(harness.Broken):
        again.ended(60)
    return tracer.aborted_below(log, world.binary)


def starts(world, server, ledger, most):
    """Fails the calls of starts, up to the first scrape that shows all."""
    first = harness.Exporter(world, server.url, ledger=ledger, prefix=["strace", "-f", "-o", world.folder / "start"])
    first.until("the baseline is kept", server.exact)
    os.kill(first.pid, signal.SIGTERM)
    first.ended()
    found = tracer.calls(world.folder / "start")
    server.tick()
    plan = list(cases(found, most))
    plan = FOUND + world.sample(plan, 150, 13)
    outcome = {"refused": 0, "went on": 0, "aborted by libdispatch or the C library": 0}
    for name, error, number in plan:
        label = f"{name} {error} {number} at start"
        fault = ["-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={number}"]
        # The line that says where it listens may be the one that cannot be written.
        run = harness.Exporter(
            world, server.url, ledger=ledger, port=harness.free_port(),
            prefix=["strace", "-f", "-o", world.folder / "start", *fault])
        end = time.monotonic() + harness.patience(6 if number == LASTING else 15)
        done = False
        while run.code is None and time.monotonic() < end and not done:
            with contextlib.suppress(OSError, http.client.HTTPException):
                samples = run.scrape(seconds=2)
                keep(max(server.counted(samples)) <= server.ticks, f"{label}: no more is shown than has happened")
                done = server.exact(samples)
            time.sleep(0.05)
        if run.code is None:
            # Each ledger write has a thread of its own, so that the n-th call of it fails each time; then the log must say so.
            told = name == "write" or "level=warn" in run.output or "level=error" in run.output
            keep(done or told or number == LASTING, f"{label}: it serves all, ends, or says what fails: {run.output[-300:]}")
            # strace would not end with what it traces if it were killed itself.
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                os.kill(run.pid, signal.SIGKILL)
            run.ended(20)
            outcome["went on"] += 1
        else:
            if run.code < 0 and blamed(world, server, ledger, fault):
                outcome["aborted by libdispatch or the C library"] += 1
                world.programs.remove(run)
                continue
            before_main = run.code == 127 and "error while loading" in run.output
            keep(run.code in harness.EXIT_CODES or before_main, f"{label}: it ends with a documented code, not {run.code}: {run.output[-500:]}")
            keep(run.output.strip() or name in ("write", "writev"), f"{label}: it says why it ends with {run.code}")
            keep(run.code != 0, f"{label}: a start that fails is no success")
            outcome["refused"] += 1
        world.programs.remove(run)
    return f"starts: {len(plan)} of {len(list(cases(found, most)))} faults at {len(found)} kinds of calls: {outcome}"


def runs(world, server, ledger, most):
    """Fails the calls of one process that polls, writes and is scraped."""
    exporter = harness.Exporter(world, server.url, ledger=ledger, interval="1s")
    counters = harness.Counters()
    exporter.until("each event is counted once", server.exact, counters=counters)
    trace = tracer.Tracer(world.folder, exporter.pid)
    server.tick()
    exporter.until("each event is counted once", server.exact, counters=counters)
    exporter.until("one more poll", server.exact, counters=counters)
    trace.detach()
    found = tracer.calls(trace.log)
    plan = list(cases(found, most))
    chosen = FOUND_RUNNING + world.sample(plan, 80, 6)
    injected, aborted = 0, []
    for name, error, number in chosen:
        label = f"{name} {error} {number} while it runs"
        # Reads and writes of descriptors with which libdispatch wakes itself cannot fail, and it would not notice.
        files = [ledger, world.folder / "ledger-journal", exporter.log] if name in ("read", "write") else []
        trace = tracer.Tracer(
            world.folder, exporter.pid, "-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={number}", paths=files)
        if server.ticks < len(server.objects):
            server.tick()
        end = time.monotonic() + 2
        while time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                samples = exporter.scrape(seconds=1)
                counters.look(samples)
                keep(max(server.counted(samples)) <= server.ticks, f"{label}: no more is shown than has happened")
            if exporter.code is not None:
                break
            time.sleep(0.1)
        trace.detach()
        if exporter.code is not None:
            # A second look at the stack, on another process.
            exporter = harness.Exporter(world, server.url, ledger=ledger)
            exporter.until("it runs again", server.exact, counters=counters, seconds=60)
            trace = tracer.Tracer(world.folder, exporter.pid, "-k", "-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={number}")
            server.tick()
            trace.ended(20) or trace.detach()
            exporter.kill()
            keep(tracer.aborted_below(trace.log, world.binary), f"{label}: it goes on; it was ended by a signal")
            aborted.append(f"{name} {error}")
            exporter = harness.Exporter(world, server.url, ledger=ledger, interval="1s")
        injected += trace.injected
        exporter.until(f"each event is counted once after {label}", server.exact, counters=counters, seconds=45)
    exporter.stop()
    return f"running: {len(chosen)} of {len(plan)} faults at {len(found)} kinds of calls, {injected} calls failed; {len(aborted)} aborts of libraries {aborted}"


def torture(world):
    keep(tracer.available(), "strace can trace here")
    server, ledger = api.API(objects=1000), world.folder / "ledger"
    most = 12
    first = starts(world, server, ledger, most)
    world.tell(first)
    return f"{first}; {runs(world, server, ledger, most)}"


harness.main(torture)
