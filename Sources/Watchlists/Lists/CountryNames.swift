// Lists name states in prose; the register keeps codes.

import Foundation
package import Records

/// Finds the state a list means.
package enum CountryNames {
    /// - Parameter name: an English name as lists write it (`Korea, North`, `Iran (Islamic Republic of)`), or a code.
    /// - Returns: `nil` for names of no single state of today (`former Soviet Union`) and for what is no state.
    package static func code(_ name: some StringProtocol) -> CountryCode? {
        if name.utf8.count == 3, let code = CountryCode(name) { return code }
        return names[key(name)]
    }

    /// The state an adjective points to (`Yemeni`, `Russian`), as in "Yemeni passport number …".
    static func code(adjective: some StringProtocol) -> CountryCode? { adjectives[key(adjective)] }

    /// Letters only, without accents, lower case, words in their order.
    private static func key(_ name: some StringProtocol) -> String {
        let plain = String(name).folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        return plain.split { !$0.isLetter }.filter { $0 != "the" }.joined(separator: " ")
    }

    private static let names: [String: CountryCode] = {
        var names: [String: CountryCode] = [:]
        for (code, name) in CountryCode.all { names[key(name)] = code }
        for line in others.split(separator: "\n") {
            guard let code = CountryCode(line.prefix(3)) else { continue }
            for name in line.dropFirst(4).split(separator: ";") { names[key(name)] = code }
        }
        return names
    }()

    private static let adjectives: [String: CountryCode] = {
        var adjectives: [String: CountryCode] = [:]
        for pair in adjectiveTable.split(whereSeparator: \.isWhitespace) {
            let sides = pair.split(separator: "=")
            if let code = CountryCode(sides[1]) { adjectives[key(sides[0])] = code }
        }
        return adjectives
    }()

    /// Names that differ from the short ones of ISO 3166-1. Source: the UN's M49 list of official short names, and the
    /// names used in the sanctions lists of the United Nations and of the United States.
    private static let others = """
        BOL Bolivia (Plurinational State of);Bolivia, Plurinational State of
        BRN Brunei
        CAF CAR
        CIV Ivory Coast;Cote d'Ivoire;Cote d Ivoire
        COD Congo, Democratic Republic of the;Democratic Republic of the Congo;Democratic Republic of Congo;DRC;Zaire;Congo, The Democratic Republic of the
        COG Congo;Congo, Republic of the;Republic of the Congo
        CPV Cape Verde;Cabo Verde
        CZE Czech Republic
        DEU Federal Republic of Germany
        FSM Micronesia (Federated States of)
        GBR United Kingdom;United Kingdom of Great Britain and Northern Ireland;UK;Great Britain;British
        GMB Gambia;The Gambia
        HKG Hong Kong SAR
        IRN Iran (Islamic Republic of);Islamic Republic of Iran;Iran
        KOR Korea, South;Republic of Korea;South Korea
        LAO Laos;Lao People's Democratic Republic
        LBY Libya;Libyan Arab Jamahiriya;State of Libya
        MAC Macau
        MDA Moldova;Republic of Moldova;Moldova, Republic of
        MKD North Macedonia;Macedonia;Macedonia, The Former Yugoslav Republic of;Macedonia, North
        MMR Burma;Myanmar
        NLD Netherlands (Kingdom of the);Kingdom of the Netherlands;Netherlands
        PRK Korea, North;Democratic People's Republic of Korea;North Korea;DPRK
        PSE State of Palestine;Palestine;Palestinian;Palestine, State of;West Bank;Gaza;Region: Gaza
        RKS Kosovo
        RUS Russia;Russian Federation
        SUR Suriname
        SWZ Swaziland;Eswatini
        SYR Syria;Syrian Arab Republic
        TLS East Timor;Timor-Leste
        TUR Turkey;Turkiye;Türkiye
        TWN Taiwan;Taiwan, Province of China
        TZA Tanzania;United Republic of Tanzania;Tanzania, United Republic of
        USA United States;United States of America;US;U.S.
        VAT Holy See;Vatican City
        VEN Venezuela;Venezuela (Bolivarian Republic of)
        VNM Vietnam;Viet Nam
        """

    private static let adjectiveTable = """
        Afghan=AFG Algerian=DZA British=GBR Danish=DNK Egyptian=EGY French=FRA German=DEU Indonesian=IDN Iranian=IRN
        Iraqi=IRQ Italian=ITA Jordanian=JOR Kenyan=KEN Kuwaiti=KWT Kyrgyz=KGZ Lebanese=LBN Libyan=LBY Malian=MLI
        Moroccan=MAR Omani=OMN Pakistani=PAK Palestinian=PSE Philippine=PHL Qatari=QAT Russian=RUS Rwandan=RWA
        Saudi=SAU Somali=SOM Sudanese=SDN Syrian=SYR Tajik=TJK Tunisian=TUN Turkish=TUR Ugandan=UGA Uzbek=UZB
        Yemeni=YEM Congo=COD CAR=CAF Oman=OMN Qatar=QAT Libya=LBY Jordan=JOR Indonesia=IDN
        """
}
