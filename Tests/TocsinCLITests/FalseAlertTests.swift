import Foundation
import Testing

/// A warning sent to every phone by mistake, as in Hawaii on January 13, 2018, where the retraction
/// came 38 minutes later because nobody had one ready.
@Suite struct FalseAlertTests {
    private static func desk() throws -> Desk {
        // Noon in Chicago: an end on the next day would be longer.
        let desk = try Desk.staffed(at: 1_780_333_200_000_000)
        let file = desk.home + "/department.yaml"
        try (String(contentsOfFile: file, encoding: .utf8) + "short-name: Riverton PD\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let opened = try desk.run(
            "open", "false-alert", "--place", "Riverton", "--id", "false", "--mode", "live")
        guard opened.status == 0 else { throw Desk.Unexpected(text: opened.errors) }
        return desk
    }

    private static let channels = [
        "x", "facebook", "nextdoor", "sms", "wea90", "wea360", "eas", "email", "web", "release",
        "podium", "radio", "call-takers", "internal", "partners",
    ]

    /// Each text of a message by channel and language; `/en` and `/es` mean every channel
    /// without its own.
    private func expect(
        _ texts: [String: String], of message: String, at desk: Desk, on channels: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let shown = try desk.json("message", "show", message)
        let variants = try #require(shown["variants"] as? [[String: Any]])
        var found: Set<String> = []
        for variant in variants {
            let channel = try #require(variant["channel"] as? String)
            let language = try #require(variant["language"] as? String)
            found.insert("\(channel)/\(language)")
            let expected = texts["\(channel)/\(language)"] ?? texts["/\(language)"]
            #expect(
                variant["text"] as? String == expected, "\(channel)/\(language)",
                sourceLocation: sourceLocation)
            #expect(variant["fits"] as? Bool == true, sourceLocation: sourceLocation)
        }
        #expect(
            found == Set(channels.flatMap { ["\($0)/en", "\($0)/es"] }),
            sourceLocation: sourceLocation)
    }

    @Test func `opening has the first words ready in English and Spanish on every channel`() throws
    {
        try expect(Self.holding, of: "M1", at: Self.desk(), on: Self.channels)
    }

    @Test func `one command takes an alert back in both languages, on every channel`() throws {
        let desk = try Self.desk()
        let drafted = try desk.run(
            "message", "draft", "alert", "--template", "alert", "--field",
            "danger=missile attack", "--guidance", "Take cover now.", "--expires", "+1h",
            "--submit")
        #expect(drafted.status == 0 && !drafted.output.contains("warning"), "\(drafted)")
        let alerted = Self.channels.filter { $0 != "release" && $0 != "podium" }
        try expect(Self.alert, of: "M2", at: desk, on: alerted)
        #expect(try desk.type("message approve M2 --release --yes", as: "kim").status == 0)

        let back = try desk.type("message retract M2 --yes")
        #expect(back.status == 0, "\(back.errors)")
        for place in Self.channels.flatMap({ ["\($0)/en", "\($0)/es"] }) {
            #expect(back.output.contains(" \(place)"), "\(place)")
        }
        try expect(Self.retraction, of: "M4", at: desk, on: Self.channels)
        let out = try desk.json("message", "text", "M4", "wea90", "--language", "es")
        #expect(out["isReleased"] as? Bool == true)
        let text = try #require(out["text"] as? String)
        #expect(
            text.contains(
                /^Riverton PD\. FALSA ALARMA: Riverton\. No hay peligro\. Hora: \d\d:\d\d C[SD]T\.$/
            ), "\(text)")
    }

    @Test func `another danger waits for a translator in Spanish alone`() throws {
        let desk = try Self.desk()
        let drafted = try desk.run(
            "message", "draft", "alert", "--template", "alert", "--field", "danger=lava",
            "--guidance", "Take cover now.")
        #expect(drafted.output.contains("es: untranslated, missing danger"))
        let translated = try desk.type(
            "message translate M2 --to es --by county --value danger=lava")
        #expect(translated.status == 0 && !translated.output.contains("untranslated"))
    }

    @Test func `the phones' texts, taken back or not, make a CAP file in both languages`() throws {
        let desk = try Self.desk()
        func cap(_ message: String, _ options: String...) throws -> Program.Result {
            try desk.perform(
                [
                    "message", "cap", message, "--event", "CEM", "--event-name",
                    "es=Emergencia civil", "--same", "048113", "--urgency", "immediate",
                    "--severity", "severe", "--certainty", "observed", "--response", "monitor",
                    "--sender", "pio@riverton.example", "--wea", "public-safety",
                ] + options)
        }
        let endless = try cap("M1")
        #expect(endless.status == 64 && endless.errors.contains("--expires +1h"))
        // A draft shows its times by name, without values: the file says when they will be known.
        let draft = try cap("M1", "--expires", "+1h")
        #expect(draft.status == 77 && draft.errors.contains("wea-expiry-zone"))
        _ = try desk.type("message submit M1")
        _ = try desk.type("message approve M1 --release --yes", as: "kim")
        let holding = try cap("M1", "--expires", "+1h")
        #expect(holding.status == 0, "\(holding.errors)")
        #expect(holding.output.contains("<language>es-US</language>"))
        #expect(holding.output.contains("FALSA ALARMA: Riverton. Sin peligro."))

        _ = try desk.run(
            "message", "draft", "alert", "--template", "alert", "--field", "danger=tsunami",
            "--guidance", "Go to high ground now.", "--expires", "+1h", "--submit")
        _ = try desk.type("message approve M2 --release --yes", as: "kim")
        let alert = try cap("M2")
        #expect(alert.status == 0, "\(alert.errors)")
        #expect(alert.output.contains("Suba ya a un lugar alto. Hasta "))
        _ = try desk.type("message retract M2 --yes")
        #expect(try cap("M4", "--expires", "+1h").status == 0)
    }
}

