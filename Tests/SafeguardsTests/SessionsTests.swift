import Foundation
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `A session` {
    let clock = FixedClock()
    let account = Account(
        officer: "o-1", signInName: "anna", name: "Anna", roles: [.secondLine], posts: ["P1"], unit: nil)

    @Test func `is opened by its token and by nothing else`() throws {
        let sessions = Sessions(now: clock.now)
        let (token, session) = sessions.start(account, purpose: .borderCheck, post: "P1", secondFactor: false)
        #expect(token.utf8.count == 43)
        #expect(try sessions.session(token) == session)
        #expect(token != session.csrf)
        for wrong in ["", "x", String(token.dropLast()), token + "A", token.uppercased(), session.csrf] {
            #expect(throws: SessionError.unknown) { try sessions.session(wrong) }
        }
        #expect(throws: SessionError.unknown) { try Sessions(now: clock.now).session(token) }
    }

    @Test func `ends when signed out, and a replayed token is refused`() throws {
        let sessions = Sessions(now: clock.now)
        let (token, _) = sessions.start(account, purpose: .borderCheck, post: nil, secondFactor: false)
        let (other, _) = sessions.start(account, purpose: .borderCheck, post: nil, secondFactor: false)
        sessions.signOut(token)
        #expect(throws: SessionError.unknown) { try sessions.session(token) }
        _ = try sessions.session(other)
        sessions.signOutAll(of: "o-1")
        #expect(throws: SessionError.unknown) { try sessions.session(other) }
        #expect(sessions.count == 0)
    }

    @Test func `ends after a quarter of an hour of nothing, and after a shift in any case`() throws {
        let sessions = Sessions(now: clock.now)
        let (token, _) = sessions.start(account, purpose: .borderCheck, post: nil, secondFactor: false)
        clock.advance(seconds: 899)
        _ = try sessions.session(token)
        clock.advance(seconds: 900)
        #expect(throws: SessionError.idle) { try sessions.session(token) }
        let (busy, _) = sessions.start(account, purpose: .borderCheck, post: nil, secondFactor: false)
        for _ in 0..<71 {
            clock.advance(seconds: 600)
            _ = try sessions.session(busy)
        }
        clock.advance(seconds: 600)
        #expect(throws: SessionError.shiftOver) { try sessions.session(busy) }
        #expect(throws: SessionError.unknown) { try sessions.session(busy) }
    }

    @Test func `is not kept awake by a page that only watches`() throws {
        let sessions = Sessions(now: clock.now)
        let (token, _) = sessions.start(account, purpose: .borderCheck, post: nil, secondFactor: false)
        clock.advance(seconds: 600)
        #expect(sessions.stands(token))
        clock.advance(seconds: 300)
        #expect(!sessions.stands(token))
        #expect(throws: SessionError.unknown) { try sessions.session(token) }
    }

    @Test func `takes forms of its own pages only`() throws {
        let sessions = Sessions(now: clock.now)
        let (token, session) = sessions.start(account, purpose: .borderCheck, post: nil, secondFactor: false)
        let (_, stranger) = sessions.start(account, purpose: .borderCheck, post: nil, secondFactor: false)
        _ = try sessions.session(token, form: session.csrf)
        for forged in ["", stranger.csrf, token] {
            #expect(throws: SessionError.forgedForm) { try sessions.session(token, form: forged) }
        }
    }

    @Test func `grows no younger, and its second factor no fresher, when the shift changes`() throws {
        let sessions = Sessions(now: clock.now)
        var (_, session) = sessions.start(account, purpose: .administration, post: nil, secondFactor: true)
        for _ in 0..<2 {
            clock.advance(seconds: 350)
            session = sessions.start(account, purpose: .borderCheck, post: "P1", after: session).session
        }
        #expect(!sessions.officer(of: session).secondFactorFresh)
        #expect(session.started == clock.now().addingTimeInterval(-700))
    }

    @Test func `counts a second factor as fresh for ten minutes`() throws {
        let sessions = Sessions(now: clock.now)
        let (token, session) = sessions.start(account, purpose: .borderCheck, post: "P1", secondFactor: false)
        #expect(!sessions.officer(of: session).secondFactorFresh)
        try sessions.steppedUp(token)
        let officer = sessions.officer(of: try sessions.session(token))
        #expect(officer.secondFactorFresh && officer.post == "P1" && officer.id == "o-1")
        clock.advance(seconds: 601)
        #expect(!sessions.officer(of: try sessions.session(token)).secondFactorFresh)
    }
}
