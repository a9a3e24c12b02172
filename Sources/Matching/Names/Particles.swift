// Words that stand in names without naming anyone.

enum Particles {
    /// Articles, "son of", "father of", prepositions: weighed lightly on either side.
    static let particles: Set<[UInt8]> = table(
        """
        al el ul il as ash ad ar az at an ud ur us l d de del della delle di da dos das do du des la las le los van von der den ter ten
        y e i bin ben ibn bint binti binte bt abu abou aboo abi umm oum um ould wuld wld walad ait ag bou u and ve o
        """,
        "ال بن ابن بنت ابو ابی ام ولد و")

    /// Address, rank and generation.
    static let titles: Set<[UInt8]> = table(
        """
        dr mr mrs ms miss eng engr prof professor gen general col colonel lt lieutenant maj major capt captain brig brigadier cmdr commander sgt
        haji hajji hadji hajj hadj haj hajja hadjia mullah mulla mollah molla mawlawi maulvi maulavi moulavi mawlavi molvi mowlawi maulana mawlana
        mufti sheikh shaikh shaykh cheikh sheik shekh imam qari ustad ustadz ustaz seyyed sayyid sayed sayyed syed hojjat hojatoleslam ayatollah alhaj
        alhaji jr sr ii iii iv sir don doctor engineer hon rev fr
        """,
        "دكتور حاج حاجی ملا مولوی مولانا مفتی شیخ سید قاری استاد")

    private static func table(_ latin: String, _ arabic: String) -> Set<[UInt8]> {
        var words = Set(latin.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
        for word in arabic.split(separator: " ") { words.insert(ArabicScript.folded(String(word))) }
        return words
    }
}