// MARK: The texts

extension FalseAlertTests {
    private static let holding = [
        "/en": """
        Riverton Police Department, {as-of}: the warning for Riverton was wrong. There is no \
        danger. You don't need to do what the warning asked. Please tell the people near you. We \
        are finding out, and we are canceling the warning everywhere it was sent. We do not know \
        yet how it was sent. We know what those minutes were like, and we are sorry. Next update \
        by {next-update}. Please keep 911 free for emergencies.
        """,
        "x/en": """
        FALSE ALARM. Riverton Police Department: the warning for Riverton was wrong. There is no \
        danger. Please tell the people near you. Next update by {next-update}.
        """,
        "sms/en": """
        Riverton Police Department: FALSE ALARM for Riverton. No danger. Update by {next-update}.
        """,
        "wea90/en": """
        Riverton PD. FALSE ALARM for Riverton. No danger. Tell others. Next {next-update}.
        """,
        "wea360/en": """
        FALSE ALARM. Riverton Police Department: the warning for Riverton was wrong. There is no \
        danger. You don't need to do what it asked. Please tell the people near you. Next update \
        by {next-update}.
        """,
        "podium/en": """
        The warning for Riverton was wrong. There is no danger. I will say it again: there is no \
        danger. We know what those minutes were like, and we are sorry. We do not know yet how \
        it was sent. We are finding out, and we are canceling the warning everywhere it was \
        sent. We will update you again by {next-update}.
        """,
        "radio/en": """
        The Riverton Police Department says the warning for Riverton was wrong. There is no \
        danger. I repeat: there is no danger. No one needs to do what the warning asked.
        """,
        "call-takers/en": """
        Tell every caller first: the warning for Riverton was wrong. There is no danger. You \
        don't need to do what it asked. We do not know yet how it was sent. The next update \
        comes by {next-update}.
        """,
        "/es": """
        Riverton Police Department, {as-of}: el aviso para Riverton fue un error. No hay peligro. \
        No hace falta hacer lo que pedía el aviso. Por favor, dígaselo a quienes tenga cerca. Lo \
        estamos averiguando y retiramos el aviso de donde haya aparecido. Todavía no sabemos cómo \
        llegó a enviarse. Sabemos cómo fueron esos minutos y lo sentimos. Informaremos de nuevo \
        antes de las {next-update}. Por favor, deje libre el 911 para las emergencias.
        """,
        "x/es": """
        FALSA ALARMA. Riverton Police Department: el aviso para Riverton fue un error. No hay \
        peligro. Dígaselo a quienes tenga cerca. Más información antes de las {next-update}.
        """,
        "sms/es": """
        Riverton Police Department: FALSA ALARMA en Riverton. No hay peligro. Info: {next-update}.
        """,
        "wea90/es": """
        Riverton PD. FALSA ALARMA: Riverton. Sin peligro. Avise a otros. Info: {next-update}.
        """,
        "wea360/es": """
        FALSA ALARMA. Riverton Police Department: el aviso para Riverton fue un error. No hay \
        peligro. No hace falta seguir sus indicaciones. Avise a quienes tenga cerca. Novedades \
        antes de las {next-update}.
        """,
        "podium/es": """
        El aviso para Riverton fue un error. No hay peligro. Lo repito: no hay peligro. Sabemos \
        cómo fueron esos minutos y lo sentimos. Todavía no sabemos cómo llegó a enviarse. Lo \
        estamos averiguando y retiramos el aviso de donde haya aparecido. Volveremos a informar \
        antes de las {next-update}.
        """,
        "radio/es": """
        Riverton Police Department informa: el aviso para Riverton fue un error. No hay peligro. \
        Repetimos: no hay peligro. Nadie tiene que hacer lo que pedía el aviso.
        """,
        "call-takers/es": """
        Diga primero a quien llame: el aviso para Riverton fue un error. No hay peligro. No hace \
        falta hacer lo que pedía. Todavía no sabemos cómo llegó a enviarse. Habrá más información \
        antes de las {next-update}.
        """,
    ]

