import Forms
import Foundation
import Testing

/// One message with all its elements, in two languages, on every channel, by one command.
@Suite struct WholeMessageTests {
    private static let whole = [
        "en": """
        Riverton Police Department, {as-of}: Armed attack at Main and Lamar. Stay away. If you \
        are in the area, go indoors, lock the doors and keep away from windows. This warning is \
        in effect until police say it is over. The lives of people in the area may be in danger. \
        What we know: Officers are responding to the attack. What we do not know: We can't yet \
        say who is hurt or who is responsible. What we are doing: Officers are on the scene and \
        are securing the area. We know this is frightening. We will publish the next update by \
        {next-update}. In an emergency, call 911.
        """,
        "es": """
        Riverton Police Department, {as-of}: Ataque armado en Main and Lamar. No se acerque. Si \
        está en la zona, entre en un edificio, cierre las puertas con llave y aléjese de las \
        ventanas. El aviso está vigente hasta que la policía anuncie que terminó. La vida de \
        quienes están en la zona puede estar en peligro. Qué sabemos: Los agentes están \
        respondiendo al ataque. Qué no sabemos: Todavía no podemos decir si hay heridos ni quién \
        es responsable. Qué estamos haciendo: Los agentes están en el lugar y protegen la zona. \
        Sabemos que esto da miedo. Informaremos de nuevo antes de las {next-update}. En una \
        emergencia, llame al 911.
        """,
    ]

    private static let texts = [
        "x/en": """
        Riverton Police Department: Armed attack at Main and Lamar. Stay away. If you are there, \
        go indoors and lock the doors. In effect until police say it is over. Next update by \
        {next-update}. We know this is frightening. The lives of people in the area may be in \
        danger.
        """,
        "sms/en": """
        Riverton Police Department: armed attack at Main and Lamar. Stay away. If there, get \
        indoors, lock doors. Update by {next-update}.
        """,
        "wea90/en": """
        Riverton Police Department. Attack at Main and Lamar. Stay away. Next {next-update}.
        """,
        "wea360/en": """
        Riverton Police Department: armed attack at Main and Lamar. Danger to life. Stay away. \
        If you are in the area, go indoors, lock the doors and keep away from windows. In effect \
        until police say it is over. Next update by {next-update}.
        """,
        "podium/en": """
        I am speaking for the Riverton Police Department. As of {as-of}, there is an armed \
        attack at Main and Lamar. Stay away. If you are in the area, go indoors, lock the doors \
        and keep away from windows. The warning is in effect until police say it is over. The \
        lives of people in the area may be in danger. Officers are responding to the attack. We \
        can't yet say who is hurt or who is responsible. I will not guess. Officers are on the \
        scene and are securing the area. We know this is frightening. We will update you again \
        by {next-update}.
        """,
        "radio/en": """
        This is a warning from the Riverton Police Department. There is an armed attack at Main \
        and Lamar. Stay away. If you are in the area, go indoors, lock the doors and keep away \
        from windows. This warning is in effect until police say it is over. The next update \
        comes by {next-update}.
        """,
        "call-takers/en": """
        You may tell callers: there is an armed attack at Main and Lamar. Stay away. If you are \
        in the area, go indoors, lock the doors and keep away from windows. No one should drive \
        there to pick up family. Pass sightings and injuries to dispatch at once. The next \
        update comes by {next-update}.
        """,
        "internal/en": """
        For staff and elected officials, as of {as-of}: Armed attack at Main and Lamar. Officers \
        are responding to the attack. We can't yet say who is hurt or who is responsible. \
        Officers are on the scene and are securing the area. Don't post anything yourself, and \
        send press and family questions to the public information officer. The next update comes \
        by {next-update}.
        """,
        "partners/en": """
        Please relay without changes. Riverton Police Department, {as-of}: Armed attack at Main \
        and Lamar. Stay away. If you are in the area, go indoors, lock the doors and keep away \
        from windows. The warning is in effect until police say it is over. The lives of people \
        in the area may be in danger. Next update by {next-update}.
        """,
        "x/es": """
        Riverton Police Department: Ataque armado en Main and Lamar. No se acerque. Si está \
        allí, entre en un edificio y cierre con llave. Más información antes de las \
        {next-update}. Sabemos que esto da miedo. La vida de quienes están en la zona puede \
        estar en peligro.
        """,
        "sms/es": """
        Riverton Police Department: ataque armado en Main and Lamar. No se acerque. En la zona, \
        busque refugio y cierre las puertas. Novedades: {next-update}.
        """,
        "wea90/es": """
        Riverton Police Department. Ataque en Main and Lamar. No se acerque. Info: {next-update}.
        """,
        "wea360/es": """
        Riverton Police Department: ataque armado en Main and Lamar. Hay peligro de muerte. No se \
        acerque. Si se encuentra en la zona, entre en un edificio, cierre las puertas y no se \
        acerque a las ventanas. Novedades antes de las {next-update}.
        """,
        "podium/es": """
        Hablo en nombre de Riverton Police Department. A las {as-of} hay un ataque armado en \
        Main and Lamar. No se acerque. Si está en la zona, entre en un edificio, cierre las \
        puertas con llave y aléjese de las ventanas. El aviso está vigente hasta que la policía \
        anuncie que terminó. La vida de quienes están en la zona puede estar en peligro. Los \
        agentes están respondiendo al ataque. Todavía no podemos decir si hay heridos ni quién \
        es responsable. Los agentes están en el lugar y protegen la zona. Sabemos que esto da \
        miedo. Informaremos de nuevo antes de las {next-update}.
        """,
        "radio/es": """
        Aviso de Riverton Police Department. Hay un ataque armado en Main and Lamar. No se \
        acerque. Si está en la zona, entre en un edificio, cierre las puertas con llave y \
        aléjese de las ventanas. El aviso está vigente hasta que la policía anuncie que terminó. \
        Habrá más información antes de las {next-update}.
        """,
        "call-takers/es": """
        Puede decir a quien llame: hay un ataque armado en Main and Lamar. No se acerque. Si \
        está en la zona, entre en un edificio, cierre las puertas con llave y aléjese de las \
        ventanas. Nadie debe ir allí a recoger a su familia. Si alguien vio algo o hay heridos, \
        avise de inmediato a la central. Habrá más información antes de las {next-update}.
        """,
        "internal/es": """
        Para el personal y los funcionarios electos, a las {as-of}: Ataque armado en Main and \
        Lamar. Los agentes están respondiendo al ataque. Todavía no podemos decir si hay heridos \
        ni quién es responsable. Los agentes están en el lugar y protegen la zona. No publique \
        nada por su cuenta y remita las preguntas de la prensa y de las familias a la oficina de \
        información. Habrá más información antes de las {next-update}.
        """,
        "partners/es": """
        Por favor, difunda sin cambios. Riverton Police Department, {as-of}: Ataque armado en \
        Main and Lamar. No se acerque. Si está en la zona, entre en un edificio, cierre las \
        puertas con llave y aléjese de las ventanas. El aviso está vigente hasta que la policía \
        anuncie que terminó. La vida de quienes están en la zona puede estar en peligro. Más \
        información antes de las {next-update}.
        """,
    ]

