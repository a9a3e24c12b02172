// What a letter can sound like. Spellings differ between clerks, languages and decades; the sounds they stand for
// differ far less, so names are compared as sounds.

/// One sound, or one Arabic letter that has several readings in Latin spelling.
enum Sound: UInt8, CaseIterable {
    case none = 0
    // Vowels. `mute` is the e of oe, ue, ae, a final e and an inherent vowel; `dull` is ı, ы and a y that stands for a vowel.
    case a, e, i, o, u, mute, dull, longA, longI, longU
    // Between vowel and consonant.
    case y, w
    case b, p, t, d, k, g, q, f, v, m, n, l, r, s, z, h, j, c, x
    case sh, zh, ch, shch, kh, gh, th, dh, ts, dz
    // Marked letters whose plain form people type: ş, ç, ž, ğ.
    case sCedilla, cCedilla, zCaron, gBreve
    // Arabic letters that Latin spelling renders in more than one way.
    case alef, waw, yeh, tehMarbuta, theh, jeem, hah, khah, thal, sad, dad, tah, zah, ain, ghain, qaf, heh

    static let count = 64

    var isVowel: Bool { rawValue >= Sound.a.rawValue && rawValue <= Sound.longU.rawValue }

    /// Costs of deleting, in sixteenths of a consonant: how much it matters that one name has it and the other not.
    var weight: UInt8 {
        switch self {
        case .none: 0
        case .mute: 1
        case .dull, .e: 5
        case .a, .i, .o, .u, .longA, .longI, .longU: 6
        case .y: 6
        case .w: 8
        case .h, .heh: 7
        case .hah: 10
        case .gBreve: 6
        case .ain: 1
        case .tehMarbuta: 1
        case .alef, .waw, .yeh: 8
        case .v: 13
        default: 16
        }
    }

    /// The same against a script that leaves short vowels out.
    var weightUnvowelled: UInt8 {
        switch self {
        case .a, .e, .mute, .dull: 0
        case .i, .u: 2
        case .o: 1
        case .longA, .longI, .longU: 4
        case .y: 6
        default: weight
        }
    }

    /// The class of consonants a listed name is found by; `nil` for what a spelling may well leave out.
    var skeleton: UInt8? {
        switch self {
        case .b, .p: 1
        case .m: 2
        case .n: 3
        case .l: 4
        case .r: 5
        case .f: 6
        case .t, .d, .th, .dh, .s, .z, .ts, .dz, .theh, .thal, .sad, .dad, .tah, .zah, .sCedilla: 7
        case .sh, .zh, .ch, .shch, .j, .jeem, .cCedilla, .zCaron: 8
        case .k, .g, .q, .c, .x, .h, .kh, .gh, .hah, .khah, .ghain, .qaf, .heh, .gBreve: 9
        default: nil
        }
    }
}