    private static let alert = [
        "/en": """
        This is a real warning from the Riverton Police Department, {as-of}, for Riverton: \
        missile attack. Take cover now. This warning is in effect until we say it is over. The \
        earlier one was wrong; this one is not. In an emergency, call 911.
        """,
        "x/en": """
        REAL WARNING. Riverton Police Department for Riverton: missile attack. Take cover now. The \
        earlier warning was wrong; this one is not.
        """,
        "sms/en": """
        REAL WARNING. Riverton Police Department for Riverton: missile attack. Take cover now.
        """,
        "wea90/en": """
        Riverton PD. REAL: missile attack, Riverton. Take cover now. Until {expires}.
        """,
        "wea360/en": """
        REAL WARNING. Riverton Police Department for Riverton: missile attack. Take cover now. The \
        earlier warning was wrong; this one is not. Until {expires}. Next update by {next-update}.
        """,
        "radio/en": """
        This is a real warning from the Riverton Police Department for Riverton: missile attack. \
        Take cover now. This warning is in effect until we say it is over. The earlier one was \
        wrong; this one is not.
        """,
        "call-takers/en": """
        Tell callers: this warning is real. For Riverton: missile attack. Take cover now.
        """,
        "/es": """
        Este es un aviso real de Riverton Police Department, {as-of}, para Riverton: ataque de \
        misil. Busque refugio ya. Está vigente hasta que anunciemos que terminó. El aviso \
        anterior fue un error; este no lo es. En una emergencia, llame al 911.
        """,
        "x/es": """
        AVISO REAL. Riverton Police Department, Riverton: ataque de misil. Busque refugio ya. El \
        aviso anterior fue un error; este no lo es.
        """,
        "sms/es": """
        AVISO REAL. Riverton Police Department, Riverton: ataque de misil. Busque refugio ya.
        """,
        "wea90/es": """
        Riverton PD. AVISO REAL: ataque de misil, Riverton. Busque refugio ya. Hasta {expires}.
        """,
        "wea360/es": """
        AVISO REAL. Riverton Police Department, Riverton: ataque de misil. Busque refugio ya. El \
        aviso anterior fue un error; este no lo es. Hasta {expires}. Novedades antes de las \
        {next-update}.
        """,
        "radio/es": """
        Este es un aviso real de Riverton Police Department para Riverton: ataque de misil. \
        Busque refugio ya. Está vigente hasta que anunciemos que terminó. El aviso anterior fue \
        un error; este no lo es.
        """,
        "call-takers/es": """
        Diga a quien llame: este aviso es real. Para Riverton: ataque de misil. Busque refugio ya.
        """,
    ]

