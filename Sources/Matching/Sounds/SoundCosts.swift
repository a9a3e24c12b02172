// How far two sounds are apart. A table of groups, so that an analyst can read and argue with it.

/// Substitution and deletion costs between sounds, in sixteenths of a consonant.
///
/// 0: spellings of one sound or letter; 1–3: regular alternatives between romanisations; 4–6: alternatives of some
/// languages or clerks; 16: unrelated.
struct SoundCosts: Sendable {
    /// `Sound.count` × `Sound.count`, row-major, symmetric.
    let substitution: [UInt8]
    let deletion: [UInt8]
    /// Deletion when exactly one side is written without short vowels.
    let deletionUnvowelled: [UInt8]

    static let standard = SoundCosts()

    private init() {
        var table = [UInt8](repeating: 16, count: Sound.count * Sound.count)
        func set(_ a: Sound, _ b: Sound, _ cost: UInt8) {
            table[Int(a.rawValue) * Sound.count + Int(b.rawValue)] = cost
            table[Int(b.rawValue) * Sound.count + Int(a.rawValue)] = cost
        }
        for a in Sound.allCases {
            for b in Sound.allCases {
                if a.isVowel, b.isVowel { set(a, b, 6) }
                if a.isVowel != b.isVowel, a == .y || b == .y || a == .w || b == .w { set(a, b, 9) }
            }
        }
        for (cost, groups) in Self.groups {
            for group in groups {
                for (index, a) in group.enumerated() {
                    for b in group[(index + 1)...] { set(a, b, cost) }
                }
            }
        }
        for sound in Sound.allCases { set(sound, sound, 0) }
        substitution = table
        var deletion = [UInt8](repeating: 16, count: Sound.count)
        var unvowelled = deletion
        for sound in Sound.allCases {
            deletion[Int(sound.rawValue)] = sound.weight
            unvowelled[Int(sound.rawValue)] = sound.weightUnvowelled
        }
        self.deletion = deletion
        deletionUnvowelled = unvowelled
    }

    /// Later rows win over earlier ones.
    private static let groups: [(cost: UInt8, [[Sound]])] = [
        (
            6,
            [
                [.s, .sh], [.s, .sad, .theh], [.f, .p], [.b, .v], [.g, .h], [.gh, .h], [.w, .f], [.zh, .y],
                [.z, .th], [.t, .d],
                [.kh, .g], [.z, .j], [.k, .h], [.hah, .k],
            ]
        ),
        (
            5,
            [
                [.b, .p], [.k, .g], [.t, .dad], [.e, .o], [.sh, .zh], [.i, .u], [.z, .zh], [.d, .th],
                [.s, .ts], [.ts, .ch], [.j, .ch],
                [.jeem, .ch], [.a, .dull], [.k, .gh], [.sCedilla, .ch], [.r, .gh], [.n, .m], [.ghain, .h],
                [.s, .z], [.yeh, .ch],
            ]
        ),
        (
            4,
            [
                [.sh, .ch], [.a, .o], [.a, .longA, .o], [.k, .kh], [.kh, .ch], [.q, .g], [.q, .gh], [.g, .j],
                [.th, .s], [.th, .dh],
                [.w, .o], [.y, .e], [.zah, .th], [.khah, .k], [.khah, .ch], [.alef, .o], [.alef, .i, .u],
                [.yeh, .a], [.waw, .o], [.jeem, .y], [.gh, .q], [.dull, .o], [.qaf, .h], [.z, .dad, .d],
                [.x, .k], [.x, .s], [.x, .h],
                [.sCedilla, .z], [.khah, .g],
            ]
        ),
        (
            3,
            [
                [.mute, .i, .dull], [.mute, .u], [.a, .e], [.a, .longA, .e], [.x, .sh], [.f, .v], [.z, .ts],
                [.z, .dh], [.c, .ch], [.c, .j], [.c, .s], [.q, .c], [.v, .u],
                [.j, .i], [.v, .longU], [.ghain, .k], [.ghain, .r], [.q, .ghain], [.c, .cCedilla],
                [.g, .gBreve], [.ghain, .q],
                [.zah, .d], [.thal, .th], [.theh, .t], [.h, .kh], [.g, .gh], [.dz, .d], [.dz, .ts],
                [.dz, .zh],
            ]
        ),
        (
            2,
            [
                [.mute, .a], [.mute, .longA], [.e, .i, .dull], [.e, .longI], [.o, .u, .longU], [.dull, .u],
                [.d, .dh], [.t, .th], [.j, .zh], [.c, .ts],
                [.gh, .g], [.j, .y], [.y, .longI], [.hah, .kh], [.khah, .h], [.shch, .sh], [.shch, .ch],
                [.shch, .c], [.sh, .sCedilla],
                [.qaf, .gh], [.cCedilla, .c], [.jeem, .zh], [.ghain, .qaf], [.h, .heh, .hah],
                [.kh, .khah, .x], [.thal, .d], [.dz, .j], [.alef, .e], [.alef, .longU],
            ]
        ),
        (
            1,
            [
                [.k, .q], [.k, .c], [.w, .u, .longU], [.w, .v], [.i, .y], [.dull, .y], [.k, .qaf],
                [.qaf, .g], [.jeem, .g], [.theh, .s],
                [.kh, .x], [.zah, .dh], [.khah, .kh], [.i, .longI], [.u, .longU], [.a, .longA], [.mute, .e],
                [.mute, .o],
                [.dz, .z], [.tehMarbuta, .h], [.tehMarbuta, .t], [.tehMarbuta, .heh], [.s, .sCedilla],
                [.z, .zCaron], [.zh, .zCaron], [.dull, .i], [.waw, .v],
            ]
        ),
        (
            0,
            [
                [.alef, .a], [.alef, .longA], [.waw, .u], [.waw, .longU], [.waw, .w], [.waw, .o], [.yeh, .i],
                [.yeh, .longI], [.yeh, .y],
                [.yeh, .e], [.yeh, .dull], [.tehMarbuta, .a], [.tehMarbuta, .e], [.theh, .th], [.jeem, .j],
                [.hah, .h], [.heh, .h], [.khah, .kh],
                [.thal, .dh], [.thal, .z], [.sad, .s], [.dad, .dh], [.dad, .d], [.dad, .z], [.tah, .t],
                [.zah, .z],
                [.ghain, .gh], [.ghain, .g], [.qaf, .q], [.ch, .cCedilla], [.sh, .sCedilla], [.zh, .zCaron],
                [.gh, .gBreve],
            ]
        ),
    ]
}
