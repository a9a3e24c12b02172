// Errors of the other rooms, as problems. An error that is not named here says nothing but that it happened.
import BorderControl
import Hummingbird
import Ledger
import Records
import Safeguards
import TravelDocuments
import Watchlists

extension Problem {
    init(of error: any Error, path: String) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as AccessRefusal: self = Problem(of: refusal)
        case let error as AccountError: self = Problem(of: error)
        case let error as ApprovalError: self = Problem(of: error)
        case let error as SessionError: self = error == .forgedForm ? .forged : .notSignedIn
        case let refusal as CaseRefusal: self = Problem(of: refusal)
        case let refusal as ScreeningRefusal: self = Problem(of: refusal)
        case let refusal as AlertRefusal: self = Problem(of: refusal)
        case let error as AlertDraftError: self = Problem(400, "alert-unsound", error.description)
        case let error as ListImportError: self = Problem(422, "list-refused", error.description)
        case let error as ListFileError: self = Problem(422, "list-refused", error.description)
        case let error as ListDeliveryError: self = Problem(400, "list-not-delivered", error.description)
        case LedgerError.storageFull:
            self = Problem(
                507, "storage-full", "the node has no room left: nothing of this was recorded; tell the machine room, then repeat")
        case let error as HTTPError:
            switch error.status.code {
            case 404: self = .notFound
            case 405: self = Problem(405, "method", "this address does not take that method: see the API description")
            case 413: self = .tooLarge(limit: 65_536)
            default: self = Problem(error.status.code, "request", "the request cannot be answered as it was sent")
            }
        default:
            self = Problem(
                500, "internal",
                "the node could not finish this: nothing was changed unless the page said so; try again, then tell the machine room")
        }
    }

    private init(of refusal: AccessRefusal) {
        let reason = refusal.decision.reason
        switch reason {
        case .pastDeleteDate, .notReleased:
            self = .notFound  // what one may not know of answers like what there is not
        default:
            self.init(403, "refused-\(reason.rawValue)", refusal.description)
        }
    }

    private init(of refusal: CaseRefusal) {
        switch refusal {
        case .noSuchCase: self = .notFound
        case .noSuchMatch: self.init(400, "no-such-match", refusal.description)
        case .notSecondLine: self.init(403, "refused-role", refusal.description)
        case .decision(.alreadyDecided): self.init(409, "already-decided", refusal.description)
        case .decision(.sameOfficer): self.init(403, "same-officer", refusal.description)
        case .decision(.noteTooLong): self.init(400, "note-too-long", refusal.description)
        }
    }

    private init(of refusal: AlertRefusal) {
        switch refusal {
        case .noSuchAlert: self = .notFound
        case .originatorOnly: self.init(403, "refused-originator-only", refusal.description)
        case .firstLine: self.init(403, "refused-role", refusal.description)
        }
    }

    private init(of refusal: ScreeningRefusal) {
        switch refusal {
        case .unreadable(let error): self.init(422, "mrz-\(error.code.replacing("_", with: "-"))", refusal.description)
        case .manifestLength: self.init(400, "manifest-length", refusal.description)
        case .nothingToAsk: self.init(400, "nothing-to-ask", refusal.description)
        case .unknownPost, .otherPost: self.init(400, "unknown-post", refusal.description)
        }
    }

    private init(of error: ApprovalError) {
        switch error {
        case .unknown: self = .notFound
        case .samePerson: self.init(403, "refused-same-person", error.description)
        case .notEntitled: self.init(403, "refused-step-up-needed", error.description)
        case .notYet, .notNeeded: self.init(409, "approval", error.description)
        }
    }

    private init(of error: AccountError) {
        switch error {
        case .wait(let seconds): self.init(429, "wait", error.description, retryAfter: seconds)
        case .wrongCredentials: self.init(401, "wrong-credentials", error.description)
        case .secondFactorNeeded: self.init(401, "second-factor-needed", error.description)
        case .wrongSecondFactor: self.init(401, "wrong-second-factor", error.description)
        case .damaged: self.init(500, "internal", error.description)
        default: self.init(400, "account", error.description)
        }
    }
}
