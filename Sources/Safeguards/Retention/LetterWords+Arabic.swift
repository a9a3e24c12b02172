// The answer letter in Arabic, for a person who reads Arabic whatever the officer's language is.

package import Records

extension LetterWords {
    /// - Parameters:
    ///   - naming: a record in plain Arabic words.
    ///   - basis: the law it rests on.
    ///   - purpose: a purpose in Arabic.
    package static func arabic(
        naming: @escaping @Sendable (HeldRecord) -> String, basis: @escaping @Sendable (HeldRecord) -> String,
        purpose: @escaping @Sendable (Purpose) -> String
    ) -> LetterWords {
        LetterWords(
            reference: "مرجعنا", date: "التاريخ", received: "طلبكم المؤرخ",
            title: "طلبكم الاطلاع على بياناتكم الشخصية",
            opening: """
                سألتم عن البيانات الشخصية المتعلقة بكم التي تعالجها هذه السلطة. بحثنا في سجلاتنا بحسب البيانات التي قدمتموها. \
                تبيّن هذه الرسالة ما وجدناه ويجوز لنا إخباركم به.
                """,
            heldTitle: "ما نحتفظ به",
            nothingToTell: "لا توجد بيانات شخصية عنكم يمكننا تقديمها لكم.",
            looksTitle: "متى جرى البحث عن بياناتكم على الحدود",
            noLooks: "لا يوجد فحص حدودي خلال السنوات الثلاث الماضية يمكننا إخباركم به.",
            recipients: """
                يجري فحوص الحدود موظفون من هذه السلطة مخوَّلون لهذا الغرض. يُسجَّل كل اطلاع مع الموظف والوقت والسبب، \
                ويحق لمسؤول حماية البيانات مراجعته.
                """,
            limitsTitle: "الحدود",
            limits: """
                يجيز لنا القانون حجب المعلومات كليًا أو جزئيًا إذا كان تقديمها يعرقل تحقيقًا أو يضر بمنع الجرائم أو ملاحقتها أو \
                يهدد الأمن العام أو الوطني أو يمس حقوق الآخرين. ترد هذه الفقرة في كل رسالة من هذا النوع ولا تقول شيئًا عن حالتكم.
                """,
            rightsTitle: "حقوقكم",
            contact: "مسؤول حماية البيانات", complaint: "سلطة الرقابة",
            rights: [
                "يجوز لكم أن تطلبوا تصحيح البيانات الخاطئة وإكمال البيانات الناقصة.",
                "يجوز لكم أن تطلبوا محو البيانات المعالَجة بصورة غير قانونية أو لمدة أطول من المسموح، أو تقييد استخدامها ما دامت "
                    + "صحتها موضع خلاف.",
                "يجوز لكم ممارسة هذه الحقوق عن طريق سلطة الرقابة التي يمكنها أن تتحقق نيابة عنكم مما لا يجوز لنا إخباركم به.",
                "يجوز لكم تقديم شكوى إلى سلطة الرقابة، ويجوز لكم اللجوء إلى القضاء.",
            ],
            held: { record in
                let purposes = record.purposes.map(purpose).joined(separator: "، ")
                return "\(naming(record))، منذ \(isolated(record.since)). الغرض: \(purposes). الأساس القانوني: "
                    + "\(basis(record)). يُراجَع بحلول \(isolated(record.retention.review))، ويُحذف في موعد أقصاه "
                    + "\(isolated(record.retention.delete))."
            },
            looks: { month, count in "\(isolated(month)): \(count == 1 ? "مرة واحدة" : "\(count) مرات")" })
    }

    /// Left to right within right to left. Source: Unicode Standard Annex 9, LRI and PDI.
    private static func isolated(_ value: some CustomStringConvertible) -> String { "\u{2066}\(value)\u{2069}" }
}
