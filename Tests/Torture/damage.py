"""Truncations and bit flips of a small ledger, each of which the program is then started on.

Promises: a damaged ledger is refused with exit code 3 and stays as it is, byte for byte; or it is used, and then each counter
is what it was. Never a trap, never another number. Every truncation to a length around the end of a page, and a
sample of all others and of the bits. About 6 minutes (short: 20 s; --every byte and bit: two days).
"""

import concurrent.futures
import shutil
import threading

import api
import harness
from harness import keep, wait

KEPT = harness.KEPT


def kept(samples):
    """The values that come from the ledger."""
    return {key: value for key, value in samples.items() if key[0].startswith(KEPT)}


def torture(world):
    server, ledger = api.API(objects=4), world.folder / "ledger"
    exporter = harness.Exporter(world, server.url, ledger=ledger)
    exporter.until("the baseline is kept", server.exact)
    for _ in range(3):
        server.tick()
        exporter.until("the tick is counted", server.exact)
    # A reason seen for the first time is counted by reason once a scrape has shown its 0.
    by_reason = "datastream_stream_new_errors_by_reason_total"
    expected = kept(exporter.until("the reason is counted", lambda s: harness.total(s, by_reason, reason="TORTURE") == 3))
    exporter.stop()
    bytes_ = ledger.read_bytes()
    # From here on only the ledger can tell what was counted.
    server.server.shutdown()
    server.server.server_close()
    size, page = len(bytes_), 4096
    edges = sorted({n + d for n in range(0, size + 1, page) for d in (-1, 0, 1)} & set(range(size)))
    lengths = sorted({*world.sample(edges, len(edges), 10), *world.sample(range(size), 400, 15)})
    flips = [divmod(bit, 8) for bit in world.sample(range(8 * size), 800, 45)]
    cases = [("cut", n, bytes_[:n]) for n in lengths]
    cases += [("flip", (n, b), bytes_[:n] + bytes([bytes_[n] ^ 1 << b]) + bytes_[n + 1 :]) for n, b in flips]
    outcome = {"refused": 0, "used": 0}
    lock = threading.Lock()

    def case(what, where, content):
        folder = world.folder / f"{what}-{where}".replace(" ", "")
        folder.mkdir(exist_ok=True)
        path = folder / "ledger"
        path.write_bytes(content)
        path.chmod(0o600)
        # That there was a ledger before, so that an empty file is known for a loss.
        (folder / "ledger.lock").write_bytes(b"\n")
        run = harness.Exporter(world, server.url, ledger=path)
        label = f"{what} {where} of {size} bytes"

        def decided():
            if run.code is not None:
                return "ended"
            samples = kept(run.scrape())
            return samples if samples else None

        found = wait(f"{label}: it serves the ledger or refuses it", decided)
        if found == "ended":
            keep(run.code == 3, f"{label}: a refusal ends with 3, not {run.code}: {run.output[-500:]}")
            keep("corrupt" in run.output or "not a datastream-exporter ledger" in run.output, f"{label}: it says why: {run.output[-300:]}")
            keep(path.read_bytes() == content, f"{label}: a refused ledger stays as it was")
        else:
            keep(found == expected, f"{label}: the counters are what they were: {set(found.items()) ^ set(expected.items())}")
            run.kill()
        with lock:
            outcome["refused" if found == "ended" else "used"] += 1
            world.programs.remove(run)
        run.log.unlink()
        shutil.rmtree(folder)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(case, *one) for one in cases]:
            try:
                future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    return f"{size} bytes; {len(lengths)} truncations, {len(flips)} flips: {outcome['refused']} refused, {outcome['used']} used with the same counters"


harness.main(torture)
