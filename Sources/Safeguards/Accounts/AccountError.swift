/// Why an account could not be used or changed. An unknown name, a wrong password and a disabled account read the same.
package enum AccountError: Error, Equatable, CustomStringConvertible {
    case wrongCredentials
    /// Too many wrong attempts; the HTTP answer is 429 with this as `Retry-After`.
    case wait(seconds: Int)
    case secondFactorNeeded
    case wrongSecondFactor
    case secondFactorNotEnrolled
    case wrongRecoveryCode
    case passwordTooShort(found: Int, expected: Int)
    case passwordTooLong(found: Int, expected: Int)
    case passwordGuessable
    case passwordUnchanged
    case signInNameTaken
    case badSignInName
    case unknownAccount
    case rolesConflict
    case noRole
    case lastAdministrator
    case ownAccount
    case notEmpty
    case damaged

    package var description: String {
        switch self {
        case .wrongCredentials: "the name or the password is wrong: try again, or ask your administrator"
        case .wait(let seconds): "too many wrong attempts: wait \(seconds) seconds, then try again"
        case .secondFactorNeeded: "this account has a second factor: type the six digits your device shows"
        case .wrongSecondFactor:
            "the code is wrong or was already used: wait for the next one, and check the clock of your device"
        case .secondFactorNotEnrolled: "this account has no second factor yet: enrol one on your account page"
        case .wrongRecoveryCode: "the recovery code is wrong or was already used: look at the printed sheet again"
        case .passwordTooShort(let found, let expected):
            "the password has \(found) characters, at least \(expected) are expected: three or four words do"
        case .passwordTooLong(let found, let expected):
            "the password has \(found) characters, at most \(expected) are kept: shorten it"
        case .passwordGuessable: "the password is one an attacker tries early: choose other words"
        case .passwordUnchanged: "the new password is the old one: choose another"
        case .signInNameTaken: "someone signs in with that name already: choose another"
        case .badSignInName: "a sign-in name is 2 to 64 letters, digits, dots or hyphens: choose another"
        case .unknownAccount: "there is no such account: look at the list of accounts"
        case .rolesConflict:
            "these roles may not be in one hand: an administrator holds no other role, oversight holds no operational one"
        case .noRole: "an account needs at least one role: choose one"
        case .lastAdministrator: "this is the last administrator: make another one first"
        case .ownAccount: "nobody gives themselves a role, closes their own account or resets it: ask another administrator"
        case .notEmpty: "the node has accounts already: ask an administrator to make yours"
        case .damaged: "the account's stored password or secret cannot be read: restore accounts.sqlite and the keys together"
        }
    }
}
