// Writing a name in the 26 letters of a machine-readable zone.

import Foundation

/// Names as ICAO writes them: Latin letters without marks, Cyrillic by sound, Arabic letter by letter with `X` before
/// what Latin lacks, so that the Arabic name can be read back.
///
/// Source: ICAO Doc 9303-3 section 6, tables A (Latin), B (Cyrillic) and C (Arabic), recommended forms.
package enum NameTransliteration {
    /// - Returns: A–Z with `<` between parts; `nil` and the place (from 1) of the first character that has no form.
    package static func mrz(_ name: String) -> (text: String, unwritable: Int?) {
        var parts: [String] = [""]
        let scalars = Array(name.precomposedStringWithCanonicalMapping.uppercased().unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case " ", "-", "\u{A0}", "\u{2010}"..."\u{2014}", "<": parts.append("")
            // Apostrophes and full stops are left out; so are vowel signs and the tatweel.
            case "'", "’", "ʼ", "`", ".", "\u{640}", "\u{64B}"..."\u{650}", "\u{652}", "Ь": continue
            case shadda: parts[parts.count - 1] += letters[scalars[max(0, index - 1)]] ?? ""
            case tehMarbuta: parts[parts.count - 1] += endsPart(scalars, after: index) ? "XAH" : "XTA"
            default:
                guard let written = form(of: scalar) else { return (parts.joined(separator: "<"), index + 1) }
                parts[parts.count - 1] += written
            }
        }
        return (parts.filter { !$0.isEmpty }.joined(separator: "<"), nil)
    }

    private static let shadda: Unicode.Scalar = "\u{651}"
    private static let tehMarbuta: Unicode.Scalar = "\u{629}"

    /// No letter follows before the next space or the end.
    private static func endsPart(_ scalars: [Unicode.Scalar], after index: Int) -> Bool {
        guard let next = scalars[(index + 1)...].first(where: { !("\u{64B}"..."\u{652}").contains($0) })
        else { return true }
        return !next.properties.isAlphabetic
    }

    private static func form(of scalar: Unicode.Scalar) -> String? {
        if ("A"..."Z").contains(scalar) { return String(scalar) }
        if let letter = letters[scalar] { return letter }
        // A Latin letter with marks the tables do not list: the letter.
        guard let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first,
            ("A"..."Z").contains(base)
        else { return nil }
        return String(base)
    }

    private static let letters: [Unicode.Scalar: String] = {
        var letters: [Unicode.Scalar: String] = [:]
        for table in [latin, cyrillic, arabic] {
            for entry in table.split(whereSeparator: \.isWhitespace) {
                let pair = entry.split(separator: "=")
                for scalar in pair[0].unicodeScalars { letters[scalar] = String(pair[1]) }
            }
        }
        return letters
    }()

    private static let latin = """
        ÄÆ=AE Å=AA ÖØŒ=OE Ü=UE ß=SS ẞ=SS Þ=TH Ĳ=IJ ÐĐ=D Ħ=H Ł=L Ŀ=L Ŋ=N Ŧ=T ĸ=Q Ə=E
        """

    private static let cyrillic = """
        А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I І=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH Ц=TS
        Ч=CH Ш=SH Щ=SHCH Ъ=IE Ы=Y Э=E Ю=IU Я=IA Ґ=G Ў=U Ѫ=U Ѓ=G Ђ=D Ѕ=DZ Ј=J Ќ=K Љ=LJ Њ=NJ Ћ=C Џ=DZ Є=IE Ї=I
        """

    /// Each Arabic letter is written as an escape of its code point, so that the table reads in one direction.
    private static let arabic = """
        \u{621}=XE \u{622}=XAA \u{623}=XAE \u{624}=U \u{625}=I \u{626}=XI \u{627}=A \u{628}=B \u{62A}=T \u{62B}=XTH
        \u{62C}=J \u{62D}=XH \u{62E}=XKH \u{62F}=D \u{630}=XDH \u{631}=R \u{632}=Z \u{633}=S \u{634}=XSH \u{635}=XSS
        \u{636}=XDZ \u{637}=XTT \u{638}=XZZ \u{639}=E \u{63A}=G \u{641}=F \u{642}=Q \u{643}=K \u{644}=L \u{645}=M
        \u{646}=N \u{647}=H \u{648}=W \u{649}=XAY \u{64A}=Y \u{671}=XXA \u{679}=XXT \u{67C}=XRT \u{67E}=P \u{681}=XKE
        \u{685}=XXH \u{686}=XC \u{688}=XXD \u{689}=XDR \u{691}=XXR \u{693}=XRR \u{696}=XRX \u{698}=XJ \u{69A}=XXS
        \u{6A9}=XKK \u{6AB}=XXK \u{6AD}=XNG \u{6AF}=XGG \u{6BA}=XNN \u{6BC}=XXN \u{6BE}=XDO \u{6C0}=XYH \u{6C1}=XXG
        \u{6C2}=XGE \u{6C3}=XTG \u{6CC}=XYA \u{6CD}=XXY \u{6D0}=Y \u{6D2}=XYB \u{6D3}=XBE
        """
}
