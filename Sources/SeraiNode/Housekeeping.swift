// Jobs that keep dates: what is past its delete date goes, once an hour, audited like everything else.

import Logging
import Safeguards
import ServiceLifecycle

struct Housekeeping: Service {
    let node: Node

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { _ = try await node.retention.run() } catch {
                    Logger(label: "serai").error("retention job: \(error)")
                }
                do { try await Task.sleep(for: .seconds(3_600)) } catch { return }
            }
        }
    }
}