    /// The posts of the whole text, if one post can't hold it.
    private static let secondPosts = [
        "en": "We will publish the next update by {next-update}. In an emergency, call 911. (2/2)",
        "es": """
        Qué estamos haciendo: Los agentes están en el lugar y protegen la zona. Sabemos que esto \
        da miedo. Informaremos de nuevo antes de las {next-update}. En una emergencia, llame al \
        911. (2/2)
        """,
    ]

    private static let channels = [
        "x", "bluesky", "mastodon", "threads", "facebook", "instagram", "nextdoor", "sms", "wea90",
        "wea360", "eas", "email", "web", "blog", "release", "podium", "radio", "call-takers",
        "internal", "partners",
    ]

    @Test func `one command says the whole on every channel in English and Spanish`() throws {
        let desk = try Desk.opened()
        let drafted = try desk.type("message draft alert --template active-attack")
        #expect(drafted.status == 0, "\(drafted.errors)")
        let shown = try desk.json("message", "show", "M2")
        let variants = try #require(shown["variants"] as? [[String: Any]])
        var found: Set<String> = []
        for variant in variants {
            let channel = try #require(variant["channel"] as? String)
            let language = try #require(variant["language"] as? String)
            let key = "\(channel)/\(language)"
            found.insert(key)
            // Bluesky counts differently from X and has its own texts.
            let own = channel == "bluesky" ? "x/\(language)" : key
            let expected = Self.texts[own] ?? Self.whole[language]
            #expect(variant["text"] as? String == expected, "\(key)")
            #expect(variant["fits"] as? Bool == true, "\(key)")
            let posts = try #require(variant["posts"] as? [String])
            if ["mastodon", "threads"].contains(channel) {
                #expect(posts.count == 2 && posts.last == Self.secondPosts[language], "\(key)")
                #expect(posts[0].hasSuffix(". (1/2)"))
            } else {
                #expect(posts.isEmpty, "\(key)")
            }
            let dropped = ["wea90/en": ["Lock doors."], "wea90/es": ["Cierre las puertas."]][key]
            #expect(variant["dropped"] as? [String] == dropped ?? [], "\(key)")
        }
        #expect(found == Set(Self.channels.flatMap { ["\($0)/en", "\($0)/es"] }))
    }

