import CCurl
import Glibc

/// The loop that owns all handles and runs on its own thread.
final class TransferLoop {
    let mailbox: Mailbox
    private let settings: TransportSettings
    private let multi: MultiHandle
    private let pool = BodyPool(size: 64 << 20)
    private var transfers: [ObjectIdentifier: Transfer] = [:]

    init(_ settings: TransportSettings) throws(TransportError) {
        self.settings = settings
        multi = try MultiHandle(connections: settings.connections)
        mailbox = Mailbox(multi.wake)
    }

    /// Runs until the mailbox is closed, then ends the remaining transfers.
    func run() {
        while let post = mailbox.collect() {
            for submission in post.submissions { start(submission) }
            for ticket in post.cancellations { cancel(ticket) }
            do throws(TransportError) {
                try multi.perform()
                finishEnded()
                try multi.wait(atMost: expireStalled())
            } catch {
                // Out of memory or file descriptors: no transfer can continue, but the next request may succeed.
                for transfer in transfers.values { finish(transfer, .failure(transfer.error(.local, error.message))) }
                usleep(10_000)
            }
        }
        let reason = "the transport was shut down"
        for submission in mailbox.drain().submissions {
            submission.reply.resume(returning: .failure(TransportError(.cancelled, reason)))
        }
        for transfer in transfers.values { finish(transfer, .failure(transfer.error(.cancelled, reason))) }
    }

    private func start(_ submission: Submission) {
        guard !submission.ticket.isCancelled else {
            submission.reply.resume(returning: .failure(TransportError(.cancelled, "cancelled")))
            return
        }
        do throws(TransportError) {
            let transfer = try Transfer(submission, settings: settings, pool: pool)
            try multi.add(transfer.easy)
            transfers[ObjectIdentifier(submission.ticket)] = transfer
        } catch {
            submission.reply.resume(returning: .failure(error))
        }
    }

    private func cancel(_ ticket: Ticket) {
        guard let transfer = transfers[ObjectIdentifier(ticket)] else { return }
        finish(transfer, .failure(transfer.error(.cancelled, "cancelled")))
    }

    private func finishEnded() {
        while let (transfer, code) = multi.nextEnded() { finish(transfer, transfer.result(code)) }
    }

    /// Ends transfers that have waited too long for a response; returns how long the others may still wait.
    private func expireStalled() throws(TransportError) -> Duration {
        let now = ContinuousClock.now
        // Not for long, in case a wake was lost.
        var longest = Duration.seconds(5)
        for transfer in transfers.values {
            try transfer.watchSpeed()
            if transfer.expire(at: now) {
                finish(transfer, .failure(transfer.failure(CURLE_OPERATION_TIMEDOUT)))
            } else if let due = transfer.answerDue {
                longest = min(longest, now.duration(to: due))
            }
        }
        return longest
    }

    private func finish(_ transfer: Transfer, _ result: Result<TransportResponse, TransportError>) {
        multi.remove(transfer.easy)
        transfers[ObjectIdentifier(transfer.submission.ticket)] = nil
        transfer.release()
        transfer.submission.reply.resume(returning: result)
    }
}