    private static let retraction = [
        "/en": """
        Riverton Police Department, {as-of}: the warning for Riverton was wrong. It is canceled. \
        The danger it warned of does not exist. You don't need to do what it asked. We made the \
        mistake, and we are sorry. We will explain how it happened.
        """,
        "x/en": """
        FALSE ALARM. Riverton Police Department: the warning for Riverton was wrong. It is \
        canceled. The danger it warned of does not exist. We are sorry.
        """,
        "sms/en": """
        Riverton Police Department: the warning for Riverton was wrong. No danger. We are sorry.
        """,
        "wea90/en": """
        Riverton PD. FALSE ALARM for Riverton. No danger. As of {as-of}.
        """,
        "wea360/en": """
        FALSE ALARM. Riverton Police Department, {as-of}: the warning for Riverton was wrong. It \
        is canceled. The danger it warned of does not exist. You don't need to do what it asked.
        """,
        "podium/en": """
        The warning for Riverton was wrong. It is canceled, and there is no danger. We made the \
        mistake, and we are sorry. We will explain how it happened.
        """,
        "radio/en": """
        The Riverton Police Department has canceled its warning for Riverton. It was wrong. The \
        danger it warned of does not exist, and no one needs to do what it asked.
        """,
        "call-takers/en": """
        Tell every caller first: the warning for Riverton was wrong and is canceled. The danger \
        it warned of does not exist.
        """,
        "/es": """
        Riverton Police Department, {as-of}: retiramos el aviso para Riverton. Fue un error. No \
        existe el peligro que anunciaba. No hace falta hacer lo que pedía. El error fue nuestro y \
        lo sentimos. Explicaremos cómo ocurrió.
        """,
        "x/es": """
        FALSA ALARMA. Riverton Police Department: retiramos el aviso para Riverton. Fue un error. \
        No existe el peligro que anunciaba. Lo sentimos.
        """,
        "sms/es": """
        Riverton Police Department: el aviso para Riverton fue un error. No hay peligro. Lo \
        sentimos.
        """,
        "wea90/es": """
        Riverton PD. FALSA ALARMA: Riverton. No hay peligro. Hora: {as-of}.
        """,
        "wea360/es": """
        FALSA ALARMA. Riverton Police Department, {as-of}: retiramos el aviso para Riverton. Fue \
        un error. No hay peligro. No hace falta seguir sus indicaciones.
        """,
        "podium/es": """
        Retiramos el aviso para Riverton. Fue un error y no hay peligro. El error fue nuestro y lo \
        sentimos. Explicaremos cómo ocurrió.
        """,
        "radio/es": """
        Riverton Police Department retira su aviso para Riverton. Fue un error. No hay peligro y \
        nadie tiene que hacer lo que pedía.
        """,
        "call-takers/es": """
        Diga primero a quien llame: el aviso para Riverton fue un error y queda retirado. No hay \
        peligro.
        """,
    ]
}