    @Test func `it goes out everywhere but where a picture is missing, its posts as approved`()
        throws
    {
        let desk = try Desk.opened()
        _ = try desk.type("message draft alert --template active-attack")
        _ = try desk.type("message submit M2")
        let approved = try desk.type("message approve M2 --release --yes", as: "kim")
        #expect(approved.status == 77)
        #expect(approved.output.contains("an emergency, call 911. (2/2)"))
        #expect(approved.errors.contains("media-missing"))
        #expect(approved.errors.contains("tocsin message attach M2 FILE"))
        let text = try desk.json("message", "text", "M2", "mastodon")
        let posts = try #require(text["posts"] as? [String])
        #expect(posts.count == 2 && posts.allSatisfy { !$0.contains("{") })
        let copied = try desk.type("message text M2 mastodon")
        #expect(copied.output == posts.joined(separator: "\n\n") + "\n")
        #expect(try desk.type("message text M2 mastodon --post 2").output == posts[1] + "\n")
        let third = try desk.type("message text M2 mastodon --post 3")
        #expect(third.status == 65 && third.errors.contains("has only 2 posts"))
        #expect(try desk.type("message text M2 x --post 1").status == 0)

        let image = desk.folder + "/map.png"
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
        try Data(png).write(to: URL(fileURLWithPath: image))
        for (alt, language) in [("Map of the closed streets", "en"), ("Plano de las calles", "es")]
        {
            let attached = try desk.run(
                "message", "attach", "M2", image, "--alt", alt, "--language", language,
                "--identifies", "nobody")
            #expect(attached.status == 0, "\(attached.errors)")
            #expect(attached.output.contains("the log has only its hash"))
        }
        _ = try desk.type("message submit M2")
        let again = try desk.type("message approve M2 --release --yes", as: "kim")
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output.contains("Plano de las calles"))
        let shown = try desk.json("message", "show", "M2")
        let media = try #require((shown["attachments"] as? [[String: Any]])?.first)
        #expect(media["mediaType"] as? String == "image/png" && media["size"] as? Int == 9)
        let onInstagram = try desk.json("message", "text", "M2", "instagram", "--language", "es")
        #expect(onInstagram["isReleased"] as? Bool == true)
    }

    @Test func `a translation is due until it is there, marked where a machine made it`() throws {
        let desk = try Desk.opened()
        try desk.run(
            "message", "draft", "alert", "--template", "active-attack", "--guidance",
            "Leave by Elm Street.")
        func due() throws -> [[String: Any]] {
            let items = try #require(try desk.json("due")["items"] as? [[String: Any]])
            return items.filter { $0["kind"] as? String == "translation" }
        }
        let first = try #require(try due().first)
        let text = try #require(first["text"] as? String)
        #expect(text.hasPrefix("M2 needs a Spanish translation of \"guidance\" for "), "\(text)")
        #expect(
            first["command"] as? String
                == "tocsin message translate M2 --to es --by WHO --value guidance=VALUE")
        let both = try desk.type("message translate M2 --to es --value guidance=Salga.")
        #expect(both.status == 64 && both.errors.contains("--machine"))

        let machine = try desk.run(
            "message", "translate", "M2", "--to", "es", "--machine", "--value",
            "guidance=Salga por Elm Street.")
        #expect(machine.status == 0, "\(machine.errors)")
        #expect(machine.output.contains("es: machine"))
        #expect(
            try due().contains {
                ($0["text"] as? String)?.contains("A person must confirm") == true
            })
        #expect(try desk.type("message confirm M2 es").status == 0)
        #expect(try due().isEmpty)

        try desk.run("message", "revise", "M2", "--guidance", "Leave by Main Street.")
        #expect(
            try due().contains {
                ($0["text"] as? String)?.contains("was changed after it was translated") == true
            })
        #expect(try desk.type("message show M2").output.contains("STALE"))
        try desk.run(
            "message", "translate", "M2", "--to", "es", "--by", "county-interpreters", "--value",
            "guidance=Salga por Main Street.")
        let shown = try desk.json("message", "show", "M2")
        let translation = try #require((shown["translations"] as? [[String: Any]])?.first)
        #expect(translation["state"] as? String == "human")
        #expect(translation["translator"] as? String == "county-interpreters")
        #expect(translation["isStale"] as? Bool == false)
        let onX = try desk.json("message", "text", "M2", "web", "--language", "es")
        #expect((onX["text"] as? String)?.contains("Salga por Main Street.") == true)
        // Texts armed with the alert use the same words.
        #expect(try desk.type("timeline").output.contains("M3 translated into es"))
    }

    @Test func `a language held back when the rest went out is due, then only to be released`()
        throws
    {
        let desk = try Desk.opened()
        _ = try desk.type(
            "message draft update --text \"Stay in.\" --on web --identifies nobody --submit")
        _ = try desk.type("message approve M2 --release --yes", as: "kim")
        _ = try desk.type("message translate M2 --to es --machine --text \"No salga.\"")
        _ = try desk.type("message submit M2")
        #expect(try desk.type("message approve M2", as: "kim").status == 0)
        let held = try desk.type("message release M2 --yes")
        #expect(held.status == 77 && held.errors.contains("tocsin message confirm M2 es"))
        func due() throws -> [[String: Any]] {
            let items = try #require(try desk.json("due")["items"] as? [[String: Any]])
            return items.filter {
                $0["subject"] as? String == "M2"
                    && ["translation", "release"].contains($0["kind"] as? String)
            }
        }
        #expect(try due().contains { $0["command"] as? String == "tocsin message confirm M2 es" })
        _ = try desk.type("message confirm M2 es")
        #expect(try due().map { $0["kind"] as? String } == ["release"])
        let released = try desk.type("message release M2 --on web --yes")
        #expect(released.output.contains("released for web/es"), "\(released)")
        #expect(try due().isEmpty)
    }

    @Test func `every key of a message with posts, translations and pictures is documented`() throws
    {
        let desk = try Desk.opened()
        try desk.run(
            "message", "draft", "alert", "--template", "active-attack", "--guidance", "Leave.")
        _ = try desk.type("message translate M2 --to es --by county --value guidance=Salga.")
        let image = desk.folder + "/map.gif"
        try Data("GIF89a".utf8).write(to: URL(fileURLWithPath: image))
        try desk.run(
            "message", "attach", "M2", image, "--alt", "A map", "--identifies", "nobody")
        for command in ["message show", "message text"] {
            let arguments = command == "message show" ? ["M2"] : ["M2", "x"]
            let result = try Program.run(
                command.split(separator: " ").map(String.init) + arguments + ["--json"],
                environment: desk.environment(as: "lee"))
            var found: [String: Set<String>] = [:]
            JSONDocumentationTests.walk(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)), at: "",
                into: &found)
            let documented = try #require(JSONDocumentationTests.documented()[command])
            for (path, keys) in found {
                let known = (documented[path] ?? [])
                    .union(path.isEmpty ? JSONDocumentationTests.common : [])
                #expect(keys.subtracting(known).isEmpty, "\(command) \(path)")
            }
        }
    }

    @Test func `a file that can't be what is attached is refused by name`() throws {
        let desk = try Desk.opened()
        let missing = try desk.run(
            "message", "attach", "M1", desk.folder + "/no.png", "--alt", "x", "--identifies",
            "nobody")
        #expect(missing.status == 74 && missing.errors.contains("no.png can't be read"))
        let text = try desk.write("plain", to: "note.bin")
        let unknown = try desk.run("message", "attach", "M1", text)
        #expect(unknown.status == 65 && unknown.errors.contains("--type"))
        let typed = try desk.run("message", "attach", "M1", text, "--type", "text/plain")
        #expect(typed.status == 0, "\(typed.errors)")
        let detached = try desk.type("message detach M1 0000")
        #expect(detached.status == 65 && detached.errors.contains("message show M1"))
    }
}
