/// Letters that a reader takes for others: those of Cyrillic, Greek and Armenian that look like
/// Latin ones, and Latin ones in another dress, such as full-width, bold or circled.
enum LookAlikes {
    /// The scripts whose letters pass for one another.
    enum Script: Hashable {
        case latin, cyrillic, greek, armenian
    }

    /// The script of a letter; nil for a letter that passes for none of another script.
    static func script(of scalar: Unicode.Scalar) -> Script? {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x1E00...0x1EFF:
            .latin
        // The sign for micro belongs to units, whatever their script.
        case 0x3BC: nil
        case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
        case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
        case 0x530...0x58F: .armenian
        default: nil
        }
    }

    /// The lowercase Latin letter for which a letter of another script passes; nil if there is none.
    static func latin(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard (0x370...0x58F).contains(scalar.value) else { return nil }
        return foreign[scalar]
    }

    /// Whether a letter can't be told from a Latin one, in its own case.
    static func isTwin(_ scalar: Unicode.Scalar) -> Bool {
        (0x370...0x58F).contains(scalar.value) && twins.contains(scalar)
    }

    /// The lowercase letter or the digit of a letter in another dress; nil for every other one.
    static func undressed(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xFF21...0xFF3A: letter(scalar.value - 0xFF21)
        case 0xFF41...0xFF5A: letter(scalar.value - 0xFF41)
        case 0xFF10...0xFF19: Unicode.Scalar(UInt8(0x30 + scalar.value - 0xFF10))
        case 0x24B6...0x24CF: letter(scalar.value - 0x24B6)
        case 0x24D0...0x24E9: letter(scalar.value - 0x24D0)
        case 0x1D400...0x1D6A3: letter((scalar.value - 0x1D400) % 26)
        case 0x1F130...0x1F149: letter(scalar.value - 0x1F130)
        case 0x1F150...0x1F169: letter(scalar.value - 0x1F150)
        case 0x1F170...0x1F189: letter(scalar.value - 0x1F170)
        case 0x131, 0x251...0x2AF, 0x1D00...0x1D22, 0xA730...0xA731: dressed[scalar]
        default: nil
        }
    }

    /// Whether a character shows nothing inside a word: a space without width, a joiner, a soft
    /// hyphen, or a selector of variants.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x34F, 0x180B...0x180E, 0x200B...0x200F, 0x2060...0x2064, 0xFE00...0xFE0F,
            0xFEFF:
            true
        default: false
        }
    }

    /// Whether a hidden character between letters of these scripts is there to deceive. A soft hyphen
    /// divides words, and Arabic and Indic scripts need joiners.
    static func deceives(_ scalar: Unicode.Scalar) -> Bool {
        isHidden(scalar) && scalar != "\u{AD}"
    }

    private static func letter(_ offset: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(0x61 + offset))
    }

    private static func table(
        _ pairs: KeyValuePairs<String, String>
    ) -> [Unicode.Scalar: Unicode.Scalar] {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (from, to) in pairs {
            for (from, to) in zip(from.unicodeScalars, to.unicodeScalars) { table[from] = to }
        }
        return table
    }

    private static let foreign = table([
        // Cyrillic.
        "авеёһіїјкӏмнорԛѕтуүѵԝхԁьԍ": "abeehiijklmhopqstyyvwxdbg",
        "АВЕЁҺІЇЈКӀМНОРԚЅТУҮѴԜХԀЬԌ": "abeehiijklmhopqstyyvwxdbg",
        // Greek.
        "αβεηικνορτυχϲϳω": "abenikvoptuxcjw", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ": "abezhikmnoptyxc",
        "с": "c", "С": "c",
        // Armenian.
        "օոսհցզ": "onuhgq", "ՕՍՏ": "ous",
    ])

    private static let twins = Set(
        "аеорсухіїјѕһԁԛԝӏАВЕКМНОРСТУХІЇЈЅԌԚԜӀοϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹօՕՍ".unicodeScalars)

    private static let dressed = table([
        "ıɑɡɩɪʟɴʀʏʙʜɢ": "iagiilnrybhg",
        "ᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ": "acdejkmoptuvwzfs",
    ])
}
