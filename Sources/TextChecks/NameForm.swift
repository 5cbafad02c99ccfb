/// The form of a name, such as a place's, in a text that nobody reads before the public: one line of
/// capitalized words, with the small words and numbers that names have, and nothing that states or
/// asks anything.
package enum NameForm {
    /// The most characters of a name.
    private static let longest = 80
    /// The most digits of a house or a road in a row.
    private static let longestNumber = 5

    /// What makes a text more than a name, as the end of "it …"; nil for a name.
    package static func fault(in name: String) -> String? {
        if let fault = fault(inLine: name) { return fault }
        let text = WordText(name)
        if !PersonalData.telephones(text).isEmpty { return "has a telephone number" }
        let letters = name.drop { !$0.isLetter && !$0.isNumber }
        if let mark = letters.first(where: isMark) { return "has \"\(mark)\"" }
        for index in text.words.indices {
            let word = text.words[index]
            if index > 0, word.gap == .sentence, !abbreviations.contains(text.words[index - 1].key)
            {
                return "has more than one sentence"
            }
            if let fault = fault(of: word, in: text) { return fault }
        }
        return StatedClaims.claim(in: name, language: "en").map { "has the words \"\($0)\"" }
    }

    /// What makes a text more than a short line of plain words; nil if nothing does.
    package static func fault(inLine name: String) -> String? {
        if name.contains(where: \.isNewline) { return "has more than one line" }
        if name.count > longest { return "has more than \(longest) characters" }
        if name.contains(where: { "{}".contains($0) }) { return "has a brace" }
        // A name with a dot in it may be an address as well.
        if name.contains("://") || name.contains(/\w\.[A-Za-z]{2,}/) { return "has a link" }
        return WordText(name).words.contains { $0.disguise != nil }
            ? "has letters that aren't what they seem" : nil
    }

    private static func fault(of word: WordText.Word, in text: WordText) -> String? {
        let words = text.string(word.scalars)
        let digits = words.split { !$0.isNumber }.map(\.count).max() ?? 0
        if digits > longestNumber { return "has the long number \(words)" }
        if saying.contains(word.key) || happening.contains(word.key) || isFire(word, in: text) {
            return "has the word \"\(words)\""
        }
        let isName = word.startsUpper || digits > 0 || small.contains(word.key)
        return isName ? nil : "has the word \"\(words)\", which isn't capitalized as in a name"
    }

    /// Whether something burns: "Fire Station 4" and "Firewheel" are names.
    private static func isFire(_ word: WordText.Word, in text: WordText) -> Bool {
        guard word.key == "fire" else { return false }
        let next = text.words.first { $0.scalars.lowerBound >= word.scalars.upperBound }
        return !(next.map { fireBuildings.contains($0.key) } ?? false)
    }

    private static let fireBuildings: Set = [
        "station", "stations", "house", "department", "dept", "headquarters", "museum", "academy",
        "tower", "lane", "hall",
    ]

    /// Whether a mark ends or interrupts a sentence, or isn't part of names.
    private static func isMark(_ character: Character) -> Bool {
        !(character.isLetter || character.isNumber || character == " "
            || ".,'’-–/&#()°".contains(character))
    }

    /// Words that a period follows within a name.
    private static let abbreviations = Set(
        """
        st ave blvd rd dr ln ct pl sq pkwy hwy rte mt ft n s e w ne nw se sw jr sr no av avda col
        """.split(separator: " ").map(String.init))

    /// Words that a name needn't capitalize, in English and Spanish.
    private static let small = Set(
        """
        a an and at between by for from in near north south east west of off on or the \
        to area mile miles street avenue road bridge river creek lake park school station \
        county city block blocks bank side end corner hall church hospital college mall plaza square hill \
        lane drive highway interstate exit house building dam levee village town \
        al calle cerca con cuadra de del e el en entre esquina la las los o por puente río rio un una \
        y zona escuela parque barrio
        """.split(separator: " ").map(String.init))

    /// Words that state or ask something, capitalized or not, in English and Spanish.
    private static let saying = Set(
        """
        is are was were be been being am isn't aren't has have had would can can't cannot must \
        shall should do does did don't not no never now still yet already today tonight \
        tomorrow you your he his she her they their them we our it its who everyone everybody \
        nobody somebody all please \
        armed alive loose active unsafe safe dangerous evacuate evacuated leave go run stay hide \
        shelter avoid call boil drink close closed open opened stop warning alert danger emergency \
        exercise drill test false hoax attack attacks terrorist terrorists terrorism bombing kill \
        killer massacre riot gunman gunmen sniper islamist islamists cleared released ended \
        es esta están estan son fue fueron será sera ser hay ha han no nunca ahora todavía ya usted \
        ustedes sus ellos ellas nosotros quien todos nadie armado armada vivo suelto activo \
        peligroso evacue evacúe evacuen salga salgan corra quédese quedese evite evítelo llame hierva \
        cerrado abierto alerta peligro emergencia ejercicio simulacro prueba falso ataque ataques \
        terrorista terroristas terrorismo matanza masacre pistolero asesino
        """.split(separator: " ").map { WordText.key(String($0)) })

    /// Words for what happens to people and places, capitalized or not, in English and Spanish. "Officer
    /// Down Road" isn't a road.
    private static let happening = Set(
        """
        down shots fired gunfire gunshot gunshots shooting shootings stabbing stabbings crash \
        crashed crashes wreck collision accident derailment explosion explosions exploding blast \
        blasts burning burned burns ablaze flames smoke inferno wildfire arsonist flooded flooding \
        collapse collapsing failing failed failure rupture ruptured spill spills spilled leak leaks \
        gas fumes toxic poison poisonous deadly fatal fatality virus infected epidemic robbery \
        robbed robber burglary burglar kidnapped kidnapping abducted abduction murder murders \
        homicide suicide rape raped assault assaulted carjacking looting looters rioting ambush \
        siege standoff manhunt pursuit raid lockdown curfew outage blackout trapped stranded \
        hit struck bleeding dying unconscious fugitive escaped escapee wanted fleeing barricaded \
        victim casualty gang gangs cartel militia invasion scam fraud vote elect reelect \
        accidente choque colisión explosión explosiones estallido incendio incendios llamas humo \
        quemado quemándose inundado inundada inundación derrumbe derrumbado colapso colapsado \
        falla fallando ruptura derrame fuga tóxico tóxica veneno letal mortal virus infectado \
        epidemia robo robado asalto asaltado secuestro secuestrado asesinato homicidio suicidio \
        violación balacera balazos disparo disparos tiroteo apuñalado apuñalamiento saqueo saqueos \
        disturbios emboscada persecución redada apagón atrapado atrapados atrapada caído caída \
        atropellado sangrando inconsciente fugitivo prófugo pandilla pandillas cártel \
        fraude estafa vota voten reelija
        """.split(separator: " ").map { WordText.key(String($0)) })
}
