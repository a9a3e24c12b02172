// Jobs that keep dates: what is past its delete date goes, once an hour, audited like everything else; and once a minute
// the audit learns where to find who looked at whom. The hour also leaves the audit's checkpoint in the records.

import BorderControl
import Logging
import Safeguards
import ServiceLifecycle

struct Housekeeping: Service {
    let node: Node

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var minute = 0
            while !Task.isCancelled {
                do {
                    if minute % 60 == 0 {
                        _ = try await node.retention.run()
                        try await node.journal.anchor(audit: node.audit.checkpoint())
                    }
                    try node.audit.archive.catchUp()
                } catch { Logger(label: "serai").error("keeping dates: \(error)") }
                minute += 1
                do { try await Task.sleep(for: .seconds(60)) } catch { return }
            }
        }
    }
}
